namespace HeroApi.Welfare.Fund.Limits;

/// <summary>What an organisation's payments are bounded by.</summary>
internal sealed class FundLimits(Db db)
{
    /// <summary>The limits of an organisation; none, where nobody has set any.</summary>
    internal async Task<FundLimitView> Of(Guid orgId, CancellationToken ct) =>
        await db.SingleOrDefault<FundLimitView>("SELECT org_id, version, most_fen, alone_fen FROM welfare_fund_limit WHERE org_id = @orgId", new { orgId }, ct)
        ?? new FundLimitView { OrgId = orgId, Version = 0 };

    /// <summary>Refuses what is more than a single payment of an organisation may be.</summary>
    internal async Task<FundLimitView> MustBear(Guid orgId, long amountFen, CancellationToken ct)
    {
        var limits = await Of(orgId, ct);
        return amountFen > limits.MostFen ? throw new Refusal(FundErrors.LimitExceeded, new { mostFen = limits.MostFen }) : limits;
    }

    /// <summary>Whether this approval lets a sum go; not, where it is the first of two.</summary>
    internal async Task<bool> LetsGo(Guid orgId, long amountFen, Guid? approvedFirst, CancellationToken ct)
    {
        var limits = await MustBear(orgId, amountFen, ct);
        return approvedFirst is not null || limits.AloneFen is null || amountFen <= limits.AloneFen;
    }
}

/// <summary>The bounds of an organisation's payments.</summary>
internal sealed record FundLimitView : IVersioned
{
    public required Guid OrgId { get; init; }

    /// <summary>0 as long as nobody has set any.</summary>
    public required long Version { get; init; }

    /// <summary>The most that a single payment may be, in fen; absent for no bound.</summary>
    public long? MostFen { get; init; }

    /// <summary>The most that one approver lets go alone, in fen; above it two have to approve. Absent for no bound.</summary>
    public long? AloneFen { get; init; }

    internal static FundLimitView Example => new() { OrgId = Guid.Parse("01980d2c-5a00-7000-8000-000000000002"), Version = 1, MostFen = 50_000_000, AloneFen = 5_000_000 };
}
