using System.Globalization;
using System.Text.Json;
using HeroApi.China;

namespace HeroApi.Host.Samples;

/// <summary>Keeps the books of a county: a clerk records what came in and proposes what is paid, an officer lets it go, and last year is published.</summary>
internal sealed class SampleFund(SampleDoor door, TimeProvider clock)
{
    private readonly List<(SampleFundAccount Account, JsonElement Id)> funds = [];
    private string clerk = "";
    private string officer = "";

    internal async Task Load(FundPlan plan, CancellationToken ct)
    {
        (clerk, officer) = (await door.Loading(plan.Keeper, ["fund:post"], ct), await door.Loading(plan.Keeper, ["fund:approve"], ct));
        var openedOn = Day(plan.Incomes.Max(income => income.YearsAgo), 0);
        foreach (var fund in plan.Funds)
            funds.Add((fund, (await door.Post("funds", clerk, new { fund.Name, fund.Uses, fund.Restriction, openedOn }, ct)).GetProperty("id")));
        foreach (var (number, income) in plan.Incomes.Index())
            await Take(number, income, ct);
        foreach (var payment in plan.Payments)
            await Pay(funds[payment.Fund].Id, payment.Use, payment.Yuan, payment.Payee, payment.Reason, Day(payment.YearsAgo, payment.Part), null, ct);
        await door.Post("fund-years", officer, new { year = clock.Today().Year - 1 }, ct);
    }

    /// <summary>Pays for a record of the same organisation today, out of the fund that names the use, else out of the one for anything.</summary>
    internal Task Pay(string use, long yuan, string payee, string reason, string type, JsonElement record, CancellationToken ct) =>
        Pay(funds.OrderByDescending(fund => fund.Account.Uses.Contains(use)).First().Id, use, yuan, payee, reason, clock.Today(), new { type, id = record.GetProperty("id") }, ct);

    private Task Take(int number, SampleIncome income, CancellationToken ct)
    {
        var on = Day(income.YearsAgo, income.Part);
        return door.Post("incomes", clerk, new
        {
            fundId = funds[income.Fund].Id,
            income.Kind,
            income.DonorKind,
            income.Payer,
            income.Anonymous,
            amountFen = income.Yuan * 100,
            on,
            receiptNumber = income.Receipt ? string.Create(CultureInfo.InvariantCulture, $"示捐{on.Year}-{number:0000}") : null,
            receiptWaived = income is { Kind: "donation", Receipt: false, Anonymous: false },
            handler = "示范会计",
            income.Note
        }, ct);
    }

    private async Task Pay(JsonElement fundId, string use, long yuan, string payee, string reason, DateOnly on, object? @for, CancellationToken ct)
    {
        var proposed = await door.Post("payments", clerk, new { fundId, use, amountFen = yuan * 100, payee, reason, on, @for }, ct);
        await door.Post($"payments/{proposed.GetProperty("id")}/approval", officer, null, ct, proposed.GetProperty("version").GetInt64());
    }

    private DateOnly Day(int yearsAgo, double part) => SampleYear.Ago(yearsAgo, clock.Today()).Day(part);
}

/// <summary>The books of an organisation: its funds, what came in and what was paid; days are told by years ago and the part of the year that had passed.</summary>
internal sealed record FundPlan
{
    /// <summary>Code of the organisation.</summary>
    public required string Keeper { get; init; }

    public required IReadOnlyList<SampleFundAccount> Funds { get; init; }
    public required IReadOnlyList<SampleIncome> Incomes { get; init; }
    public required IReadOnlyList<SamplePayment> Payments { get; init; }
}

/// <summary>A fund for anything, or for some uses only.</summary>
internal sealed record SampleFundAccount(string Name, IReadOnlyList<string> Uses, string? Restriction);

/// <summary>Money that came in.</summary>
internal sealed record SampleIncome
{
    public required int YearsAgo { get; init; }
    public required double Part { get; init; }

    /// <summary>Which of the funds, from 0.</summary>
    public required int Fund { get; init; }

    public required string Kind { get; init; }
    public string? DonorKind { get; init; }
    public required long Yuan { get; init; }
    public string? Payer { get; init; }
    public bool Anonymous { get; init; }

    /// <summary>Whether the donor has a receipt; who is named and has none wanted none.</summary>
    public bool Receipt { get; init; }

    public string? Note { get; init; }
}

/// <summary>Money that was paid.</summary>
internal sealed record SamplePayment(int YearsAgo, double Part, int Fund, string Use, long Yuan, string Payee, string Reason);
