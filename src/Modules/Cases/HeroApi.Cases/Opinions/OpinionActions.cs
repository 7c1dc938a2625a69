using HeroApi.Cases.Panel;
using HeroApi.Cases.Rules;

namespace HeroApi.Cases.Opinions;

/// <summary>The steps between the investigation and the decision.</summary>
internal static class OpinionActions
{
    internal static readonly CaseAction Proposal = new("proposal", "/proposal", CaseScopes.CasesDecide, "concluded")
    {
        Unless = (file, _) => [.. file.Rules.Missing(RuleKeys.DecideWithin), .. NobodyToDecideOn(file), .. DutyUnruled(file), .. PanelActions.Missing(file)],
        Warns = (file, _) => file.Actors.Where(actor => IsExcluded(file, actor)).Select(actor => Excluded(file, actor))
    };

    internal static readonly IReadOnlyList<CaseAction> All = [Proposal];

    /// <summary>Whether the law of the place does not confirm those who were bound to act as this actor was.</summary>
    internal static bool IsExcluded(CaseFile file, ActorRow actor) => actor.DutyStatus is { } duty && file.Rules.Find(RuleKeys.DutyExcluded)?.Codes?.Contains(duty) == true;

    private static Refusal Excluded(CaseFile file, ActorRow actor) =>
        new(CaseErrors.DutyExcluded, new { actorId = actor.Id, actor.DutyStatus, article = file.Rules.Article(RuleKeys.DutyExcluded) });

    /// <summary>Who was bound to act cannot be judged where nobody has said which duties exclude.</summary>
    private static IEnumerable<Refusal> DutyUnruled(CaseFile file) => file.Actors.Any(actor => actor.DutyStatus is "statutory" or "specific" or "contractual")
        ? file.Rules.Missing(RuleKeys.DutyExcluded)
        : [];

    private static IEnumerable<Refusal> NobodyToDecideOn(CaseFile file) => file.Actors.Count == 0 ? [new Refusal(CaseErrors.NoActors)] : [];
}
