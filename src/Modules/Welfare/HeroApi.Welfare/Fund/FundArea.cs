using HeroApi.Welfare.Fund.Books;
using HeroApi.Welfare.Fund.Funds;
using HeroApi.Welfare.Fund.Incomes;
using HeroApi.Welfare.Fund.Limits;
using HeroApi.Welfare.Fund.Payments;
using HeroApi.Welfare.Fund.Publication;
using HeroApi.Welfare.Fund.TransferReceipts;
using HeroApi.Welfare.Fund.Transfers;
using HeroApi.Welfare.Fund.Unposted;

namespace HeroApi.Welfare.Fund;

/// <summary>The money: what came in, what it may be spent for, who approved what was paid, and the books.</summary>
internal static class FundArea
{
    internal static IServiceCollection AddFund(this IServiceCollection services) => services
        .AddScoped<FundDesk>().AddScoped<Ledger>().AddScoped<FundLimits>().AddScoped<PaymentDesk>().AddScoped<PaidFor>().AddScoped<TransferDesk>().AddScoped<FundBook>().AddScoped<BonusBook>().AddScoped<UnpostedDesk>();

    internal static void Map(IEndpointRouteBuilder api)
    {
        var funds = api.MapGroup("/funds").WithTags("Funds");
        OpenFund.Map(funds);
        ListFunds.Map(funds);
        GetFund.Map(funds);
        AmendFund.Map(funds);
        CloseFund.Map(funds);

        var incomes = api.MapGroup("/incomes").WithTags("Funds");
        RecordIncome.Map(incomes);
        ListIncomes.Map(incomes);
        GetIncome.Map(incomes);
        ReverseIncome.Map(incomes);

        var payments = api.MapGroup("/payments").WithTags("Funds");
        ProposePayment.Map(payments);
        ListPayments.Map(payments);
        GetPayment.Map(payments);
        ApprovePayment.Map(payments);
        RefusePayment.Map(payments);
        CancelPayment.Map(payments);
        ReversePayment.Map(payments);

        var transfers = api.MapGroup("/fund-transfers").WithTags("Funds");
        ProposeTransfer.Map(transfers);
        ListTransfers.Map(transfers);
        GetTransfer.Map(transfers);
        ApproveTransfer.Map(transfers);
        RefuseTransfer.Map(transfers);
        CancelTransfer.Map(transfers);
        ReturnTransfer.Map(transfers);
        ReceiveTransfer.Map(transfers);
        SendTransferBack.Map(transfers);

        var limits = api.MapGroup("/fund-limits").WithTags("Funds");
        GetFundLimits.Map(limits);
        SetFundLimits.Map(limits);

        GetDonationStatistics.Map(api);
        ListLedgerEntries.Map(api);
        GetFundStatement.Map(api);
        GetFundRatios.Map(api);
        PublishFundYear.Map(api);
        GetPublicFund.Map(api);

        var unposted = api.MapGroup("/unposted").WithTags("Funds");
        ListUnposted.Map(unposted);
        PostUnposted.Map(unposted);
        DismissUnposted.Map(unposted);
    }
}
