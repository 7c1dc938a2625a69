using HeroApi.Cases.Reviews;
using HeroApi.Cases.Rules;

namespace HeroApi.Cases.Decisions;

/// <summary>The steps of deciding on each actor.</summary>
internal static class DecisionActions
{
    /// <summary>The states of a case in which some of its actors may have a decision with which something is still to be done.</summary>
    internal static readonly string[] Underway = ["concluded", "proposed", "noticed", "ready", "decided"];

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

    internal static readonly CaseAction OutsideDecision = new("outside_decision", "/outside-decision", CaseScopes.CasesDecide, "opened", "filed")
    {
        Unless = (file, _) => file.Actors.Count == 0 ? [new Refusal(CaseErrors.NoActors)] : []
    };

    internal static readonly CaseAction Service = new("service", "/actors/{actorId}/service", CaseScopes.CasesWrite, [.. Underway, "closed"])
    {
        Unless = (_, actor) =>
            actor!.Pending ? [new Refusal(CaseErrors.ActorUndecided, new { actorId = actor.Id })]
            : actor.Outside ? [new Refusal(CaseErrors.DecidedOutside, new { actorId = actor.Id })]
            : actor.ServedOn is not null ? [new Refusal(CaseErrors.DecisionServed, new { actorId = actor.Id, actor.ServedOn })] : []
    };

    internal static readonly CaseAction JointConfirmation = new("joint_confirmation", "/actors/{actorId}/joint-confirmation", CaseScopes.CasesDecide, Underway)
    {
        By = (file, actor) => HomeOf(file, actor!) is null ? By.Owner : By.Home,
        Unless = (file, actor) =>
            HomeOf(file, actor!) is null ? [new Refusal(CaseErrors.JointNobody, new { actorId = actor!.Id })]
            : file.Rules.Find(RuleKeys.JointConfirmation) is not { } rule ? file.Rules.Missing(RuleKeys.JointConfirmation)
            : rule.Flag != true ? [new Refusal(CaseErrors.JointNotProvided)]
            : actor!.State != "confirmed" ? [new Refusal(CaseErrors.NotConfirmed, new { actorId = actor.Id, state = actor.State })]
            : actor.JointOrgId is not null ? [new Refusal(CaseErrors.JointDone, new { actorId = actor.Id })] : []
    };

    internal static readonly CaseAction Closure = new("closure", "/closure", CaseScopes.CasesDecide, "decided")
    {
        Unless = (file, _) => file.Actors.SelectMany(actor => Unfinished(file, actor))
    };

    internal static readonly IReadOnlyList<CaseAction> All = [OutsideDecision, Hearing, Confirmation, Refusal, Reconsideration, Service, JointConfirmation, Closure];

    /// <summary>The organisation of the household registration, when it is not the owner of the case itself.</summary>
    private static Guid? HomeOf(CaseFile file, ActorRow actor) => actor.HomeOrgId == file.Case.OwnerOrgId ? null : actor.HomeOrgId;

    /// <summary>What is still to be done, or can still be asked, of one actor.</summary>
    private static IEnumerable<Refusal> Unfinished(CaseFile file, ActorRow actor)
    {
        if (actor is { ServedOn: null, Outside: false })
            yield return new Refusal(CaseErrors.Unfinished, new { actorId = actor.Id, waitsFor = "service" });
        if (actor.Review == "requested")
            yield return new Refusal(CaseErrors.Unfinished, new { actorId = actor.Id, waitsFor = "review" });
        if (actor.Revocation == "proposed")
            yield return new Refusal(CaseErrors.Unfinished, new { actorId = actor.Id, waitsFor = "revocation" });
        if (ReviewActions.OpenUntil(file, actor) is { } until)
            yield return new Refusal(CaseErrors.Unfinished, new { actorId = actor.Id, waitsFor = "review_request", until });
    }

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
