using MediatR;

namespace HeroApi.Welfare.Contracts;

/// <summary>Said once when the last day of a policy is over: whom it covered is covered by it no more.</summary>
/// <param name="OwnerOrgId">The organisation that had insured its people.</param>
/// <param name="LastDay">The last day of its period, in China.</param>
public sealed record PolicyEnded(Guid PolicyId, Guid OwnerOrgId, DateOnly LastDay) : INotification;
