using HeroApi.Welfare.Fund.Books;
using HeroApi.Welfare.Fund.Funds;
using HeroApi.Welfare.Fund.Limits;

namespace HeroApi.Welfare.Fund.Payments;

/// <summary>
/// Approves a payment, as somebody else than who proposed it, and posts it: the money leaves the fund, or nothing happens. Above what one
/// approver may let go alone, the first approval only opens the way for a second one.
/// </summary>
internal static class ApprovePayment
{
    internal sealed record Command(Guid Id, long Version) : ICommand<FundPaymentView>;

    internal sealed class Handler(PaymentDesk desk, FundDesk funds, FundLimits limits, Ledger ledger, Call call) : IRequestHandler<Command, FundPaymentView>
    {
        public async Task<FundPaymentView> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, by) = (cancellationToken, call.Caller.KeyId);
            var row = await desk.Take(PaymentSteps.Approve, command.Id, command.Version, ct);
            if (by == row.ProposedBy || by == row.FirstBy)
                throw new Refusal(FundErrors.PaymentSecondPerson);

            if (!await limits.LetsGo(row.OwnerOrgId, row.AmountFen, row.FirstBy, ct))
                return await desk.Put(row with { State = "first_approved", FirstBy = by }, ct);

            var fund = await funds.Named(row.FundId, ct);
            if (row.ForId is { } subject)
                await desk.Subject(new PaymentSubject { Type = row.ForType!, Id = subject }, fund, row.UseCode, row.AmountFen, row.Id, ct);
            var entry = await ledger.Post(fund, new Posting("payment", row.Id, row.OnDate, FundCodes.Spending(row.UseCode), -row.AmountFen), ct);
            return await desk.Put(row with { State = "posted", AnsweredBy = by, EntryId = entry }, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder payments) => payments
        .MapPost("/{id:guid}/approval", Approve)
        .WithName("ApprovePayment")
        .WithSummary("Approve a payment, and post it")
        .RequireScope(WelfareScopes.FundApprove, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner,
            FundErrors.PaymentTransition, FundErrors.PaymentSecondPerson, FundErrors.LimitExceeded, FundErrors.SubjectElsewhere, FundErrors.SubjectExceeded, FundErrors.Closed, FundErrors.DayOutside,
            FundErrors.YearPublished, FundErrors.BalanceExceeded);

    private static async Task<Reply<FundPaymentView>> Approve(Guid id, IfMatch match, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Command(id, match.Version), ct));
}
