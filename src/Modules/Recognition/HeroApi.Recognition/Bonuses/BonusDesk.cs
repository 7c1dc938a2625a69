using HeroApi.Recognition.BonusPayments;
using HeroApi.Recognition.Contracts;
using HeroApi.Recognition.Heroes;

namespace HeroApi.Recognition.Bonuses;

/// <summary>What may be done with a bonus, and in which states.</summary>
internal static class BonusSteps
{
    internal static readonly LifeStep Amend = new("amendment", "proposed");
    internal static readonly LifeStep Approve = new("approval", "proposed");
    internal static readonly LifeStep Refuse = new("refusal", "proposed");
    internal static readonly LifeStep Cancel = new("cancellation", "proposed", "approved");
    internal static readonly LifeStep Pay = new("payments", "approved");
    internal static readonly LifeStep Recover = new("recoveries", "to_recover");

    internal static readonly IReadOnlyList<LifeStep> All = [Amend, Approve, Refuse, Cancel, Pay, Recover];
}

/// <summary>Where bonuses are worked on: takes one out for a step, and puts it back with what the step changed.</summary>
internal sealed class BonusDesk(Db db, BonusSource source, Records records, Changes changes, Outbox outbox, HeroDesk heroes, TimeProvider clock)
{
    /// <summary>The bonus for a step: visible, the caller's, at the version he knows, in a state for it; held for the rest of the command, so that of two at once one comes second.</summary>
    /// <param name="version">The version the caller knows; null for what only adds.</param>
    internal async Task<BonusRow> Take(LifeStep step, Guid id, long? version, CancellationToken ct)
    {
        var row = await records.Take<BonusRow>(BonusSource.Bonuses, id, version, ct);
        step.MustStartFrom(row.State, row.Version, BonusErrors.BonusTransition, BonusSteps.All);
        return row;
    }

    /// <summary>Books money that was paid for a bonus or has come back, and says so: never more than is left, not before the approval, and a receipt once.</summary>
    /// <param name="left">What may still be booked, in fen.</param>
    /// <param name="exceeds">What more than that is refused with.</param>
    internal async Task Book(BonusRow bonus, long left, Problem exceeds, PaymentRow payment, CancellationToken ct)
    {
        if (payment.OnDate < bonus.ApprovedOn)
            throw Invalid.At("/on", BonusErrors.BeforeDecision, new { bonus.ApprovedOn });
        if (payment.AmountFen > left)
            throw new Refusal(exceeds, new { leftFen = left });
        if (!await payment.Insert(db, ct))
            throw new Refusal(BonusErrors.ReceiptRecorded);
        outbox.Add(payment.Direction == PaymentRow.Out
            ? new BonusPaid(payment.Id, bonus.Id, bonus.OwnerOrgId, payment.AmountFen, payment.OnDate)
            : new BonusRecovered(payment.Id, bonus.Id, bonus.OwnerOrgId, payment.AmountFen, payment.OnDate), bonus.Id);
    }

    /// <summary>Puts a bonus back: a new version and the feed; the hero file, when it shows it.</summary>
    internal async Task<BonusView> Put(BonusRow before, BonusRow after, CancellationToken ct)
    {
        await Write(before, after, ct);
        return await source.Get(before.Id, ct);
    }

    /// <summary>The same where nobody waits for an answer.</summary>
    internal async Task Write(BonusRow before, BonusRow after, CancellationToken ct)
    {
        await db.Execute(
            """
            UPDATE recognition_bonus AS b
            SET    version = version + 1, updated_at = @now, protection = @Protection, scheme_id = @SchemeId, basis = @Basis, case_id = @CaseId, region = @Region,
                   amount_fen = @AmountFen, reason = @Reason, decided_on = @DecidedOn, number = @Number, grade = @Grade, died = @Died, index_year = @IndexYear, secret = @Secret,
                   calculation = @Calculation, state = @State, proposed_by = @ProposedBy, answered_by = @AnsweredBy, approved_on = @ApprovedOn, end_reason = @EndReason,
                   paid_fen = @PaidFen, recovered_fen = @RecoveredFen
            WHERE  b.id = @Id AND SCOPE(b)
            """,
            new
            {
                now = clock.GetUtcNow(),
                after.Protection,
                after.SchemeId,
                after.Basis,
                after.CaseId,
                after.Region,
                after.AmountFen,
                after.Reason,
                after.DecidedOn,
                after.Number,
                after.Grade,
                after.Died,
                after.IndexYear,
                after.Secret,
                after.Calculation,
                after.State,
                after.ProposedBy,
                after.AnsweredBy,
                after.ApprovedOn,
                after.EndReason,
                after.PaidFen,
                after.RecoveredFen,
                after.Id
            }, ct);
        var seen = await changes.VisibilityOf(before.Id, before.Protection, ct);
        changes.Changed(BonusSource.Name, before.Id, before.Version + 1, seen, seen with { Protection = after.Protection });
        if (!after.Secret && after.State != before.State && (Shown(before.State) || Shown(after.State)))
            await heroes.Changed([after.HeroId], new Entry("bonus", after.Id), ct);
    }

    /// <summary>Whether a hero file shows a bonus in this state.</summary>
    private static bool Shown(string state) => state is "approved" or "paid" or "to_recover" or "recovered";
}
