using System.Text.Json.Serialization;
using HeroApi.Welfare.Fund.Books;
using HeroApi.Welfare.Fund.Funds;
using HeroApi.Welfare.Fund.Transfers;

namespace HeroApi.Welfare.Fund.TransferReceipts;

/// <summary>Notes that money has arrived, and posts it into a fund of who received it: one that is for nothing that the money was not for.</summary>
internal static class ReceiveTransfer
{
    /// <param name="FundId">The fund that takes it.</param>
    /// <param name="On">The day that it arrived, in China; today when absent.</param>
    internal sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] long Version, Guid FundId, DateOnly? On) : ICommand<FundTransferView>
    {
        internal static Command Example => new(Guid.Empty, 1, FundTransferView.Example.ToFundId!.Value, new DateOnly(2026, 5, 21));
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock) => RuleFor(c => c.On).Must(on => on is null || on <= clock.Today()).Refuses(ValueProblems.InFuture);
    }

    internal sealed class Handler(TransferDesk desk, FundDesk funds, Ledger ledger, Call call, TimeProvider clock) : IRequestHandler<Command, FundTransferView>
    {
        public async Task<FundTransferView> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, on) = (cancellationToken, command.On ?? clock.Today());
            var row = await desk.TakeIn(TransferSteps.Receive, command.Id, command.Version, ct);
            if (on < row.OnDate)
                throw Invalid.At("/on", FundErrors.TransferEarly, new { on = row.OnDate });
            var fund = await funds.Named(command.FundId, ct);
            if (fund.OwnerOrgId != row.ToOrgId || fund.Id == row.FromFundId)
                throw Invalid.At("/fundId", FundErrors.TransferElsewhere);
            if (!fund.Keeps(row.Uses, row.Restriction))
                throw Invalid.At("/fundId", FundErrors.TransferWider, new { uses = row.View.Uses, row.Restriction });

            await ledger.Post(fund, new Posting(FundCodes.TransferIn, row.Id, on, FundCodes.TransferIn, row.AmountFen), ct);
            return await desk.Put(row with { State = "received", ToFundId = fund.Id, ReceivedOn = on, ReceivedBy = call.Caller.KeyId }, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder transfers) => transfers
        .MapPost("/{id:guid}/receipt", Receive)
        .WithName("ReceiveTransfer")
        .WithSummary("Note that the money of a transfer has arrived, and post it")
        .RequireScope(WelfareScopes.FundPost, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner,
            FundErrors.TransferTransition, FundErrors.Closed, FundErrors.DayOutside, FundErrors.YearPublished);

    private static async Task<Reply<FundTransferView>> Receive(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { Id = id, Version = match.Version }, ct));
}
