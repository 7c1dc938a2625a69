namespace HeroApi.Access.Roles;

/// <summary>What a caller writes of a role.</summary>
internal sealed record RoleBody
{
    internal const int LongestName = 60;

    /// <summary>Its name in Chinese.</summary>
    public required string Zh { get; init; }

    /// <summary>Its name in English.</summary>
    public required string En { get; init; }

    /// <summary>What its holders may do: codes of the vocabulary scope, none that its writer adds without holding it.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    internal static RoleBody Example => new() { Zh = RoleView.Example.Zh, En = RoleView.Example.En, Scopes = RoleView.Example.Scopes };
}

/// <summary>A named set of scopes that keys and tokens may hold.</summary>
internal sealed record RoleView : Listed, IVersioned
{
    /// <summary>What keys and issuers call it.</summary>
    public required string Code { get; init; }

    public required long Version { get; init; }

    /// <summary>Its name in Chinese.</summary>
    public required string Zh { get; init; }

    /// <summary>Its name in English.</summary>
    public required string En { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>Whether it comes with HeroApi; only a release changes it then.</summary>
    public required bool Shipped { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    internal static RoleView Example => new()
    {
        Id = Guid.Parse("0198f000-0000-7000-8000-00000000000d"),
        Code = "night_shift",
        Version = 1,
        Zh = "夜班值守员",
        En = "Night shift",
        Scopes = ["leads:read", "leads:write"],
        Shipped = false,
        CreatedAt = new DateTimeOffset(2026, 6, 1, 1, 0, 0, TimeSpan.Zero),
        UpdatedAt = new DateTimeOffset(2026, 6, 1, 1, 0, 0, TimeSpan.Zero)
    };
}
