using System.Globalization;
using System.Text.Json;
using Dapper;

namespace HeroApi.Recognition.BonusSchemes;

/// <summary>One published figure: which index, where, of which year, and who says so.</summary>
internal sealed record IndexFigure
{
    /// <summary>Of the vocabulary published_index.</summary>
    public required string Index { get; init; }

    /// <summary>GB/T 2260, 6 digits; 000000 is the nation.</summary>
    public required string Region { get; init; }

    /// <summary>The year that it is of, not the one in which it was published.</summary>
    public required int Year { get; init; }

    /// <summary>In fen.</summary>
    public required long AmountFen { get; init; }

    /// <summary>Who published it, and where.</summary>
    public required string Source { get; init; }

    /// <summary>Whether it comes with the program.</summary>
    public bool Shipped { get; init; }

    internal string Words => SchemeCodes.English
        ? string.Create(CultureInfo.InvariantCulture, $"{SchemeCodes.Indices.Label(Index)}, {(Region == RegionSpan.Nation ? "whole country" : Region)}, {Year}: {Fen.Yuan(AmountFen)}")
        : string.Create(CultureInfo.InvariantCulture, $"{Year}年{(Region == RegionSpan.Nation ? "全国" : Region)}{SchemeCodes.Indices.Label(Index)} {Fen.Yuan(AmountFen)}");

    internal static IndexFigure Example => new() { Index = "urban_income", Region = "350582", Year = 2025, AmountFen = 6_543_200, Source = "示范县2025年国民经济和社会发展统计公报" };
}

/// <summary>The published figures: those shipped with the module, and those recorded here, of which the last one of a year holds.</summary>
internal sealed class PublishedIndices(Db db)
{
    private static readonly Lazy<IReadOnlyList<IndexFigure>> Known = new(Load);

    /// <summary>The figures of one index in one region, the last year first.</summary>
    internal async Task<IReadOnlyList<IndexFigure>> Of(string index, string region, CancellationToken ct)
    {
        var recorded = await db.Query<IndexFigure>(
            """
            SELECT f.index_code AS "index", f.region, f.year, f.amount_fen, f.source
            FROM   recognition_index_figure f
            WHERE  f.index_code = @index AND f.region = @region
            AND    NOT EXISTS (SELECT 1 FROM recognition_index_figure n WHERE n.index_code = f.index_code AND n.region = f.region AND n.year = f.year AND n.id > f.id)
            """, new { index, region }, ct);
        return [.. recorded.Concat(Known.Value.Where(figure => figure.Index == index && figure.Region == region)).DistinctBy(figure => figure.Year).OrderByDescending(figure => figure.Year)];
    }

    internal async Task<IndexFigure?> Find(string index, string region, int year, CancellationToken ct) => (await Of(index, region, ct)).FirstOrDefault(figure => figure.Year == year);

    /// <summary>Those of the figures that are known, by one question.</summary>
    internal async Task<IReadOnlyList<IndexFigure>> Of(IReadOnlyCollection<(string Index, string Region, int Year)> asked, CancellationToken ct)
    {
        var parameters = new DynamicParameters();
        var recorded = await db.Query<IndexFigure>(
            $"""
            SELECT f.index_code AS "index", f.region, f.year, f.amount_fen, f.source
            FROM   recognition_index_figure f
            WHERE  f.index_code IN {parameters.In("index", [.. asked.Select(figure => figure.Index).Distinct()])}
            AND    f.region IN {parameters.In("region", [.. asked.Select(figure => figure.Region).Distinct()])}
            AND    f.year IN {parameters.In("year", [.. asked.Select(figure => figure.Year).Distinct()])}
            AND    NOT EXISTS (SELECT 1 FROM recognition_index_figure n WHERE n.index_code = f.index_code AND n.region = f.region AND n.year = f.year AND n.id > f.id)
            """, parameters, ct);
        return [.. recorded.Concat(Known.Value).DistinctBy(Named).Where(figure => asked.Contains(Named(figure)))];
    }

    private static (string, string, int) Named(IndexFigure figure) => (figure.Index, figure.Region, figure.Year);

    private static IReadOnlyList<IndexFigure> Load()
    {
        using var file = typeof(PublishedIndices).Assembly.GetManifestResourceStream("HeroApi.Recognition.BonusSchemes.Shipped.figures.json")!;
        return [.. JsonSerializer.Deserialize<IReadOnlyList<IndexFigure>>(file, Json.Stored)!.Select(figure => figure with { Shipped = true })];
    }
}
