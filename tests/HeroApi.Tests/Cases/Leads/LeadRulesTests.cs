using HeroApi.Cases;
using HeroApi.Cases.Leads;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Leads;

public sealed class LeadRulesTests
{
    [Fact]
    public void Every_state_says_what_it_allows()
    {
        foreach (var state in LeadCodes.States)
            LeadRules.AllowedIn(state).ShouldBeSubsetOf([.. LeadRules.Actions.Select(action => action.Name)]);

        LeadRules.AllowedIn("reported").ShouldBe(["replacement", "amendment", "deletion", "acceptance", "dismissal", "duplicate", "offer"]);
        LeadRules.AllowedIn("accepted").ShouldBe(["replacement", "amendment"]);
        LeadRules.AllowedIn("dismissed").ShouldBe(["deletion"]);
        LeadRules.AllowedIn("duplicate").ShouldBe(["deletion"]);
    }

    [Fact]
    public void Nothing_stands_against_an_owner_with_the_scope_in_the_right_state() =>
        LeadRules.Against(LeadRules.Acceptance, "reported", _ => true, owns: true).ShouldBeEmpty();

    [Fact]
    public void Everything_that_stands_against_an_action_is_said_at_once()
    {
        var against = LeadRules.Against(LeadRules.Acceptance, "dismissed", _ => false, owns: false);

        against.Select(because => because.Code).ShouldBe(["auth.scope_missing", "exchange.not_owner", "lead.transition.not_allowed"]);
        against[0].Params!["scope"].ShouldBe(CaseScopes.LeadsTriage);
        against[2].Params!["state"].ShouldBe("dismissed");
    }

    [Fact]
    public void Asking_and_acting_agree_in_every_state()
    {
        foreach (var state in LeadCodes.States)
            foreach (var action in LeadRules.Actions)
                (LeadRules.Against(action, state, _ => true, owns: true).Count == 0).ShouldBe(LeadRules.AllowedIn(state).Contains(action.Name), $"{action.Name} in {state}");
    }
}
