using System.Text.Json.Serialization;
using HeroApi.Welfare.Fund.Books;
using HeroApi.Welfare.Fund.Funds;
using HeroApi.Welfare.Fund.Transfers;

namespace HeroApi.Welfare.Fund.TransferReceipts;

/// <summary>Sends money back that was received, as somebody else than who received it: a reversing entry of today on the side that received it. It is on its way until the other side notes its return. A fund that was closed since takes nothing back: then it is a transfer of its own.</summary>
internal static class SendTransferBack
{
    /// <param name="Reason">Why; at most 500 characters.</param>
    internal sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] long Version, string Reason) : ICommand<FundTransferView>
    {
        internal static Command Example => new(Guid.Empty, 1, "项目取消，余款退回");
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
            var row = await desk.TakeIn(TransferSteps.SendBack, command.Id, command.Version, ct);
            if (by == row.ReceivedBy)
                throw new Refusal(FundErrors.TransferSecondPerson);
            var (from, to) = await funds.Ends(row.FromFundId, row.ToFundId!.Value, ct);
            if (from.ClosedOn is not null)
                throw new Refusal(FundErrors.Closed);
            await ledger.Reverse(to, FundCodes.TransferIn, row.Id, FundCodes.TransferIn, row.AmountFen, ct);
            return await desk.Put(row with { State = "returning", EndReason = command.Reason, ReturnedBy = by }, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder transfers) => transfers
        .MapPost("/{id:guid}/sending-back", SendBack)
        .WithName("SendTransferBack")
        .WithSummary("Send back money that was received")
        .RequireScope(WelfareScopes.FundApprove, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner,
            FundErrors.TransferTransition, FundErrors.TransferSecondPerson, FundErrors.Closed, FundErrors.DayOutside, FundErrors.YearPublished, FundErrors.BalanceExceeded);

    private static async Task<Reply<FundTransferView>> SendBack(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { Id = id, Version = match.Version }, ct));
}
