using HeroApi.Recognition.Contracts;
using HeroApi.Welfare.Grants.Routes;

namespace HeroApi.Welfare.Grants.Calculations;

/// <summary>The published figures that some routes need for a person, asked for all at once. One that is not known is refused by name, never guessed.</summary>
internal sealed class GrantFigures
{
    private readonly GrantFacts facts;
    private readonly IReadOnlyList<PublishedFigure> known;

    private GrantFigures(GrantFacts facts, IReadOnlyList<PublishedFigure> known) => (this.facts, this.known) = (facts, known);

    internal static async Task<GrantFigures> For(IReadOnlyCollection<(string Index, string? Region)> needed, GrantFacts facts, IMediator mediator, CancellationToken ct)
    {
        var asked = needed.SelectMany(figure => Candidates(figure.Index, figure.Region, facts)).Distinct().ToList();
        var figures = new GrantFigures(facts, asked.Count == 0 ? [] : await mediator.Send(new FindPublishedFigures(asked), ct));
        var missing = needed.Where(figure => figures.Find(figure.Index, figure.Region) is null).Select(figure => Candidates(figure.Index, figure.Region, facts)[0]).Distinct().ToList();
        return missing.Count == 0 ? figures : throw new Refusal(GrantErrors.FigureUnknown, new { missing = missing.Select(figure => new { figure.Index, figure.Region, figure.Year }) });
    }

    /// <summary>A figure that is among those asked for.</summary>
    internal GrantFigure Of(string index, string? region) => Find(index, region)!;

    private GrantFigure? Find(string index, string? region) => Candidates(index, region, facts)
        .Select(asked => known.FirstOrDefault(figure => figure.Index == asked.Index && figure.Region == asked.Region && figure.Year == asked.Year))
        .OfType<PublishedFigure>()
        .Select(figure => new GrantFigure { Index = figure.Index, Region = figure.Region, Year = figure.Year, AmountFen = figure.AmountFen, Source = figure.Source })
        .FirstOrDefault();

    /// <summary>Where and when a figure may be of, the best first: a wage of the narrowest region that has one.</summary>
    private static List<AskedFigure> Candidates(string index, string? region, GrantFacts facts)
    {
        var year = GrantCodes.Rates.Contains(index) ? facts.RateYear ?? facts.On.Year : facts.IndexYear ?? (facts.On.Year - 1);
        var regions = index switch
        {
            "average_wage" or "minimum_wage" => facts.WageRegion is { } asked ? [asked] : RouteBook.Around(facts.Region)[..^1],
            _ => [region switch { "province" => facts.Region[..2] + "0000", "city" => facts.Region[..4] + "00", _ => RegionSpan.Nation }]
        };
        return [.. regions.Select(code => new AskedFigure(index, code, year))];
    }
}
