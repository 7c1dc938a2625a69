using MediatR;

namespace HeroApi.Access.Contracts;

/// <summary>An API key that the caller may manage; null when there is none, or it is out of his reach.</summary>
public sealed record FindApiKey(Guid KeyId) : IRequest<ApiKeyFacts?>;

/// <summary>What another module may know of a key; never its secret.</summary>
/// <param name="OrgId">The organisation it acts for; null for the installation's own.</param>
/// <param name="Scopes">Everything it may do now, by scopes and roles.</param>
/// <param name="Revoked">Whether it has ended before its time.</param>
public sealed record ApiKeyFacts(Guid Id, Guid? OrgId, IReadOnlyList<string> Scopes, bool Revoked);
