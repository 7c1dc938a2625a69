using HeroApi.Welfare.Fund.Books;

namespace HeroApi.Welfare.Fund.Publication;

/// <summary>
/// What an organisation has published of a year (收支公示), as it stood then; sums alone, so nobody can be told from it (Shandong, art. 37; Henan, art. 7;
/// Charity Law: income and spending are published every year).
/// </summary>
internal sealed record PublicFundYear
{
    public required Guid OrgId { get; init; }

    /// <summary>The organisation's name when it published.</summary>
    public required string Organisation { get; init; }

    public required int Year { get; init; }

    /// <summary>All funds together, in fen.</summary>
    public required FundFigures Figures { get; init; }

    /// <summary>What of the closing is tied to uses, projects or donors' conditions.</summary>
    public required long RestrictedClosingFen { get; init; }

    /// <summary>The donations of the year by kind of donor, in fen; they come to the income from donations.</summary>
    public required IReadOnlyList<DonorFigure> Donations { get; init; }

    public required FundRatios Ratios { get; init; }
    public required DateTimeOffset PublishedAt { get; init; }

    internal static PublicFundYear Example => new()
    {
        OrgId = Guid.Parse("01980d2c-5a00-7000-8000-000000000002"),
        Organisation = "示范区见义勇为协会",
        Year = 2026,
        Figures = FundFigures.Example,
        RestrictedClosingFen = 40_000_000,
        Donations = [new DonorFigure { DonorKind = "company", Fen = 100_000_000 }],
        Ratios = FundRatios.Example,
        PublishedAt = DateTimeOffset.Parse("2027-01-20T01:00:00Z", null)
    };
}

/// <summary>What one kind of donors gave.</summary>
internal sealed record DonorFigure
{
    /// <summary>Of the vocabulary donor_kind.</summary>
    public required string DonorKind { get; init; }

    /// <summary>In fen; what was reversed in the year is taken off.</summary>
    public required long Fen { get; init; }
}
