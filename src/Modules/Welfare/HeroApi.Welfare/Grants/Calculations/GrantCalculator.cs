using HeroApi.Welfare.Grants.Routes;

namespace HeroApi.Welfare.Grants.Calculations;

/// <summary>Tries the routes in the order of the law. A later one is met only when every earlier one is not: while it is unknown whether one is, nothing after it is suggested.</summary>
internal sealed class GrantCalculator(RouteBook book, IMediator mediator)
{
    internal async Task<GrantCalculation> Of(GrantFacts facts, CancellationToken ct)
    {
        var held = await book.Holding(facts.Region, facts.On, ct);
        var outcomes = new List<RouteOutcome>();
        GrantRouteView? met = null;
        foreach (var code in GrantCodes.HarmOf.Where(entry => entry.Value == facts.Harm).Select(entry => entry.Key))
        {
            var outcome = Outcome(code, held.FirstOrDefault(route => route.Code == code), facts, met?.Code, [.. outcomes.SelectMany(earlier => earlier.Needs).Distinct()]);
            outcomes.Add(outcome);
            if (outcome.Result == "met")
                met = held.First(route => route.Code == code);
        }

        var added = held.Where(route => route.Regional && (route.Harm is null || route.Harm == facts.Harm)).ToList();
        outcomes.AddRange(added.Select(route => Outcome(route.Code, route, facts, null, [])));
        return await Amounts(facts, outcomes, met, [.. added.Where(route => GrantReckoner.Judge(route.Tests, facts) == "met")], ct);
    }

    private async Task<GrantCalculation> Amounts(GrantFacts facts, List<RouteOutcome> outcomes, GrantRouteView? met, List<GrantRouteView> added, CancellationToken ct)
    {
        var main = met is null ? null : new GrantReckoner(met, facts);
        var beside = added.Select(route => new GrantReckoner(route, facts)).Where(route => route.Needs.Count == 0).ToList();
        var figures = await GrantFigures.For([.. beside.Append(main).Where(route => route is { Needs.Count: 0 }).SelectMany(route => route!.Figures).Distinct()], facts, mediator, ct);
        return new GrantCalculation
        {
            Routes = outcomes,
            Grant = main is { Needs.Count: 0 } ? main.Amounts(figures) : null,
            Additions = [.. beside.Select(route => route.Amounts(figures))],
            Needs = main?.Needs ?? [.. outcomes.Where(outcome => outcome.Code != GrantCodes.Regional).SelectMany(outcome => outcome.Needs).Distinct()]
        };
    }

    private static RouteOutcome Outcome(string code, GrantRouteView? route, GrantFacts facts, string? met, IReadOnlyList<string> undecided)
    {
        // Of a day whose rule is not known the tests of another day tell whether it could matter; its amounts would be a guess.
        var tests = (route ?? RouteBook.Shipped.First(known => known.Code == code)).Tests;
        var result = met is not null ? "not_met" : GrantReckoner.Judge(tests, facts);
        if (route is null && result == "met" && undecided.Count == 0)
            throw new Refusal(GrantErrors.RulesUnknown, new { route = code, facts.On });

        IReadOnlyList<string> needs = result == "not_met" ? [] : [.. undecided.Concat(tests.Where(test => GrantReckoner.Judge(test, facts) == "needs_fact").Select(test => test.Fact)).Distinct()];
        return new RouteOutcome
        {
            RouteId = route?.Id,
            Code = code,
            Name = route?.Name ?? GrantCodes.Routes.Label(code),
            Result = result == "met" && needs.Count > 0 ? "needs_fact" : result,
            Tests = [.. tests.Select(test => new TestOutcome(test.Fact, test.Is, facts.Text(test.Fact), GrantReckoner.Judge(test, facts)))],
            AfterRoute = met,
            Needs = needs,
            LegalBasis = route?.LegalBasis,
            Article = route?.Article,
            Evidence = route?.Evidence
        };
    }
}
