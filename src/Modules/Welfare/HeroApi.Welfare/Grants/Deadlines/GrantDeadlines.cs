using HeroApi.Welfare.Grants.Applications;
using HeroApi.Welfare.Grants.Calculations;

namespace HeroApi.Welfare.Grants.Deadlines;

/// <summary>The last day of a deadline is over.</summary>
internal sealed record GrantDeadlineDue(Guid DeadlineId) : INotification;

/// <summary>
/// Starts, stops and ends the deadlines of a work injury: a row for each and a timer for the day it is over. The employer files within 30
/// days and the family within a year (工伤保险条例 17); the finding follows 60 days after acceptance, or 15 when the case is clear (20).
/// </summary>
internal sealed class GrantDeadlines(Db db, Outbox outbox, TimeProvider clock)
{
    private static readonly Period EmployerFiles = new(30);
    private static readonly Period FamilyFiles = new(1, PeriodUnit.Years);
    private static readonly Period Found = new(60);
    private static readonly Period FoundWhenClear = new(15);

    private static string Timer(Guid id) => $"welfare.grant_deadline:{id:D}";

    /// <summary>The time to file runs from the harm, where the work-injury scheme covers the person and nobody has found anything yet.</summary>
    internal async Task Begin(Guid grantId, GrantFacts facts, CancellationToken ct)
    {
        if (facts is not { Scheme: "work_injury", WorkInjury: null } || (await Of(grantId, ct)).Count > 0)
            return;
        await Start(grantId, "employer_filing", facts.On, EmployerFiles, ct);
        await Start(grantId, "family_filing", facts.On, FamilyFiles, ct);
    }

    /// <summary>The filing was accepted: whoever filed, nobody else has to any more, and the time for the finding runs.</summary>
    internal async Task Filed(Guid grantId, string by, DateOnly filedOn, DateOnly acceptedOn, bool clear, CancellationToken ct)
    {
        var known = await Of(grantId, ct);
        if (known.Any(deadline => deadline.What == "finding"))
            throw new Refusal(GrantErrors.FiledAlready);
        foreach (var deadline in known.Where(deadline => deadline.Open))
            await Keep(deadline.What == $"{by}_filing" ? Ended(deadline, filedOn) : deadline with { State = "dropped", EndedOn = filedOn }, ct);
        await Start(grantId, "finding", acceptedOn, clear ? FoundWhenClear : Found, ct);
    }

    /// <summary>Stops the time for the finding while another body's conclusion is awaited.</summary>
    internal async Task Pause(Guid grantId, string waitsFor, DateOnly on, CancellationToken ct)
    {
        var finding = await Finding(grantId, ct);
        if (finding.State != "running" || on < finding.StartedOn)
            throw new Refusal(GrantErrors.DeadlineTransition) { Current = new { finding.State, finding.StartedOn } };
        await Keep(finding with { State = "paused", PausedOn = on, WaitsFor = waitsFor }, ct);
    }

    /// <summary>Lets it run on; the days that it stood still are added.</summary>
    internal async Task Resume(Guid grantId, DateOnly on, CancellationToken ct)
    {
        var finding = await Finding(grantId, ct);
        if (finding.State != "paused" || on < finding.PausedOn)
            throw new Refusal(GrantErrors.DeadlineTransition) { Current = new { finding.State, finding.PausedOn } };
        var days = on.DayNumber - finding.PausedOn!.Value.DayNumber;
        var due = WorkCalendar.China.Due(finding.DueOn.AddDays(days), new Period(0)).On;
        await Keep(finding with { State = "running", PausedOn = null, WaitsFor = null, PausedDays = finding.PausedDays + days, DueOn = due }, ct);
    }

    /// <summary>The finding was made.</summary>
    internal async Task Make(Guid grantId, DateOnly on, CancellationToken ct)
    {
        var finding = await Finding(grantId, ct);
        if (!finding.Open || on < finding.StartedOn)
            throw new Refusal(GrantErrors.DeadlineTransition) { Current = new { finding.State, finding.StartedOn } };
        await Keep(Ended(finding, on), ct);
    }

    /// <summary>Nothing runs for a grant that was decided, refused or has fallen.</summary>
    internal async Task Drop(Guid grantId, CancellationToken ct)
    {
        foreach (var deadline in (await Of(grantId, ct)).Where(deadline => deadline.Open))
            await Keep(deadline with { State = "dropped", EndedOn = clock.Today() }, ct);
    }

    private static GrantDeadline Ended(GrantDeadline deadline, DateOnly on) => deadline with { State = deadline.State != "paused" && deadline.DueOn < on ? "met_late" : "met", EndedOn = on };

    private async Task<GrantDeadline> Finding(Guid grantId, CancellationToken ct) =>
        (await Of(grantId, ct)).FirstOrDefault(deadline => deadline.What == "finding") ?? throw new Refusal(GrantErrors.NotFiled);

    private Task<IReadOnlyList<GrantDeadline>> Of(Guid grantId, CancellationToken ct) =>
        db.Query<GrantDeadline>($"SELECT {GrantDeadline.Columns} FROM welfare_grant_deadline WHERE grant_id = @grantId ORDER BY id", new { grantId }, ct);

    private async Task Start(Guid grantId, string what, DateOnly on, Period period, CancellationToken ct)
    {
        var deadline = new GrantDeadline
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            GrantId = grantId,
            What = what,
            State = "running",
            StartedOn = on,
            DueOn = WorkCalendar.China.Due(on, period).On,
            PausedDays = 0
        };
        await db.Execute(
            """
            INSERT INTO welfare_grant_deadline (id, grant_id, what, state, started_on, due_on, paused_days)
            VALUES (@Id, @GrantId, @What, @State, @StartedOn, @DueOn, 0)
            """, deadline, ct);
        Ring(deadline);
    }

    private async Task Keep(GrantDeadline deadline, CancellationToken ct)
    {
        await db.Execute(
            """
            UPDATE welfare_grant_deadline
            SET    state = @State, due_on = @DueOn, paused_on = @PausedOn, waits_for = @WaitsFor, paused_days = @PausedDays, ended_on = @EndedOn
            WHERE  id = @Id
            """, deadline, ct);
        Ring(deadline);
    }

    private void Ring(GrantDeadline deadline)
    {
        if (deadline.State == "running")
            outbox.At(Timer(deadline.Id), ChinaTime.EndOf(deadline.DueOn), new GrantDeadlineDue(deadline.Id), deadline.GrantId);
        else
            outbox.Cancel(Timer(deadline.Id));
    }
}

/// <summary>Notes that a deadline has passed, and tells whoever sees the grant.</summary>
internal sealed class OnGrantDeadlineDue(Db db, Records records, TimeProvider clock) : INotificationHandler<GrantDeadlineDue>
{
    public async Task Handle(GrantDeadlineDue notification, CancellationToken cancellationToken)
    {
        var breached = await db.Query<Guid>(
            "UPDATE welfare_grant_deadline SET state = 'breached' WHERE id = @DeadlineId AND state = 'running' AND due_on < @today RETURNING grant_id",
            new { notification.DeadlineId, today = clock.Today() }, cancellationToken);
        if (breached.Count > 0)
            await records.Raise(GrantSource.Grants, breached, [], cancellationToken);
    }
}
