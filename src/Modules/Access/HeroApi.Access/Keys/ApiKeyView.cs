using System.Text.Json.Serialization;

namespace HeroApi.Access.Keys;

/// <summary>An API key as those see it who manage it. What time alone changes is in the list, since this has an ETag.</summary>
internal record ApiKeyView : IVersioned
{
    public required Guid Id { get; init; }
    public required long Version { get; init; }
    public required string Name { get; init; }

    /// <summary>The organisation it acts for; absent for a key of the whole installation.</summary>
    public Guid? OrgId { get; init; }

    /// <summary>What it may do beside what its roles say.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>Codes of the roles whose scopes it holds as well.</summary>
    public required IReadOnlyList<string> Roles { get; init; }

    public required IReadOnlyList<string> Systems { get; init; }

    /// <summary>Requests per second; absent for no limit.</summary>
    public int? RatePerSecond { get; init; }

    /// <summary>Requests that may come at once.</summary>
    public int? RateBurst { get; init; }

    /// <summary>The key that made it; absent for the installation's first one.</summary>
    public Guid? CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Its live secrets, the newest first; two while one takes over from the other.</summary>
    public required IReadOnlyList<SecretView> Secrets { get; init; }

    internal ApiKeyBody Body => new()
    {
        Name = Name,
        Scopes = Scopes,
        Roles = Roles,
        Systems = Systems,
        RatePerSecond = RatePerSecond,
        RateBurst = RateBurst,
        ExpiresAt = ExpiresAt
    };

    internal static ApiKeyView Example => new()
    {
        Id = Guid.Parse("0198f000-0000-7000-8000-00000000000a"),
        Version = 2,
        Name = "Grid platform of the county",
        OrgId = Guid.Parse("0198f000-0000-7000-8000-000000000001"),
        Scopes = ["leads:read", "leads:write"],
        Roles = [],
        Systems = ["grid"],
        RatePerSecond = 20,
        RateBurst = 100,
        CreatedBy = Guid.Parse("0198f000-0000-7000-8000-00000000000b"),
        CreatedAt = new DateTimeOffset(2026, 6, 1, 1, 0, 0, TimeSpan.Zero),
        UpdatedAt = new DateTimeOffset(2026, 6, 2, 1, 0, 0, TimeSpan.Zero),
        Secrets = [SecretView.Example]
    };
}

/// <summary>What may be told of a secret once it has been shown.</summary>
internal sealed record SecretView
{
    public required Guid Id { get; init; }

    /// <summary>Its first letters.</summary>
    public required string Hint { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it will cease to work; absent while nothing is decided.</summary>
    public DateTimeOffset? RetiresAt { get; init; }

    internal static SecretView Example => new()
    {
        Id = Guid.Parse("0198f000-0000-7000-8000-00000000000c"),
        Hint = "hero_Ab3x",
        CreatedAt = new DateTimeOffset(2026, 6, 1, 1, 0, 0, TimeSpan.Zero)
    };
}

/// <summary>A key with the secret that it has just been given.</summary>
internal sealed record ApiKeyWithSecret : ApiKeyView
{
    /// <summary>
    /// Send it as <c>Authorization: Bearer</c>. It is shown once: null when the answer is a replay; rotate the key to get another.
    /// </summary>
    [NotStored, JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Secret { get; init; }

    internal static ApiKeyWithSecret From(ApiKeyView key, string secret) => new()
    {
        Id = key.Id,
        Version = key.Version,
        Name = key.Name,
        OrgId = key.OrgId,
        Scopes = key.Scopes,
        Roles = key.Roles,
        Systems = key.Systems,
        RatePerSecond = key.RatePerSecond,
        RateBurst = key.RateBurst,
        CreatedBy = key.CreatedBy,
        CreatedAt = key.CreatedAt,
        UpdatedAt = key.UpdatedAt,
        ExpiresAt = key.ExpiresAt,
        RevokedAt = key.RevokedAt,
        Secrets = key.Secrets,
        Secret = secret
    };

    internal static new ApiKeyWithSecret Example => From(ApiKeyView.Example, "hero_Ab3x-shown-once-and-never-stored");
}
