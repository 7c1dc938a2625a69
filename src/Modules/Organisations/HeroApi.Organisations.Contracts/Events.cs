using MediatR;

namespace HeroApi.Organisations.Contracts;

/// <summary>
/// Published once when an organisation has gone into another one for good: its records have changed hands, and nothing new may
/// name it.
/// </summary>
public sealed record OrganisationMerged(Guid OrgId, Guid IntoOrgId, DateTimeOffset MergedAt) : INotification;
