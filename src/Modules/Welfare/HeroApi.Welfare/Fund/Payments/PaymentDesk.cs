using HeroApi.Welfare.Fund.Funds;

namespace HeroApi.Welfare.Fund.Payments;

/// <summary>What may be done with a payment, and in which states.</summary>
internal static class PaymentSteps
{
    internal static readonly LifeStep Approve = new("approval", "proposed", "first_approved");
    internal static readonly LifeStep Refuse = new("refusal", "proposed", "first_approved");
    internal static readonly LifeStep Cancel = new("cancellation", "proposed", "first_approved");
    internal static readonly LifeStep Reverse = new("reversal", "posted");

    internal static readonly IReadOnlyList<LifeStep> All = [Approve, Refuse, Cancel, Reverse];
}

/// <summary>Where payments are worked on: takes one out for a step, checks what it is for, and puts it back.</summary>
internal sealed class PaymentDesk(Db db, PaymentSource source, PaidFor paid, IEnumerable<IPayable> payables, Records records, Changes changes, TimeProvider clock)
{
    /// <summary>The payment for a step: visible, the caller's, at the version he knows, in a state for it; held for the rest of the command.</summary>
    internal async Task<PaymentRow> Take(LifeStep step, Guid id, long version, CancellationToken ct)
    {
        var row = await records.Take<PaymentRow>(PaymentSource.Payments, id, version, ct);
        step.MustStartFrom(row.State, row.Version, FundErrors.PaymentTransition, PaymentSteps.All);
        return row;
    }

    /// <summary>The record that is paid for, held: of the payer or of an organisation below it, for this use, and altogether, by whichever funds, not above what it allows. Its person.</summary>
    internal async Task<Guid?> Subject(PaymentSubject subject, FundRow fund, string use, long amountFen, Guid except, CancellationToken ct)
    {
        var payable = payables.SingleOrDefault(known => known.Table.Type == subject.Type) is { } kind ? await kind.Find(subject.Id, ct) : null;
        if (payable is null)
            throw Invalid.At("/for", FundErrors.SubjectUnknown);
        if (await db.Single<long>("SELECT COUNT(*) FROM kernel_org_tree WHERE org_id = @record AND ancestor_id = @payer", new { record = payable.OwnerOrgId, payer = fund.OwnerOrgId }, ct) == 0)
            throw new Refusal(FundErrors.SubjectElsewhere);
        if (payable.Use != use)
            throw Invalid.At("/use", FundErrors.SubjectUse, new { payable.Use });
        if (payable.MostFen is { } most && await paid.OrPromised(subject.Type, subject.Id, except, ct) is var given && given + amountFen > most)
            throw new Refusal(FundErrors.SubjectExceeded, new { leftFen = Math.Max(0, most - given) });
        return payable.HeroId;
    }

    /// <summary>Puts a payment back: a new version and the feed. What it was for reads otherwise once money has gone or come back.</summary>
    internal async Task<FundPaymentView> Put(PaymentRow row, CancellationToken ct)
    {
        await db.Execute(
            """
            UPDATE welfare_payment AS p
            SET    version = version + 1, updated_at = @now, state = @State, first_by = @FirstBy, answered_by = @AnsweredBy, end_reason = @EndReason, entry_id = @EntryId
            WHERE  p.id = @Id AND SCOPE(p)
            """, new { now = clock.GetUtcNow(), row.State, row.FirstBy, row.AnsweredBy, row.EndReason, row.EntryId, row.Id }, ct);
        var seen = await changes.VisibilityOf(row.Id, row.Protection, ct);
        changes.Changed(PaymentSource.Name, row.Id, row.Version + 1, seen, seen);
        if (row is { State: "posted" or "reversed", ForId: { } paidFor })
            await records.Raise(payables.Single(known => known.Table.Type == row.ForType).Table, [paidFor], losing: [], ct);
        return await source.Get(row.Id, ct);
    }
}
