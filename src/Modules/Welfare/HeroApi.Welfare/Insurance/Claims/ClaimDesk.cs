using HeroApi.Welfare.Entitlements;
using HeroApi.Welfare.Insurance.Cover;
using HeroApi.Welfare.Insurance.Policies;

namespace HeroApi.Welfare.Insurance.Claims;

/// <summary>What may be done with a claim, and in which states.</summary>
internal static class ClaimSteps
{
    internal static readonly LifeStep Amend = new("amendment", ClaimCodes.Reported, ClaimCodes.DocumentsAsked, ClaimCodes.DocumentsComplete);
    internal static readonly LifeStep Ask = new("document-requests", ClaimCodes.Reported, ClaimCodes.DocumentsAsked, ClaimCodes.DocumentsComplete, ClaimCodes.Submitted, ClaimCodes.Appealed);
    internal static readonly LifeStep Receive = new("documents", ClaimCodes.DocumentsAsked, ClaimCodes.DocumentsComplete);
    internal static readonly LifeStep Submit = new("submission", ClaimCodes.Reported, ClaimCodes.DocumentsComplete);
    internal static readonly LifeStep Decide = new("decision", ClaimCodes.Submitted, ClaimCodes.Appealed);
    internal static readonly LifeStep Pay = new("payments", ClaimCodes.Approved, ClaimCodes.Paid);
    internal static readonly LifeStep Unpay = new("payment-removal", ClaimCodes.Approved, ClaimCodes.Paid);
    internal static readonly LifeStep Appeal = new("appeal", ClaimCodes.Approved, ClaimCodes.Rejected, ClaimCodes.Paid, ClaimCodes.Closed);
    internal static readonly LifeStep Close = new("closing", ClaimCodes.Rejected, ClaimCodes.Paid);
    internal static readonly LifeStep Withdraw = new("withdrawal", ClaimCodes.Reported, ClaimCodes.DocumentsAsked, ClaimCodes.DocumentsComplete, ClaimCodes.Submitted);

    /// <summary>Once the insurer has decided, also while it is asked to decide anew, a claim is neither amended nor withdrawn.</summary>
    private static readonly IReadOnlyList<LifeStep> Decided = [Ask, Receive, Submit, Decide, Pay, Unpay, Appeal, Close];

    private static readonly IReadOnlyList<LifeStep> All = [Amend, .. Decided, Withdraw];

    internal static IReadOnlyList<LifeStep> Of(ClaimRow row) => row.Decided.Count > 0 ? Decided : All;
}

/// <summary>The day that a claim waited for is over.</summary>
internal sealed record ClaimDue(Guid ClaimId) : INotification;

/// <summary>Where claims are worked on: takes one out for a step, and puts it back with what the step changed.</summary>
internal sealed class ClaimDesk(
    Db db, ClaimSource source, Records records, Changes changes, Outbox outbox, CoverBook covers, PolicyDesk policies, EntitlementSource entitlements, TimeProvider clock)
{
    /// <summary>The insurer decides within 30 days where the policy says nothing (保险法第二十三条).</summary>
    private const int DecisionDays = 30;

    private static string Timer(Guid id) => $"welfare.claim:{id:D}";

    /// <summary>The claim for a step: visible, the caller's, at the version he knows, in a state for it; held for the rest of the command.</summary>
    /// <param name="version">The version the caller knows; null for what only adds.</param>
    internal async Task<ClaimRow> Take(LifeStep step, Guid id, long? version, CancellationToken ct)
    {
        var row = await records.Take<ClaimRow>(ClaimSource.Claims, id, version, ct);
        var steps = ClaimSteps.Of(row);
        (steps.Contains(step) ? step : step with { From = [] }).MustStartFrom(row.State, row.Version, ClaimErrors.Transition, steps);
        return row;
    }

    /// <summary>The day of a step: today unless said, and not before that of the step before.</summary>
    internal DateOnly Day(ClaimRow row, DateOnly? on) => (on ?? clock.Today()) is var day && day < row.LastOn ? throw Invalid.At("/on", ClaimErrors.DayOrder, new { row.LastOn }) : day;

    /// <summary>The row as it is told to the insurer in time or late; refused when the policy does not cover the person on the day, or not this.</summary>
    internal async Task<ClaimRow> Checked(ClaimRow row, EntitlementRow person, CancellationToken ct)
    {
        // Of two claims at once the second sees the first.
        await policies.Hold(row.PolicyId, ct);
        // Of a file that went into another one the person is asked for by his own.
        var insured = person.HeroId == person.PersonId ? person : await entitlements.OfHero(person.PersonId, ct) ?? person;
        if ((await covers.Of(insured, row.EventOn, ct)).FirstOrDefault(cover => cover.Policy.Id == row.PolicyId) is not { Policy: var policy })
            throw new Refusal(ClaimErrors.NotCovered, new { row.EventOn });
        if (policy.Sums.All(sum => sum.What != row.Kind))
            throw new Refusal(ClaimErrors.KindNotCovered, new { covers = policy.Sums.Select(sum => sum.What) });
        if (policy.WithinDays is { } days && row.HarmOn > row.EventOn.AddDays(days))
            throw new Refusal(ClaimErrors.HarmTooLate, new { lastOn = row.EventOn.AddDays(days) });
        if (row.MedicalCaseId is not null && await db.Single<long>(
            """
            SELECT COUNT(*)
            FROM   welfare_medical_case m
            JOIN   welfare_entitlement e ON e.hero_id = m.hero_id AND UNSCOPED('who sees a medical case may know whose it is')
            WHERE  m.id = @MedicalCaseId AND e.person_id = @PersonId AND SCOPE(m) AND m.deleted_at IS NULL
            """, new { row.MedicalCaseId, person.PersonId }, ct) == 0)
            throw Invalid.At("/medicalCaseId", ClaimErrors.MedicalCaseUnknown);
        if (ClaimCodes.Once.Contains(row.Kind) && await db.Single<long>(
            """
            SELECT COUNT(*)
            FROM   welfare_claim c
            JOIN   welfare_entitlement e ON e.hero_id = c.hero_id
            WHERE  UNSCOPED('a policy pays once for one thing, whoever asks') AND c.policy_id = @PolicyId AND c.kind = @Kind AND c.event_on = @EventOn AND c.state <> 'withdrawn'
            AND    c.id <> @Id AND e.person_id = @PersonId
            """, new { row.PolicyId, row.Kind, row.EventOn, row.Id, person.PersonId }, ct) > 0)
            throw new Refusal(ClaimErrors.Exists);

        var due = policy.ReportDays is { } within ? WorkCalendar.China.Due(row.EventOn, new Period(within)).On : (DateOnly?)null;
        return row with { ReportDueOn = due, LateDays = row.ReportedOn > due ? row.ReportedOn.DayNumber - due.Value.DayNumber : 0 };
    }

    /// <summary>The policy of a claim, held, so that of two decisions at once the second sees the first.</summary>
    internal async Task<PolicyRow> Policy(ClaimRow row, CancellationToken ct)
    {
        await policies.Hold(row.PolicyId, ct);
        return await db.Single<PolicyRow>(
            $"SELECT {PolicyRow.Columns} FROM welfare_policy p WHERE p.id = @PolicyId AND UNSCOPED('who sees a claim may know what its policy says')", new { row.PolicyId }, ct);
    }

    /// <summary>By when the insurer has to decide who was given the complete papers, or an appeal, on a day.</summary>
    internal async Task<DateOnly> DecisionDue(ClaimRow row, DateOnly on, CancellationToken ct) =>
        WorkCalendar.China.Due(on, new Period((await Policy(row, ct)).DecisionDays ?? DecisionDays)).On;

    /// <summary>Puts a claim back: a new version and the feed; a timer runs while a day is waited for.</summary>
    internal async Task<ClaimView> Put(ClaimRow changed, CancellationToken ct)
    {
        var row = changed.Waiting(clock.Today());
        var values = new Dapper.DynamicParameters(row);
        values.Add("now", clock.GetUtcNow());
        await db.Execute(
            """
            UPDATE welfare_claim AS c
            SET    version = version + 1, updated_at = @now, kind = @Kind, grade = @Grade, event_on = @EventOn, harm_on = @HarmOn, happened = @Happened, claimed_fen = @ClaimedFen,
                   medical_case_id = @MedicalCaseId, insurer_number = @InsurerNumber, reported_on = @ReportedOn, report_due_on = @ReportDueOn, late_days = @LateDays, state = @State,
                   documents = @Documents, documents_due_on = @DocumentsDueOn, submitted_on = @SubmittedOn, decision_due_on = @DecisionDueOn, decisions = @Decisions,
                   approved_fen = @ApprovedFen, paid_fen = @PaidFen, payment_due_on = @PaymentDueOn, appealed_on = @AppealedOn, appeal_reason = @AppealReason, appeals = @Appeals,
                   due_on = @DueOn, overdue = @Overdue, ended_on = @EndedOn, end_reason = @EndReason
            WHERE  c.id = @Id AND SCOPE(c)
            """, values, ct);
        if (row is { DueOn: { } last, Overdue: false })
            outbox.At(Timer(row.Id), ChinaTime.EndOf(last), new ClaimDue(row.Id), row.Id);
        else
            outbox.Cancel(Timer(row.Id));
        var seen = await changes.VisibilityOf(row.Id, row.Protection, ct);
        changes.Changed(ClaimSource.Name, row.Id, row.Version + 1, seen, seen);
        return await source.Get(row.Id, ct);
    }
}

/// <summary>Notes that documents, a decision or a payment have not come in time, and tells whoever sees the claim.</summary>
internal sealed class OnClaimDue(Db db, Records records, TimeProvider clock) : INotificationHandler<ClaimDue>
{
    public async Task Handle(ClaimDue notification, CancellationToken cancellationToken)
    {
        var overdue = await db.Query<Guid>(
            """
            UPDATE welfare_claim
            SET    overdue = @yes
            WHERE  id = @ClaimId AND due_on < @today AND NOT overdue AND UNSCOPED('time passes for a claim, whoever sees it')
            RETURNING id
            """, new { notification.ClaimId, yes = true, today = clock.Today() }, cancellationToken);
        if (overdue.Count > 0)
            await records.Raise(ClaimSource.Claims, overdue, [], cancellationToken);
    }
}
