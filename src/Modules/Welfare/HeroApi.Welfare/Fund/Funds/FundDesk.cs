namespace HeroApi.Welfare.Fund.Funds;

/// <summary>Takes a fund out for something that is done to it, or with its money; held for the rest of the command, so that of two at once one comes second.</summary>
internal sealed class FundDesk(Db db, FundSource source, Records records)
{
    /// <summary>The fund itself: visible, the caller's, open, at the version he knows.</summary>
    internal async Task<FundRow> Take(Guid id, long version, CancellationToken ct)
    {
        var row = await Held(id, ct) ?? throw await records.Disowned(id, ct) ?? new Refusal(Problems.NotFound);
        await records.MustOwn(row.OwnerOrgId, ct);
        if (row.Version != version)
            throw Stale.At(row.Version);
        return row.ClosedOn is null ? row : throw new Refusal(FundErrors.Closed);
    }

    /// <summary>The fund that a body names: 400 when the caller does not see it.</summary>
    internal async Task<FundRow> Named(Guid fundId, CancellationToken ct)
    {
        var row = await Held(fundId, ct) ?? throw Invalid.At("/fundId", FundErrors.FundUnknown);
        await records.MustOwn(row.OwnerOrgId, ct);
        return row.ClosedOn is null ? row : throw new Refusal(FundErrors.Closed);
    }

    internal async Task<FundRow?> Held(Guid id, CancellationToken ct)
    {
        await db.Execute("UPDATE welfare_fund AS f SET version = version WHERE f.id = @id AND SCOPE(f)", new { id }, ct);
        return await source.Seek(id, ct);
    }
}
