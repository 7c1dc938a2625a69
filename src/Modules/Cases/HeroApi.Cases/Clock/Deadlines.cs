using HeroApi.Cases.Rules;

namespace HeroApi.Cases.Clock;

/// <summary>The last day of a limit is over.</summary>
internal sealed record DeadlineDue(Guid DeadlineId) : INotification;

/// <summary>
/// Starts, moves and ends the limits of a case: a row when the start event happens, a timer for the day it is over. What a command
/// changed is also changed in the file it works on, so that a second change builds on the first.
/// </summary>
internal sealed class Deadlines(Db db, Outbox outbox, TimeProvider clock)
{
    internal const string Columns =
        """
        id, case_id, actor_id, rule, limits, state, started_on, amount, unit, roll_over, counted_to, due_on, assumed, paused_on, paused_for, paused_body, paused_days,
        paused_working_days, extended, extended_on, extension_reason, extension_approver, told_applicant_on, ended_on
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

        var row = new DeadlineRow
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            CaseId = file.Case.Id,
            ActorId = actorId,
            Rule = rule,
            Limits = limits,
            State = "not_configured",
            StartedOn = on,
            Assumed = false
        }.Under(file.Rules, file.Today);
        await Begin(file, row, ct);
    }

    /// <summary>Starts the limit for deciding when this is the event that starts it; the rule may also have been published since an earlier one.</summary>
    /// <param name="happened">receipt or acceptance.</param>
    internal async Task StartDeciding(CaseFile file, string happened, DateOnly on, CancellationToken ct)
    {
        if (file.Deadline(RuleKeys.DecideWithin) is not null || file.Rules.Find(RuleKeys.DecideStarts)?.Code is not { } starts)
            return;
        if (starts == happened)
            await Start(file, RuleKeys.DecideWithin, DecideLimits(file), on, ct);
        else if (happened == "acceptance" && file.Case.ReceivedOn is { } received)
            await Start(file, RuleKeys.DecideWithin, DecideLimits(file), received, ct);
    }

    private static string DecideLimits(CaseFile file) => file.Rules.Find(RuleKeys.DecideLimits)?.Code ?? "decision";

    /// <summary>Starts a limit whose last day was set for this case, and not by a rule.</summary>
    internal Task Until(CaseFile file, string name, string limits, DateOnly on, DateOnly last, CancellationToken ct) => Begin(file, new DeadlineRow
    {
        Id = Guid.CreateVersion7(clock.GetUtcNow()),
        CaseId = file.Case.Id,
        Rule = name,
        Limits = limits,
        State = "running",
        StartedOn = on,
        Assumed = false
    }.Until(last), ct);

    private async Task Begin(CaseFile file, DeadlineRow row, CancellationToken ct)
    {
        await db.Execute(
            """
            INSERT INTO cases_deadline (id, case_id, actor_id, rule, limits, state, started_on, amount, unit, roll_over, counted_to, due_on, sorts_on, assumed,
                                        paused_days, paused_working_days, extended)
            VALUES (@Id, @CaseId, @ActorId, @Rule, @Limits, @State, @StartedOn, @Amount, @Unit, @RollOver, @CountedTo, @DueOn, @SortsOn, @Assumed, 0, 0, 0)
            """, row, ct);
        Keep(file, row);
    }

    /// <summary>Ends what this rule limits, because it was done on that day; late when the last day was before.</summary>
    internal async Task Meet(CaseFile file, string rule, DateOnly on, CancellationToken ct, Guid? actorId = null)
    {
        if (file.Deadline(rule, actorId) is { Open: true } deadline)
            await Change(file, deadline with { State = deadline.State != "paused" && deadline.DueOn < on ? "met_late" : "met", EndedOn = on }, ct);
    }

    /// <summary>Stops what this rule limits from the day on; its timer is taken back.</summary>
    /// <param name="waitsFor">material, appraisal or other_body.</param>
    internal async Task Pause(CaseFile file, string rule, string waitsFor, DateOnly on, CancellationToken ct, Guid? actorId = null, string? body = null)
    {
        if (file.Deadline(rule, actorId) is { State: "running" or "not_configured" } deadline)
            await Change(file, deadline.Paused(on, waitsFor, body), ct);
    }

    /// <summary>Lets it run on from the day on; the days it stood still are added to it.</summary>
    internal async Task Resume(CaseFile file, string rule, DateOnly on, CancellationToken ct, Guid? actorId = null)
    {
        if (file.Deadline(rule, actorId) is { State: "paused" } deadline)
            await Change(file, deadline.Resumed(on), ct);
    }

    /// <summary>Ends everything that still runs for a case, or for one actor, because it no longer applies.</summary>
    internal async Task DropAll(CaseFile file, DateOnly on, CancellationToken ct, Guid? actorId = null)
    {
        foreach (var deadline in file.Deadlines.Where(known => known.Open && (actorId is null || known.ActorId == actorId)).ToList())
            await Change(file, deadline with { State = "dropped", EndedOn = on }, ct);
    }

    /// <summary>Keeps a limit as it is now, and sets its timer or takes it back.</summary>
    internal async Task Change(CaseFile file, DeadlineRow deadline, CancellationToken ct)
    {
        await db.Execute(
            """
            UPDATE cases_deadline
            SET    state = @State, amount = @Amount, unit = @Unit, roll_over = @RollOver, counted_to = @CountedTo, due_on = @DueOn, sorts_on = @SortsOn, assumed = @Assumed,
                   paused_on = @PausedOn, paused_for = @PausedFor, paused_body = @PausedBody, paused_days = @PausedDays, paused_working_days = @PausedWorkingDays,
                   extended = @Extended, extended_on = @ExtendedOn, extension_reason = @ExtensionReason, extension_approver = @ExtensionApprover,
                   told_applicant_on = @ToldApplicantOn, ended_on = @EndedOn
            WHERE  id = @Id
            """, deadline, ct);
        Keep(file, deadline);
    }

    private void Keep(CaseFile file, DeadlineRow deadline)
    {
        file.Now(deadline);
        if (deadline is { State: "running", DueOn: { } last })
            outbox.At(Timer(deadline.Id), ChinaTime.EndOf(last), new DeadlineDue(deadline.Id), file.Case.Id);
        else
            outbox.Cancel(Timer(deadline.Id));
    }
}
