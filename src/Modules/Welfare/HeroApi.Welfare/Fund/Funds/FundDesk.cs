namespace HeroApi.Welfare.Fund.Funds;

/// <summary>Takes a fund out for something that is done to it, or with its money; held for the rest of the command, so that of two at once one comes second.</summary>
internal sealed class FundDesk(Db db, Records records)
{
    /// <summary>The fund itself: visible, the caller's, open, at the version he knows.</summary>
    internal async Task<FundRow> Take(Guid id, long version, CancellationToken ct)
    {
        var row = await records.Take<FundRow>(FundSource.Funds, id, version, ct);
        return row.ClosedOn is null ? row : throw new Refusal(FundErrors.Closed);
    }

    /// <summary>The fund that a body names: 400 when the caller does not see it.</summary>
    internal async Task<FundRow> Named(Guid fundId, CancellationToken ct)
    {
        var row = await Held(fundId, ct) ?? throw Invalid.At("/fundId", FundErrors.FundUnknown);
        await records.MustOwn(row.OwnerOrgId, ct);
        return row.ClosedOn is null ? row : throw new Refusal(FundErrors.Closed);
    }

    internal Task<FundRow?> Held(Guid id, CancellationToken ct) => records.Held<FundRow>(FundSource.Funds, id, ct);

    /// <summary>Both ends of a transfer, held in one order, whichever of them the caller sees.</summary>
    internal async Task<(FundRow From, FundRow To)> Ends(Guid fromId, Guid toId, CancellationToken ct)
    {
        foreach (var id in new[] { fromId, toId }.Order())
            await db.Execute("UPDATE welfare_fund SET version = version WHERE id = @id AND UNSCOPED('money goes back where it came from, whoever sees that')", new { id }, ct);
        var ends = (await db.Query<FundRow>($"SELECT {FundRow.Columns} FROM welfare_fund f WHERE f.id IN (@fromId, @toId) AND UNSCOPED('money goes back where it came from, whoever sees that')",
            new { fromId, toId }, ct)).ToDictionary(end => end.Id);
        return (ends[fromId], ends[toId]);
    }
}
