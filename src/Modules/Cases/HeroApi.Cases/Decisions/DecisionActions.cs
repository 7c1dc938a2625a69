using HeroApi.Cases.Rules;

namespace HeroApi.Cases.Decisions;

/// <summary>The steps of deciding on each actor.</summary>
internal static class DecisionActions
{
    internal static readonly CaseAction Hearing = new("hearing", "/actors/{actorId}/hearing", CaseScopes.CasesWrite, "proposed", "noticed", "ready")
    {
        Unless = (_, actor) => Undecided(actor!) ?? ProposedOtherwise(actor!, "refusal")
    };

    internal static readonly CaseAction Confirmation = new("confirmation", "/actors/{actorId}/confirmation", CaseScopes.CasesDecide, "ready")
    {
        Unless = (_, actor) => Undecided(actor!) ?? ProposedOtherwise(actor!, "confirmation")
    };

    internal static readonly CaseAction Refusal = new("refusal", "/actors/{actorId}/refusal", CaseScopes.CasesDecide, "proposed", "noticed", "ready")
    {
        Unless = (file, actor) => Undecided(actor!) ?? [.. ProposedOtherwise(actor!, "refusal"), .. Unheard(file, actor!)]
    };

    /// <summary>The way back when the opinion proves wrong: those without a decision need a new one.</summary>
    internal static readonly CaseAction Reconsideration = new("reconsideration", "/reconsideration", CaseScopes.CasesDecide, "proposed", "ready");

    internal static readonly IReadOnlyList<CaseAction> All = [Hearing, Confirmation, Refusal, Reconsideration];

    /// <summary>A refusal when there is a decision already; null while there is none.</summary>
    private static IEnumerable<Refusal>? Undecided(ActorRow actor) =>
        actor.Pending ? null : [new Refusal(CaseErrors.ActorDecidedOn, new { actorId = actor.Id, state = actor.State })];

    private static IEnumerable<Refusal> ProposedOtherwise(ActorRow actor, string outcome) =>
        actor.Proposal == outcome ? [] : [new Refusal(CaseErrors.AgainstProposal, new { actorId = actor.Id, proposal = actor.Proposal })];

    /// <summary>Who was heard may be refused under any law; where nobody was, the law has to say that it needs no hearing.</summary>
    private static IEnumerable<Refusal> Unheard(CaseFile file, ActorRow actor) =>
        actor.HeardOn is not null ? []
        : file.Rules.Find(RuleKeys.Hearing) is not { } rule ? file.Rules.Missing(RuleKeys.Hearing)
        : rule.Flag == true ? [new Refusal(CaseErrors.HearingMissing, new { actorId = actor.Id })] : [];
}
