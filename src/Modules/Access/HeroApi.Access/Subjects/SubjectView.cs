namespace HeroApi.Access.Subjects;

/// <summary>A person or system that has called with a token, as those see it who manage keys. What time alone changes is in the list.</summary>
internal sealed record SubjectView : IVersioned
{
    public required Guid Id { get; init; }
    public required long Version { get; init; }

    /// <summary>The token issuer that vouches for it.</summary>
    public required string Issuer { get; init; }

    /// <summary>The issuer's own name for it (<c>sub</c>), masked unless it is read in clear with X-Purpose and pii:read.</summary>
    public required string Subject { get; init; }

    /// <summary>The name that its last token gave.</summary>
    public string? Name { get; init; }

    /// <summary>The organisation that its last token gave; absent for the whole installation.</summary>
    public Guid? OrgId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Since when it is refused whatever its tokens say.</summary>
    public DateTimeOffset? BlockedAt { get; init; }

    /// <summary>Why.</summary>
    public string? BlockedReason { get; init; }

    /// <summary>Tokens issued before are refused.</summary>
    public DateTimeOffset? TokensFrom { get; init; }

    internal static SubjectView Example => new()
    {
        Id = Guid.Parse("0198f000-0000-7000-8000-00000000000e"),
        Version = 2,
        Issuer = "keycloak",
        Subject = "f81d****************************4ae1",
        Name = "示范甲",
        OrgId = Guid.Parse("0198f000-0000-7000-8000-000000000001"),
        CreatedAt = new DateTimeOffset(2026, 6, 1, 1, 0, 0, TimeSpan.Zero),
        UpdatedAt = new DateTimeOffset(2026, 6, 2, 1, 0, 0, TimeSpan.Zero),
        BlockedAt = new DateTimeOffset(2026, 6, 2, 1, 0, 0, TimeSpan.Zero),
        BlockedReason = "离职"
    };
}
