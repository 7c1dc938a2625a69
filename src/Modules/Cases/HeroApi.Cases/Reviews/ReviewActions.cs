using HeroApi.Cases.Decisions;
using HeroApi.Cases.Rules;

namespace HeroApi.Cases.Reviews;

/// <summary>The steps of review by the upper level, once inside the confirming bodies.</summary>
internal static class ReviewActions
{
    internal static readonly CaseAction Request = new("review", "/actors/{actorId}/review", CaseScopes.CasesWrite, DecisionActions.Underway)
    {
        Unless = (file, actor) => actor!.Pending
            ? [new Refusal(CaseErrors.ActorUndecided, new { actorId = actor.Id })]
            : [.. NotProvided(file, actor), .. AskedBefore(actor), .. Running(actor), .. Unserved(actor), .. file.Rules.Missing(RuleKeys.ReviewAsk), .. TooLate(file, actor)]
    };

    internal static readonly CaseAction Decision = new("review_decision", "/actors/{actorId}/review-decision", CaseScopes.CasesDecide, DecisionActions.Underway)
    {
        By = (file, _) => file.Rules.Find(RuleKeys.ReviewBody)?.Code == "same" ? By.Owner : By.Above,
        Unless = (_, actor) => NotRequested(actor!)
    };

    internal static readonly CaseAction Withdrawal = new("review_withdrawal", "/actors/{actorId}/review-withdrawal", CaseScopes.CasesWrite, DecisionActions.Underway)
    {
        Unless = (_, actor) => NotRequested(actor!)
    };

    /// <summary>How the time for asking ends when nobody has; nobody asks for it.</summary>
    internal static readonly CaseAction Elapsed = new("review_time_over", "", CaseScopes.CasesDecide);

    internal static readonly IReadOnlyList<CaseAction> All = [Request, Decision, Withdrawal];

    /// <summary>Who may ask for review of what stands: of a refusal those whom the law names, or any party where it names none; of a confirmation interested parties where it names them.</summary>
    internal static IReadOnlyList<string> MayAsk(CaseFile file, ActorRow actor) => (actor.State, file.Rules.Find(RuleKeys.ReviewWho)?.Codes) switch
    {
        ("refused", var named) when !actor.Outside => named ?? ReviewCodes.Parties,
        ("confirmed", { } named) when !actor.Outside && named.Contains("interested_party") => ["interested_party"],
        _ => []
    };

    /// <summary>Whether somebody can ask for review of what stands now, once it has been served.</summary>
    internal static bool IsOpenTo(CaseFile file, ActorRow actor) => actor.Review is null && MayAsk(file, actor).Count > 0;

    /// <summary>The last day on which review can still be asked for; null when nobody can any more, or no day is set.</summary>
    internal static DateOnly? OpenUntil(CaseFile file, ActorRow actor) =>
        IsOpenTo(file, actor) && file.Deadline(RuleKeys.ReviewAsk, actor.Id)?.DueOn is { } last && file.Today <= last ? last : null;

    private static IEnumerable<Refusal> NotProvided(CaseFile file, ActorRow actor) =>
        MayAsk(file, actor).Count > 0 ? [] : [new Refusal(CaseErrors.ReviewNotProvided, new { actorId = actor.Id, state = actor.State })];

    private static IEnumerable<Refusal> AskedBefore(ActorRow actor) => actor.Review is null ? [] : [new Refusal(CaseErrors.ReviewOnce, new { actorId = actor.Id })];

    private static IEnumerable<Refusal> Running(ActorRow actor) =>
        actor.Revocation == "proposed" ? [new Refusal(CaseErrors.RevocationRunning, new { actorId = actor.Id })] : [];

    private static IEnumerable<Refusal> Unserved(ActorRow actor) => actor.ServedOn is null ? [new Refusal(CaseErrors.DecisionUnserved, new { actorId = actor.Id })] : [];

    private static IEnumerable<Refusal> TooLate(CaseFile file, ActorRow actor) =>
        file.Deadline(RuleKeys.ReviewAsk, actor.Id)?.DueOn is { } last && last < file.Today && actor.Review is null
            ? [new Refusal(CaseErrors.ReviewTooLate, new { actorId = actor.Id, lastDay = last })]
            : [];

    private static IEnumerable<Refusal> NotRequested(ActorRow actor) =>
        actor.Review == "requested" ? [] : [new Refusal(CaseErrors.ReviewNone, new { actorId = actor.Id })];
}
