namespace HeroApi.Cases.Clock;

/// <summary>The last day of a limit is over.</summary>
internal sealed record DeadlineDue(Guid DeadlineId) : INotification;

/// <summary>Starts and ends the limits of a case: a row when the start event happens, a timer for the day it is over.</summary>
internal sealed class Deadlines(Db db, Outbox outbox, TimeProvider clock)
{
    internal const string Columns =
        """
        id, case_id, actor_id, rule, limits, state, started_on, amount, unit, roll_over, due_on, assumed, paused_on, paused_for, paused_days,
        extended, extension_reason, extension_approver, ended_on
        """;

    internal static string Timer(Guid id) => $"cases.deadline:{id:D}";

    /// <summary>
    /// Starts what this rule limits. Nothing runs where the law sets no limit; where nobody has configured it, a row says so and
    /// takes its length from whoever sets it later.
    /// </summary>
    /// <param name="limits">What must be done by then, of <see cref="ClockCodes.Limits"/>.</param>
    /// <param name="on">The day of the start event, which itself does not count.</param>
    internal async Task Start(CaseFile file, string rule, string limits, DateOnly on, CancellationToken ct, Guid? actorId = null)
    {
        if (file.Rules.Find(rule) is { None: true })
            return;

        var period = file.Rules.Find(rule)?.Period;
        var due = period is { } known ? WorkCalendar.China.Due(on, known) : (DueDate?)null;
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        await db.Execute(
            """
            INSERT INTO cases_deadline (id, case_id, actor_id, rule, limits, state, started_on, amount, unit, roll_over, due_on, assumed, paused_days, extended)
            VALUES (@id, @caseId, @actorId, @rule, @limits, @state, @on, @amount, @unit, @rollOver, @dueOn, @assumed, 0, 0)
            """,
            new
            {
                id,
                caseId = file.Case.Id,
                actorId,
                rule,
                limits,
                state = due is null ? "not_configured" : "running",
                on,
                amount = period?.Amount,
                unit = period is { } p ? UnitOf(p.Unit) : null,
                rollOver = period?.RollOver,
                dueOn = due?.On,
                assumed = due?.Assumed ?? false
            }, ct);
        if (due is not null)
            outbox.At(Timer(id), due.Value.At, new DeadlineDue(id), file.Case.Id);
    }

    /// <summary>Ends what this rule limits, because it was done on that day; late when the last day was before.</summary>
    internal async Task Meet(CaseFile file, string rule, DateOnly on, CancellationToken ct, Guid? actorId = null)
    {
        if (file.Deadline(rule, actorId) is not { Open: true } deadline)
            return;

        var state = deadline.State != "paused" && deadline.DueOn < on ? "met_late" : "met";
        await End(deadline, state, on, ct);
    }

    /// <summary>Stops what this rule limits from the day on; its timer is taken back.</summary>
    /// <param name="waitsFor">material, appraisal or other_body.</param>
    internal async Task Pause(CaseFile file, string rule, string waitsFor, DateOnly on, CancellationToken ct, Guid? actorId = null)
    {
        if (file.Deadline(rule, actorId) is not { State: "running" or "not_configured" } deadline)
            return;

        await db.Execute("UPDATE cases_deadline SET state = 'paused', paused_on = @on, paused_for = @waitsFor WHERE id = @Id", new { deadline.Id, on, waitsFor }, ct);
        outbox.Cancel(Timer(deadline.Id));
    }

    /// <summary>Lets it run on from the day on; the days it stood still are added to it.</summary>
    internal async Task Resume(CaseFile file, string rule, DateOnly on, CancellationToken ct, Guid? actorId = null)
    {
        if (file.Deadline(rule, actorId) is not { State: "paused", PausedOn: { } since } deadline)
            return;

        var days = Math.Max(0, on.DayNumber - since.DayNumber);
        var due = deadline.DueOn is { } was ? (DueDate?)Later(was, days, deadline.RollOver == true) : null;
        await db.Execute(
            """
            UPDATE cases_deadline
            SET    state = @state, paused_on = NULL, paused_for = NULL, paused_days = paused_days + @days, due_on = @dueOn, assumed = @assumed
            WHERE  id = @Id
            """, new { deadline.Id, state = due is null ? "not_configured" : "running", days, dueOn = due?.On, assumed = deadline.Assumed || due?.Assumed == true }, ct);
        if (due is not null)
            outbox.At(Timer(deadline.Id), due.Value.At, new DeadlineDue(deadline.Id), file.Case.Id);
    }

    private static DueDate Later(DateOnly was, int days, bool rollOver) => WorkCalendar.China.Due(was, new Period(days, PeriodUnit.Days, rollOver));

    /// <summary>Ends everything that still runs for a case, or for one actor, because it no longer applies.</summary>
    internal async Task DropAll(CaseFile file, DateOnly on, CancellationToken ct, Guid? actorId = null)
    {
        foreach (var deadline in file.Deadlines.Where(known => known.Open && (actorId is null || known.ActorId == actorId)))
            await End(deadline, "dropped", on, ct);
    }

    private async Task End(DeadlineRow deadline, string state, DateOnly on, CancellationToken ct)
    {
        await db.Execute("UPDATE cases_deadline SET state = @state, ended_on = @on WHERE id = @Id", new { deadline.Id, state, on }, ct);
        outbox.Cancel(Timer(deadline.Id));
    }

    internal static string UnitOf(PeriodUnit unit) => unit switch
    {
        PeriodUnit.Days => "days",
        PeriodUnit.WorkingDays => "working_days",
        PeriodUnit.Months => "months",
        _ => "years"
    };
}
