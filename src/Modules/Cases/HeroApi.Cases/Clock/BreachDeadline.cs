using HeroApi.Cases.Contracts;
using HeroApi.Cases.Reviews;
using HeroApi.Cases.Rules;

namespace HeroApi.Cases.Clock;

/// <summary>
/// Marks a limit breached when its last day is over: once, and only while it still runs to that day. What was met, paused or
/// moved meanwhile stays as it is, though its old timer rang.
/// </summary>
internal sealed class BreachDeadline(Db db, CaseDesk desk, Deadlines deadlines, Outbox outbox) : INotificationHandler<DeadlineDue>
{
    private static readonly CaseAction Breach = new("limit_breached", "", CaseScopes.CasesDecide);

    public async Task Handle(DeadlineDue notification, CancellationToken cancellationToken)
    {
        var ct = cancellationToken;
        var caseId = await db.SingleOrDefault<Guid?>("SELECT case_id FROM cases_deadline WHERE id = @DeadlineId", new { notification.DeadlineId }, ct);
        if (caseId is null || await desk.Hold(caseId.Value, ct) is not { } file)
            return;
        if (file.Deadlines.Single(known => known.Id == notification.DeadlineId) is not { State: "running", DueOn: { } last } deadline || file.Today <= last)
            return;

        // Who may ask for review need not: nobody is late, and what was decided is final.
        if (deadline.Rule == RuleKeys.ReviewAsk && file.Actor(deadline.ActorId) is { } actor)
        {
            await deadlines.Change(file, deadline with { State = "dropped", EndedOn = last }, ct);
            await desk.Put(file, file.Case, new Step(ReviewActions.Elapsed, actor.Id, last, Basis: file.Rules.Article(deadline.Rule)), ct, file.With(actor with { Final = true }));
            return;
        }

        await deadlines.Change(file, deadline with { State = "breached" }, ct);
        outbox.Add(new DeadlineBreached(file.Case.Id, deadline.Id, deadline.Rule, last), file.Case.Id);
        await desk.Put(file, file.Case, new Step(Breach, deadline.ActorId, file.Today, deadline.Rule, file.Rules.Article(deadline.Rule)), ct);
    }
}
