using System.Text.Json.Serialization;
using HeroApi.Welfare.Fund.Books;
using HeroApi.Welfare.Fund.Funds;

namespace HeroApi.Welfare.Fund.Transfers;

/// <summary>Notes that the money has come back, since the bank could not deliver it or the receiver sent it back: a reversing entry of today on the side that sent it. By somebody else than who proposed it.</summary>
internal static class ReturnTransfer
{
    /// <param name="Reason">Why; at most 500 characters.</param>
    internal sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] long Version, string Reason) : ICommand<FundTransferView>
    {
        internal static Command Example => new(Guid.Empty, 1, "账号有误，银行退汇");
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).NotEmpty().Prose(500);
    }

    internal sealed class Handler(TransferDesk desk, FundDesk funds, Ledger ledger, Call call) : IRequestHandler<Command, FundTransferView>
    {
        public async Task<FundTransferView> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, by) = (cancellationToken, call.Caller.KeyId);
            var row = await desk.Take(TransferSteps.Return, command.Id, command.Version, ct);
            if (by == row.ProposedBy)
                throw new Refusal(FundErrors.TransferSecondPerson);
            await ledger.Reverse(await funds.Named(row.FromFundId, ct), FundCodes.TransferOut, row.Id, FundCodes.TransferOut, -row.AmountFen, ct);
            return await desk.Put(row with { State = "returned", EndReason = command.Reason, ReturnedBy = by }, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder transfers) => transfers
        .MapPost("/{id:guid}/return", Return)
        .WithName("ReturnTransfer")
        .WithSummary("Note that the money of a transfer has come back")
        .RequireScope(WelfareScopes.FundApprove, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner,
            FundErrors.TransferTransition, FundErrors.TransferSecondPerson, FundErrors.Closed, FundErrors.DayOutside, FundErrors.YearPublished);

    private static async Task<Reply<FundTransferView>> Return(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { Id = id, Version = match.Version }, ct));
}
