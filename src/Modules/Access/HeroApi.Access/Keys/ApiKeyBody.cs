using HeroApi.Access.Roles;

namespace HeroApi.Access.Keys;

/// <summary>What a caller writes of an API key: the same for POST and, merged, PATCH.</summary>
internal record ApiKeyBody
{
    internal const int MostRoles = 20;
    internal const int MostScopes = 100;
    internal const int MostSystems = 50;

    /// <summary>What the key is for, as shown in lists.</summary>
    public required string Name { get; init; }

    /// <summary>What it may do: codes of the vocabulary scope, none that the maker lacks.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Codes of roles whose scopes it holds as well, as they are at any time; none that holds what the maker lacks.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Codes of the external systems whose ids it may use, none that the maker lacks.</summary>
    public IReadOnlyList<string> Systems { get; init; } = [];

    /// <summary>Requests per second; absent for the installation's usual limit, or the maker's when that is lower.</summary>
    public int? RatePerSecond { get; init; }

    /// <summary>Requests that may come at once.</summary>
    public int? RateBurst { get; init; }

    /// <summary>From when on it is refused; absent for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    internal static ApiKeyBody Example => new() { Name = "Grid platform of the county", Scopes = ["leads:read", "leads:write"], Systems = ["grid"] };
}

/// <summary>The shape of a key; what the caller may grant is <see cref="Grants"/>.</summary>
internal sealed class ApiKeyBodyValidator : AbstractValidator<ApiKeyBody>
{
    public ApiKeyBodyValidator(TimeProvider clock)
    {
        RuleFor(k => k.Name).NotEmpty().MaximumLength(100);
        RuleFor(k => k.Scopes).NotEmpty().When(k => k.Roles.Count == 0);
        RuleFor(k => k.Roles.Count).LessThanOrEqualTo(ApiKeyBody.MostRoles).OverridePropertyName(nameof(ApiKeyBody.Roles));
        RuleForEach(k => k.Roles).MaximumLength(RoleCodes.Longest);
        RuleFor(k => k.Scopes.Count).LessThanOrEqualTo(ApiKeyBody.MostScopes).OverridePropertyName(nameof(ApiKeyBody.Scopes));
        RuleForEach(k => k.Scopes).OneOf(KnownScopes.All).Refuses(AccessErrors.ScopeUnknown);
        RuleFor(k => k.Systems.Count).LessThanOrEqualTo(ApiKeyBody.MostSystems).OverridePropertyName(nameof(ApiKeyBody.Systems));
        RuleForEach(k => k.Systems).NotEmpty().MaximumLength(40).Matches("^[a-z][a-z0-9_-]*$");
        RuleFor(k => k.RatePerSecond).InclusiveBetween(1, 10_000);
        RuleFor(k => k.RateBurst).InclusiveBetween(1, 100_000);
        RuleFor(k => k.ExpiresAt).GreaterThan(_ => clock.GetUtcNow());
    }
}
