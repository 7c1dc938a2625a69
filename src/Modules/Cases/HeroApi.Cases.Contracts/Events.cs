using MediatR;

namespace HeroApi.Cases.Contracts;

/// <summary>Said once for every lead that is taken in, by whatever way. A replayed request does not say it again.</summary>
/// <param name="LeadId">The lead.</param>
/// <param name="ReportingOrgId">The organisation whose report it is counted as.</param>
/// <param name="ReportedAt">When it was reported there; its year is that of Asia/Shanghai.</param>
public sealed record LeadReported(Guid LeadId, Guid ReportingOrgId, DateTimeOffset ReportedAt) : INotification;
