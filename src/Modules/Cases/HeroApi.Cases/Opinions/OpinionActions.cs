using HeroApi.Cases.Panel;
using HeroApi.Cases.Rules;

namespace HeroApi.Cases.Opinions;

/// <summary>The steps between the investigation and the decision.</summary>
internal static class OpinionActions
{
    internal static readonly CaseAction Proposal = new("proposal", "/proposal", CaseScopes.CasesDecide, "concluded")
    {
        Unless = (file, _) => [.. file.Rules.Missing(RuleKeys.DecideWithin), .. NobodyToDecideOn(file), .. PanelActions.Missing(file)]
    };

    internal static readonly IReadOnlyList<CaseAction> All = [Proposal];

    private static IEnumerable<Refusal> NobodyToDecideOn(CaseFile file) => file.Actors.Count == 0 ? [new Refusal(CaseErrors.NoActors)] : [];
}
