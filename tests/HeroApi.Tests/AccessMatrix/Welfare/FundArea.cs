using System.Net;
using HeroApi.TestKit;
using static HeroApi.Tests.AccessMatrix.Recipes;

namespace HeroApi.Tests.AccessMatrix.Welfare;

/// <summary>Funds, what came in, and payments: one of them about the person.</summary>
internal sealed class FundArea : Area
{
    private static readonly string[] Funds = ["fund"];
    private static readonly string[] Incomes = ["income"];
    private static readonly string[] Payments = ["payment"];
    private static readonly string[] Transfers = ["fund_transfer"];
    private static readonly string[] Organisations = ["organisation"];

    internal override IReadOnlyList<string> Scopes => ["welfare:read", "fund:post", "fund:approve"];

    internal override IReadOnlyDictionary<string, Recipe[]> Recipes => new Dictionary<string, Recipe[]>
    {
        ["OpenFund"] = [new Recipe([], All: () => Post("funds", new { name = "示范基金" }))],
        ["ListFunds"] = [Lists(Funds, "funds?limit=7&count=exact"), Lists(Funds, "funds?limit=7&open=true&use=visit&sort=name")],
        ["GetFund"] = [Shows(Funds, "funds/{0}")],
        ["AmendFund"] = [Changes(Funds, fund => new Ask(HttpMethod.Patch, $"funds/{fund.Id}", new { name = "另一名称" }, fund.Version))],
        ["CloseFund"] = [Changes(Funds, fund => Post($"funds/{fund.Id}/closure", null, fund.Version))],

        ["RecordIncome"] = [new Recipe(Funds, (fund, _) => Post("incomes", new { fundId = fund.Id, kind = "investment", amountFen = 1, handler = "示范会计" })) { Hidden = "request.invalid" }],
        ["ListIncomes"] = [Lists(Incomes, "incomes?limit=7&count=exact"), Lists(Incomes, "incomes?limit=7&kind=donation&donorKind=company&on[gte]=2026-01-01&sort=-on")],
        ["GetIncome"] = [Shows(Incomes, "incomes/{0}")],
        ["ReverseIncome"] = [Changes(Incomes, income => Post($"incomes/{income.Id}/reversal", new { reason = "录入有误" }, income.Version))],

        ["ProposePayment"] =
        [
            new Recipe(Funds, (fund, _) => Post("payments", new { fundId = fund.Id, use = "visit", amountFen = 1, payee = "示范户", reason = "慰问" })) { Hidden = "request.invalid" }
        ],
        ["ListPayments"] = [Lists(Payments, "payments?limit=7&count=exact"), Lists(Payments, "payments?limit=7&state=proposed&use=visit&on[gte]=2026-01-01&sort=-amountFen")],
        ["GetPayment"] = [Shows(Payments, "payments/{0}")],
        ["ApprovePayment"] = [Changes(Payments, payment => Post($"payments/{payment.Id}/approval", null, payment.Version))],
        ["RefusePayment"] = [Changes(Payments, payment => Post($"payments/{payment.Id}/refusal", new { reason = "依据不足" }, payment.Version))],
        ["CancelPayment"] = [Changes(Payments, payment => Post($"payments/{payment.Id}/cancellation", new { reason = "重复" }, payment.Version))],
        ["ReversePayment"] = [Changes(Payments, payment => Post($"payments/{payment.Id}/reversal", new { reason = "退回" }, payment.Version))],

        ["ProposeTransfer"] =
        [
            new Recipe(Funds, (fund, _) => Post("fund-transfers", new { fundId = fund.Id, toOrgId = fund.Owner, amountFen = 1, reason = "调拨" })) { Hidden = "request.invalid" }
        ],
        ["ListTransfers"] = [Lists(Transfers, "fund-transfers?limit=7&count=exact"), Lists(Transfers, "fund-transfers?limit=7&state=proposed&on[gte]=2026-01-01&sort=-amountFen")],
        ["GetTransfer"] = [Shows(Transfers, "fund-transfers/{0}")],
        ["ApproveTransfer"] = [Changes(Transfers, transfer => Post($"fund-transfers/{transfer.Id}/approval", null, transfer.Version))],
        ["RefuseTransfer"] = [Changes(Transfers, transfer => Post($"fund-transfers/{transfer.Id}/refusal", new { reason = "依据不足" }, transfer.Version))],
        ["CancelTransfer"] = [Changes(Transfers, transfer => Post($"fund-transfers/{transfer.Id}/cancellation", new { reason = "重复" }, transfer.Version))],
        ["ReturnTransfer"] = [Changes(Transfers, transfer => Post($"fund-transfers/{transfer.Id}/return", new { reason = "退汇" }, transfer.Version))],
        ["ReceiveTransfer"] = [Changes(Transfers, transfer => Post($"fund-transfers/{transfer.Id}/receipt", new { fundId = Guid.Empty }, transfer.Version))],
        ["SendTransferBack"] = [Changes(Transfers, transfer => Post($"fund-transfers/{transfer.Id}/sending-back", new { reason = "项目取消" }, transfer.Version))],

        ["GetDonationStatistics"] = [Nothing("donation-statistics?from=2026-01-01")],
        ["ListLedgerEntries"] = [new Recipe([], All: () => Get("ledger-entries?limit=50&count=exact")), new Recipe([], All: () => Get("ledger-entries?limit=50&kind=income&account=income_donation&sort=-on"))],
        ["GetFundStatement"] = [Shows(Organisations, "fund-statements?period=2026&org={0}")],
        ["GetFundRatios"] = [Shows(Organisations, "fund-ratios?year=2026&org={0}")],
        ["PublishFundYear"] = [new Recipe([], All: () => Post("fund-years", new { year = 2025 }))],
        ["GetPublicFund"] = [Nothing($"public/fund/{Guid.Empty}/2025")],

        ["ListUnposted"] = [Nothing("unposted?limit=7&count=exact&settled=false")],
        ["PostUnposted"] = [new Recipe([], All: () => Post($"unposted/{Guid.Empty}/posting", new { fundId = Guid.Empty }))],
        ["DismissUnposted"] = [new Recipe([], All: () => Post($"unposted/{Guid.Empty}/dismissal", new { reason = "由财政直接支付" }))],

        ["GetFundLimits"] = [Shows(Organisations, "fund-limits/{0}")],
        ["SetFundLimits"] = [new Recipe(Organisations, (org, _) => new Ask(HttpMethod.Put, $"fund-limits/{org.Id}", new { mostFen = 1 }, 0))]
    };

    internal override async Task<IReadOnlyList<Target>> Seed(Api api, Client owner, Guid heroId, string protection, Func<string> canary)
    {
        var (name, words) = (canary(), canary());
        var fund = (await owner.Post("funds", new { name = $"{name} 基金", openedOn = "2026-01-01" })).Must(HttpStatusCode.Created);
        (await owner.Post("incomes", new { fundId = fund.Id, kind = "opening", amountFen = 1_000_000, handler = "示范会计" })).Must(HttpStatusCode.Created);
        var gift = canary();
        var income = (await owner.Post("incomes", new { fundId = fund.Id, kind = "donation", donorKind = "company", payer = $"{gift} 公司", amountFen = 100, receiptNumber = gift, handler = "示范会计" }))
            .Must(HttpStatusCode.Created);
        var payment = (await owner.Post("payments", new { fundId = fund.Id, use = "visit", amountFen = 1, heroId, payee = $"{words} 家", reason = $"{words} 慰问" })).Must(HttpStatusCode.Created);
        var why = canary();
        var transfer = (await owner.Post("fund-transfers", new { fundId = fund.Id, toOrgId = owner.OrgId, amountFen = 1, reason = $"{why} 调拨" })).Must(HttpStatusCode.Created);
        return
        [
            new Target("fund_transfer", transfer.Id, 1, owner.OrgId, null, "none", why),
            new Target("fund", fund.Id, 3, owner.OrgId, null, "none", name),
            new Target("income", income.Id, 1, owner.OrgId, null, "none", gift),
            new Target("payment", payment.Id, 1, owner.OrgId, null, protection, words)
        ];
    }
}
