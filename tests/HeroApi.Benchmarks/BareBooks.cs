using HeroApi.China;
using HeroApi.Kernel;
using HeroApi.Welfare.Fund;
using HeroApi.Welfare.Fund.Funds;
using HeroApi.Welfare.Fund.Incomes;
using static HeroApi.Benchmarks.BareValues;

namespace HeroApi.Benchmarks;

/// <summary>Recording an income on the bare server: the statements by which the slice holds its fund, posts in double entry and reads back, in as many round trips.</summary>
internal sealed class BareBooks(BareOnce writes)
{
    private const string Hold = "UPDATE welfare_fund AS f SET version = version WHERE f.id = @id";
    private const string Fund = $"SELECT {FundRow.Columns} FROM welfare_fund f WHERE f.id = @id";
    private const string Published = "SELECT COUNT(*) FROM welfare_fund_year WHERE org_id = @org AND year >= @year";
    private const string Raise = "UPDATE welfare_fund SET version = version + 1, updated_at = @now WHERE id = @id RETURNING version";
    private const string Kept = $"SELECT {IncomeRow.Columns} FROM welfare_income i WHERE i.id = @id";

    private const string Income =
        """
        INSERT INTO welfare_income (id, version, owner_org_id, origin_org_id, origin_version, protection, created_at, updated_at, fund_id, kind, donor_kind, payer, anonymous,
                                    amount_fen, on_date, receipt_number, receipt_waived, handler, note, state, recorded_by)
        VALUES (@id, 1, @org, @org, 1, @protection, @now, @now, @fund, @kind, @donor, @payer, @anonymous, @amount, @on, @receipt, @waived, @handler, @note, @state, @by)
        ON CONFLICT (receipt_number, origin_org_id) DO NOTHING
        """;

    private static readonly string[] Posting =
    [
        """
        UPDATE welfare_fund_account
        SET    debit_fen = debit_fen + @cashIn, credit_fen = credit_fen + @cashOut
        WHERE  fund_id = @id AND account = 'cash_bank' AND debit_fen - credit_fen >= @cashOut
        """,
        """
        INSERT INTO welfare_fund_account (fund_id, account, debit_fen, credit_fen) VALUES (@id, @account, @cashOut, @cashIn)
        ON CONFLICT (fund_id, account) DO UPDATE SET debit_fen = welfare_fund_account.debit_fen + excluded.debit_fen, credit_fen = welfare_fund_account.credit_fen + excluded.credit_fen
        """,
        """
        INSERT INTO welfare_fund_entry (id, fund_id, number, on_date, kind, source_id, about_id, posted_at, posted_by)
        VALUES (@id, @fund, (SELECT COALESCE(MAX(e.number), 0) + 1 FROM welfare_fund_entry e WHERE e.fund_id = @fund), @on, @kind, @source, @about, @now, @by)
        """,
        """
        INSERT INTO welfare_fund_line (entry_id, position, fund_id, on_date, account, debit_fen, credit_fen)
        VALUES (@id, 1, @fund, @on, 'cash_bank', @cashIn, @cashOut), (@id, 2, @fund, @on, @account, @cashOut, @cashIn)
        """
    ];

    internal Task<IncomeView> Record(IncomeBody body, string idempotencyKey) => writes.Write(Seed.CountyKeyId, "RecordIncome", idempotencyKey, body, async db =>
    {
        var (now, key) = (Instants.Micro(DateTimeOffset.UtcNow), Seed.CountyKeyId);
        var (id, on) = (Guid.CreateVersion7(now), body.On ?? TimeProvider.System.Today());
        await db.Execute(Hold, ("id", body.FundId));
        var fund = (await db.First(Fund, r => new Held(Id(r, 2), Day(r, 10), Count(r, 12)!.Value), ("id", body.FundId)))!;
        await db.Execute(Income,
            ("id", id), ("org", fund.OwnerOrgId), ("protection", "none"), ("now", now), ("fund", body.FundId), ("kind", body.Kind), ("donor", body.DonorKind), ("payer", body.Payer),
            ("anonymous", body.Anonymous), ("amount", body.AmountFen), ("on", on), ("receipt", body.ReceiptNumber), ("waived", body.ReceiptWaived), ("handler", body.Handler), ("note", body.Note),
            ("state", "recorded"), ("by", key));
        if (on < fund.OpenedOn || await db.First(Published, r => r.GetValue(0), ("org", fund.OwnerOrgId), ("year", (long)on.Year)) is not 0L)
            throw new InvalidOperationException("The measurement posts only where it may.");

        var (account, entry) = (FundCodes.Income(body.Kind), Guid.CreateVersion7(now));
        await db.ExecuteAll(Posting,
            [("id", body.FundId), ("cashIn", body.AmountFen), ("cashOut", 0L)],
            [("id", body.FundId), ("account", account), ("cashIn", body.AmountFen), ("cashOut", 0L)],
            [("id", entry), ("fund", body.FundId), ("on", on), ("kind", "income"), ("source", id), ("about", null), ("now", now), ("by", key)],
            [("id", entry), ("fund", body.FundId), ("on", on), ("account", account), ("cashIn", body.AmountFen), ("cashOut", 0L)]);
        await db.First(Raise, r => r.GetValue(0), ("id", body.FundId), ("now", now));
        return (await db.First(Kept, Row, ("id", id)))!.View;
    });

    private static IncomeRow Row(System.Data.Common.DbDataReader r) => new()
    {
        Id = Id(r, 0),
        Version = r.GetInt64(1),
        OwnerOrgId = Id(r, 2),
        OwnerEpoch = r.GetInt64(3),
        Protection = r.GetString(4),
        CreatedAt = At(r, 5),
        UpdatedAt = At(r, 6),
        FundId = Id(r, 7),
        Kind = r.GetString(8),
        DonorKind = Text(r, 9),
        Payer = Text(r, 10),
        Anonymous = r.GetBoolean(11),
        AmountFen = r.GetInt64(12),
        OnDate = Day(r, 13),
        ReceiptNumber = Text(r, 14),
        ReceiptWaived = r.GetBoolean(15),
        Handler = r.GetString(16),
        Note = Text(r, 17),
        State = r.GetString(18),
        RecordedBy = Id(r, 19),
        EndReason = Text(r, 20),
        ReversedBy = r.IsDBNull(21) ? null : Id(r, 21),
        ReversedOn = r.IsDBNull(22) ? null : Day(r, 22)
    };

    private sealed record Held(Guid OwnerOrgId, DateOnly OpenedOn, long BalanceFen);
}
