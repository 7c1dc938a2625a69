namespace HeroApi.Welfare.Fund.Funds;

/// <summary>Money that an organisation keeps apart (基金账户), as callers see it.</summary>
internal sealed record FundView : IVersioned
{
    public required Guid Id { get; init; }

    /// <summary>Raised by every posting too, since the balance is another.</summary>
    public required long Version { get; init; }

    public required string Name { get; init; }

    /// <summary>What it may be spent for: of the vocabulary fund_use. Empty for anything.</summary>
    public required IReadOnlyList<string> Uses { get; init; }

    /// <summary>The project or the donor's condition that it is tied to.</summary>
    public string? Restriction { get; init; }

    /// <summary>Whether it is tied to uses, a project or a donor's condition.</summary>
    public required bool Restricted { get; init; }

    /// <summary>The first day, in China.</summary>
    public required DateOnly OpenedOn { get; init; }

    /// <summary>The last day.</summary>
    public DateOnly? ClosedOn { get; init; }

    /// <summary>What is left, in fen; never less than 0.</summary>
    public required long BalanceFen { get; init; }

    /// <summary>The organisation that keeps it.</summary>
    public required Guid OwnerOrgId { get; init; }

    public required long OwnerEpoch { get; init; }
    public required IReadOnlyList<Guid> HomeOrgIds { get; init; }
    public required string Protection { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    internal static FundView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-0000000000f1"),
        Version = 3,
        Name = FundBody.Example.Name,
        Uses = FundBody.Example.Uses,
        Restriction = FundBody.Example.Restriction,
        Restricted = true,
        OpenedOn = new DateOnly(2026, 1, 1),
        BalanceFen = 98_000_000,
        OwnerOrgId = Guid.Parse("01980d2c-5a00-7000-8000-000000000002"),
        OwnerEpoch = 1,
        HomeOrgIds = [],
        Protection = "none",
        CreatedAt = DateTimeOffset.Parse("2026-06-01T01:00:00Z", null),
        UpdatedAt = DateTimeOffset.Parse("2026-06-01T01:00:00Z", null)
    };
}
