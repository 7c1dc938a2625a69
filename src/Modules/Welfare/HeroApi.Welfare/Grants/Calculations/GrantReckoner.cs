using HeroApi.Welfare.Grants.Routes;

namespace HeroApi.Welfare.Grants.Calculations;

/// <summary>What comes of the parts of one route for a person; first what it still needs, then, with the figures, the amounts.</summary>
internal sealed class GrantReckoner(GrantRouteView route, GrantFacts facts)
{
    /// <summary>The facts without which an amount or its payer is not known.</summary>
    internal IReadOnlyList<string> Needs { get; } = [.. route.Parts.SelectMany(part => NeedsOf(part, facts)).Distinct()];

    /// <summary>The published figures that the amounts stand on.</summary>
    internal IReadOnlyList<(string Index, string? Region)> Figures => [.. Applying.SelectMany(FiguresOf).Distinct()];

    internal GrantAmounts Amounts(GrantFigures figures) => new()
    {
        RouteId = route.Id,
        Code = route.Code,
        Name = route.Name,
        DecidedAs = route.DecidedAs,
        Parts = [.. Applying.Select(part => Amount(part, figures))]
    };

    /// <summary>Met when all are; not met as soon as one is not, whatever else is known.</summary>
    internal static string Judge(IReadOnlyList<GrantTest> tests, GrantFacts facts)
    {
        var results = tests.Select(test => Judge(test, facts)).ToList();
        return results.Contains("not_met") ? "not_met" : results.Contains("needs_fact") ? "needs_fact" : "met";
    }

    internal static string Judge(GrantTest test, GrantFacts facts) => facts.Text(test.Fact) is not { } known ? "needs_fact" : test.Is.Contains(known) ? "met" : "not_met";

    private IEnumerable<GrantPart> Applying => route.Parts.Where(part => Judge(part.When, facts) == "met" && (part.By is null || RowOf(part, facts) is not null) && !(part.Dependants is not null && facts.Dependants!.Count == 0));

    private static GrantRow? RowOf(GrantPart part, GrantFacts facts) => part.Rows?.FirstOrDefault(row => row.Is == facts.Text(part.By!));

    private static IEnumerable<string> NeedsOf(GrantPart part, GrantFacts facts)
    {
        if (part.By is { } by && facts.Text(by) is null)
            return [by];
        if (part.By is not null && RowOf(part, facts) is null)
            return [];
        switch (Judge(part.When, facts))
        {
            case "not_met":
                return [];
            case "needs_fact":
                return Unknown(part.When, facts);
        }

        if (part.Dependants is not null && facts.Dependants is null)
            return ["dependants"];
        if (part.Dependants is not null && facts.Dependants!.Count == 0)
            return [];
        return new[] { part.Base, part.OrBase }.OfType<string>().Where(fact => IsOwn(fact) && facts.Amount(fact) is null)
            .Concat(part.Payers.Where(payer => Judge(payer.When, facts) == "needs_fact").SelectMany(payer => Unknown(payer.When, facts)));
    }

    private static IEnumerable<string> Unknown(IReadOnlyList<GrantTest> tests, GrantFacts facts) => tests.Where(test => Judge(test, facts) == "needs_fact").Select(test => test.Fact);

    private static bool IsOwn(string code) => code is "own_basic_pay" or GrantCodes.OwnPay or "pension_standard";

    private IEnumerable<(string Index, string? Region)> FiguresOf(GrantPart part)
    {
        foreach (var code in new[] { part.Base, part.OrBase, part.FloorBase }.OfType<string>().Where(code => !IsOwn(code) && code != "fixed"))
            yield return (code, code == part.Base ? part.BaseRegion : null);
        if (part.Base == GrantCodes.OwnPay && route.OwnPay is { } bounds)
            yield return (bounds.Of, null);
    }

    private PartAmount Amount(GrantPart part, GrantFigures figures)
    {
        var steps = new List<GrantStep>();
        var (row, to) = (part.By is null ? null : RowOf(part, facts), part.ToFen);
        if (part.Base == "fixed")
            (steps, to) = ([new GrantStep { Kind = "fixed", Fen = row?.FromFen ?? part.FromFen!.Value }], row?.ToFen ?? part.ToFen);
        else
            steps.AddRange(Base(part, figures));

        if (part.Dependants is { } shares)
            steps.AddRange(Shares(shares, steps[^1].Fen));
        else if ((row?.Times ?? part.Times) is { } times)
            steps.Add(new GrantStep { Kind = "times", Times = times, Fen = steps[^1].Fen * times });
        else if ((row?.Percent ?? part.Percent) is { } percent)
            steps.Add(Percent("percent", steps[^1].Fen, percent));

        var floor = part.LeastFen;
        if (part.FloorBase is { } least)
        {
            var figure = figures.Of(least, null);
            floor = Math.Max(floor ?? 0, figure.AmountFen);
            if (steps[^1].Fen < figure.AmountFen)
                steps.Add(new GrantStep { Kind = "raised", Of = least, Figure = figure, Fen = figure.AmountFen });
        }

        if (part.LeastFen is { } bound && steps[^1].Fen < bound)
            steps.Add(new GrantStep { Kind = "raised", Fen = bound });

        var fen = steps[^1].Fen;
        return new PartAmount
        {
            Code = part.Code,
            Per = part.Per,
            FromFen = fen,
            ToFen = part.AtLeast ? null : to ?? fen,
            FloorFen = part.AtLeast || to > fen ? fen : floor,
            Payers = Payers(part, fen),
            Steps = steps,
            Article = part.Article
        };
    }

    private IEnumerable<GrantStep> Base(GrantPart part, GrantFigures figures)
    {
        var first = Worth(part.Base, part.BaseRegion, figures);
        yield return first;
        if (part.OrBase is { } other && Worth(other, null, figures) is var or && or.Fen > first.Fen)
            yield return or with { Kind = "raised" };
        if (part.Base != GrantCodes.OwnPay || route.OwnPay is not { } bounds)
            yield break;

        var figure = figures.Of(bounds.Of, null);
        var (low, high) = (Percent("raised", figure.AmountFen, bounds.FromPercent), Percent("lowered", figure.AmountFen, bounds.ToPercent));
        if (first.Fen < low.Fen)
            yield return low with { Of = bounds.Of, Figure = figure, Article = bounds.Article };
        if (first.Fen > high.Fen)
            yield return high with { Of = bounds.Of, Figure = figure, Article = bounds.Article };
    }

    private GrantStep Worth(string code, string? region, GrantFigures figures) => IsOwn(code)
        ? new GrantStep { Kind = "fact", Of = code, Fen = facts.Amount(code)!.Value }
        : figures.Of(code, region) is var figure ? new GrantStep { Kind = "figure", Of = code, Figure = figure, Fen = figure.AmountFen } : throw new InvalidOperationException();

    /// <summary>A share of the pay for each, then what all of them come to, which is never more than the most.</summary>
    private IEnumerable<GrantStep> Shares(DependantShares shares, long pay)
    {
        var (all, most) = (0L, Percent("lowered", pay, shares.Most));
        foreach (var dependant in facts.Dependants!)
        {
            var share = Percent("dependant", pay, (dependant.Relation == "spouse" ? shares.Spouse : shares.Other) + (dependant.Alone ? shares.Alone : 0)) with { Of = dependant.Relation };
            all += share.Fen;
            yield return share;
        }

        yield return all > most.Fen ? most with { Of = GrantCodes.OwnPay } : new GrantStep { Kind = "fixed", Fen = all };
    }

    private static GrantStep Percent(string kind, long fen, int percent) =>
        new() { Kind = kind, Percent = percent, Fen = GrantMoney.Share(fen, percent), Rounded = fen * percent % 100 != 0 };

    private List<PayerAmount> Payers(GrantPart part, long fen)
    {
        var held = part.Payers.Where(payer => Judge(payer.When, facts) == "met").ToList();
        List<PayerAmount> payers = [.. held.Select(payer => new PayerAmount(payer.Payer, payer.Percent, GrantMoney.Share(fen, payer.Percent)))];
        if (payers.Count > 0 && held.Sum(payer => payer.Percent) == 100)
            payers[^1] = payers[^1] with { Fen = fen - payers.Take(payers.Count - 1).Sum(payer => payer.Fen) };
        return payers;
    }
}
