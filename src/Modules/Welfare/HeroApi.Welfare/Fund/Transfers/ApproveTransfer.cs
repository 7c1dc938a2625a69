using HeroApi.Welfare.Fund.Books;
using HeroApi.Welfare.Fund.Funds;
using HeroApi.Welfare.Fund.Limits;

namespace HeroApi.Welfare.Fund.Transfers;

/// <summary>
/// Approves a transfer, as somebody else than who proposed it, and posts it on the side that sends: the money has left the fund and is on its
/// way, tied to what that fund is for. Limits are those of payments.
/// </summary>
internal static class ApproveTransfer
{
    internal sealed record Command(Guid Id, long Version) : ICommand<FundTransferView>;

    internal sealed class Handler(TransferDesk desk, FundDesk funds, FundLimits limits, Ledger ledger, Call call) : IRequestHandler<Command, FundTransferView>
    {
        public async Task<FundTransferView> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, by) = (cancellationToken, call.Caller.KeyId);
            var row = await desk.Take(TransferSteps.Approve, command.Id, command.Version, ct);
            if (by == row.ProposedBy || by == row.FirstBy)
                throw new Refusal(FundErrors.TransferSecondPerson);
            if (!await limits.LetsGo(row.OwnerOrgId, row.AmountFen, row.FirstBy, ct))
                return await desk.Put(row with { State = "first_approved", FirstBy = by }, ct);

            var fund = await funds.Named(row.FromFundId, ct);
            await ledger.Post(fund, new Posting(FundCodes.TransferOut, row.Id, row.OnDate, FundCodes.TransferOut, -row.AmountFen), ct);
            return await desk.Put(row with { State = "sent", AnsweredBy = by, Uses = fund.Uses, Restriction = fund.Restriction }, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder transfers) => transfers
        .MapPost("/{id:guid}/approval", Approve)
        .WithName("ApproveTransfer")
        .WithSummary("Approve a transfer, and post it on the side that sends")
        .RequireScope(WelfareScopes.FundApprove, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner,
            FundErrors.TransferTransition, FundErrors.TransferSecondPerson, FundErrors.LimitExceeded, FundErrors.Closed, FundErrors.DayOutside, FundErrors.YearPublished, FundErrors.BalanceExceeded);

    private static async Task<Reply<FundTransferView>> Approve(Guid id, IfMatch match, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Command(id, match.Version), ct));
}
