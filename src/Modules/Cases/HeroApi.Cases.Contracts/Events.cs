using MediatR;

namespace HeroApi.Cases.Contracts;

/// <summary>Said once for every lead that is taken in, by whatever way. A replayed request does not say it again.</summary>
/// <param name="LeadId">The lead.</param>
/// <param name="ReportingOrgId">The organisation whose report it is counted as.</param>
/// <param name="ReportedAt">When it was reported there; its year is that of Asia/Shanghai.</param>
public sealed record LeadReported(Guid LeadId, Guid ReportingOrgId, DateTimeOffset ReportedAt) : INotification;

/// <summary>Said once for every actor who is confirmed, by the procedure or by an authority outside. Dates are as exact as they are known.</summary>
/// <param name="DecisionId">The decision, one of the history of the actor.</param>
/// <param name="OrgId">Who confirmed; of an outside decision, who recorded it.</param>
/// <param name="RegionCode">Where it happened: GB/T 2260.</param>
/// <param name="HouseholdRegion">Where the actor's household is registered.</param>
/// <param name="HomeOrgId">The organisation that cares there.</param>
/// <param name="ActedOn">A date, a year and month, or a year.</param>
/// <param name="Category">Of the vocabulary act_category.</param>
/// <param name="DecidedOn">A date, a year and month, or a year.</param>
/// <param name="Harm">Of the vocabulary actor_harm.</param>
/// <param name="Outside">Whether an authority outside confirmed it.</param>
public sealed record CaseConfirmed(Guid CaseId, Guid ActorId, Guid DecisionId, Guid OrgId, string RegionCode, string? HouseholdRegion, Guid? HomeOrgId,
    string ActedOn, string? Category, string DecidedOn, string Harm, bool Outside) : INotification;

/// <summary>Said once for every actor who is refused.</summary>
/// <param name="OrgId">Who refused; of an outside decision, who recorded it.</param>
/// <param name="DecidedOn">A date, a year and month, or a year.</param>
public sealed record CaseRefused(Guid CaseId, Guid ActorId, Guid DecisionId, Guid OrgId, string DecidedOn, bool Outside) : INotification;

/// <summary>Said once for every decision that is changed on review: a refusal into a confirmation, or a confirmation into a refusal.</summary>
/// <param name="OrgId">Who decided on review.</param>
/// <param name="Confirmed">What stands now.</param>
/// <param name="DecidedOn">When it was changed.</param>
public sealed record ConfirmationChanged(Guid CaseId, Guid ActorId, Guid DecisionId, Guid OrgId, bool Confirmed, string RegionCode, string? HouseholdRegion, Guid? HomeOrgId,
    string ActedOn, string? Category, string DecidedOn, string Harm) : INotification;

/// <summary>Said once for every confirmation that is revoked.</summary>
/// <param name="OrgId">Who revoked it.</param>
/// <param name="Recover">What must be given back: codes of the vocabulary recoverable.</param>
public sealed record ConfirmationRevoked(Guid CaseId, Guid ActorId, Guid DecisionId, Guid OrgId, string DecidedOn, IReadOnlyList<string> Recover) : INotification;
