namespace HeroApi.Welfare.Fund.Transfers;

/// <summary>What may be done with a transfer, and in which states.</summary>
internal static class TransferSteps
{
    internal static readonly LifeStep Approve = new("approval", "proposed", "first_approved");
    internal static readonly LifeStep Refuse = new("refusal", "proposed", "first_approved");
    internal static readonly LifeStep Cancel = new("cancellation", "proposed", "first_approved");
    internal static readonly LifeStep Receive = new("receipt", "sent");
    internal static readonly LifeStep SendBack = new("sending-back", "received");
    internal static readonly LifeStep Return = new("return", "sent", "returning");

    internal static readonly IReadOnlyList<LifeStep> All = [Approve, Refuse, Cancel, Receive, SendBack, Return];
}

/// <summary>Where transfers are worked on: takes one out for a step of either side, and puts it back.</summary>
internal sealed class TransferDesk(Db db, TransferSource source, Records records, Changes changes, TimeProvider clock)
{
    /// <summary>The transfer for a step of who sends it: visible, the caller's, at the version he knows, in a state for it; held for the rest of the command.</summary>
    internal async Task<TransferRow> Take(LifeStep step, Guid id, long version, CancellationToken ct)
    {
        var row = await records.Take<TransferRow>(TransferSource.Transfers, id, version, ct);
        step.MustStartFrom(row.State, row.Version, FundErrors.TransferTransition, TransferSteps.All);
        return row;
    }

    /// <summary>The same for a step of who receives it.</summary>
    internal async Task<TransferRow> TakeIn(LifeStep step, Guid id, long version, CancellationToken ct)
    {
        var row = await records.Seen<TransferRow>(TransferSource.Transfers, id, ct);
        await records.MustOwn(row.ToOrgId, ct);
        if (row.Version != version)
            throw Stale.At(row.Version);
        step.MustStartFrom(row.State, row.Version, FundErrors.TransferTransition, TransferSteps.All);
        return row;
    }

    /// <summary>Puts a transfer back: a new version and the feed.</summary>
    internal async Task<FundTransferView> Put(TransferRow row, CancellationToken ct)
    {
        await db.Execute(
            """
            UPDATE welfare_transfer AS t
            SET    version = version + 1, updated_at = @now, to_fund_id = @ToFundId, uses = @Uses, restriction = @Restriction, state = @State, first_by = @FirstBy, answered_by = @AnsweredBy,
                   received_on = @ReceivedOn, received_by = @ReceivedBy, end_reason = @EndReason, returned_by = @ReturnedBy
            WHERE  t.id = @Id AND SCOPE(t)
            """,
            new
            {
                now = clock.GetUtcNow(),
                row.ToFundId,
                row.Uses,
                row.Restriction,
                row.State,
                row.FirstBy,
                row.AnsweredBy,
                row.ReceivedOn,
                row.ReceivedBy,
                row.EndReason,
                row.ReturnedBy,
                row.Id
            }, ct);
        var seen = await changes.VisibilityOf(row.Id, row.Protection, ct);
        changes.Changed(TransferSource.Name, row.Id, row.Version + 1, seen, seen);
        return await source.Get(row.Id, ct);
    }
}
