using HeroApi.Welfare.Fund.Books;
using HeroApi.Welfare.Fund.Funds;
using HeroApi.Welfare.Fund.Incomes;
using HeroApi.Welfare.Fund.Limits;
using HeroApi.Welfare.Fund.Payments;

namespace HeroApi.Welfare.Fund;

/// <summary>The money: what came in, what it may be spent for, who approved what was paid, and the books.</summary>
internal static class FundArea
{
    internal static IServiceCollection AddFund(this IServiceCollection services) => services
        .AddScoped<FundDesk>().AddScoped<Ledger>().AddScoped<FundLimits>().AddScoped<PaymentDesk>().AddScoped<PaidFor>();

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

        var limits = api.MapGroup("/fund-limits").WithTags("Funds");
        GetFundLimits.Map(limits);
        SetFundLimits.Map(limits);
    }
}
