using System.Data.Common;
using System.Globalization;

namespace HeroApi.Benchmarks;

/// <summary>A row of the fund: an income recorded, which holds its fund, posts in double entry and is in the feed.</summary>
internal sealed partial class Measurements
{
    /// <summary>Of one fund one posting comes after the other; an organisation has several, and a host several organisations.</summary>
    private const int Funds = 100;

    private static readonly string[] WrittenInTheBooks =
    [
        "SELECT fund_id, kind, donor_kind, payer, anonymous, amount_fen, on_date, receipt_number, receipt_waived, handler, note, state, recorded_by FROM welfare_income",
        "SELECT fund_id, account, debit_fen, credit_fen FROM welfare_fund_account ORDER BY fund_id, account",
        "SELECT fund_id, number, on_date, kind, about_id, posted_by FROM welfare_fund_entry",
        "SELECT position, fund_id, on_date, account, debit_fen, credit_fen FROM welfare_fund_line ORDER BY position",
        "SELECT id, version FROM welfare_fund ORDER BY id",
        "SELECT principal, route, key, LENGTH(print) AS print FROM kernel_idempotency"
    ];

    private Task Post() => BesideBareWrites("16 post an income", 0.50, "post", OpenFunds, _ => n => Requests.Post("/api/v1/incomes", Seed.CountyKey, $"income-{n}", string.Create(CultureInfo.InvariantCulture,
        $$"""{"fundId":"{{FundId(n % Funds)}}","kind":"donation","donorKind":"company","payer":"示范企业","amountFen":100000,"receiptNumber":"示捐-{{n}}","handler":"示范会计"}""")), 201, WrittenInTheBooks);

    private static async Task OpenFunds(DbConnection connection)
    {
        var (start, county) = (new DateTimeOffset(2016, 6, 1, 0, 0, 0, TimeSpan.Zero), Seed.County(0));
        await Bulk.Run(connection, "BEGIN");
        await Bulk.Write(connection, "welfare_fund", "id, version, owner_org_id, origin_org_id, origin_version, protection, created_at, updated_at, name, name_sort, uses, opened_on",
            Enumerable.Range(0, Funds).Select(n => new object?[] { FundId(n), 1L, county, county, 1L, "none", start, start, $"示范基金{n}", $"shifanjijin{n}", "", new DateOnly(2016, 6, 1) }));
        await Bulk.Write(connection, "welfare_fund_account", "fund_id, account, debit_fen, credit_fen", Enumerable.Range(0, Funds).Select(n => new object?[] { FundId(n), "cash_bank", 0L, 0L }));
        await Bulk.Write(connection, "kernel_scope", "record_id, org_id, axis", Enumerable.Range(0, Funds).Select(n => new object?[] { FundId(n), county, "owner" }));
        await Bulk.Run(connection, "COMMIT");
    }

    private static Guid FundId(long number) => Guid.Parse($"01500030-0000-7000-8000-{number:x12}");
}
