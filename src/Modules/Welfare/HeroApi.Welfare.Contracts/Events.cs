using MediatR;

namespace HeroApi.Welfare.Contracts;

/// <summary>Said once when the last day of a policy is over: whom it covered is covered by it no more.</summary>
/// <param name="OwnerOrgId">The organisation that had insured its people.</param>
/// <param name="LastDay">The last day of its period, in China.</param>
public sealed record PolicyEnded(Guid PolicyId, Guid OwnerOrgId, DateOnly LastDay) : INotification;

/// <summary>Said once for every benefit or grant, when it is granted to a person or the family.</summary>
/// <param name="Type">The record's type: grant or benefit_case.</param>
/// <param name="RecordId">The record.</param>
/// <param name="HeroId">The hero file under which it was written.</param>
/// <param name="OrgId">The organisation that decided.</param>
/// <param name="Kind">Of a grant its route, of the vocabulary grant_route; of a benefit its kind, of the vocabulary benefit_kind.</param>
/// <param name="On">The day of the decision, in China.</param>
public sealed record BenefitGranted(string Type, Guid RecordId, Guid HeroId, Guid OrgId, string Kind, DateOnly On) : INotification;
