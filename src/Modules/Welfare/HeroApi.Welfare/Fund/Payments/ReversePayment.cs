using System.Text.Json.Serialization;
using HeroApi.Welfare.Fund.Books;
using HeroApi.Welfare.Fund.Funds;

namespace HeroApi.Welfare.Fund.Payments;

/// <summary>Reverses a payment whose money has come back, or that was posted wrongly, as somebody else than who proposed it: by another entry of today.</summary>
internal static class ReversePayment
{
    /// <param name="Reason">Why; at most 500 characters.</param>
    internal sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] long Version, string Reason) : ICommand<FundPaymentView>
    {
        internal static Command Example => new(Guid.Empty, 1, "款项已退回");
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).NotEmpty().Prose(500);
    }

    internal sealed class Handler(PaymentDesk desk, FundDesk funds, Ledger ledger, Call call) : IRequestHandler<Command, FundPaymentView>
    {
        public async Task<FundPaymentView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var row = await desk.Take(PaymentSteps.Reverse, command.Id, command.Version, ct);
            if (call.Caller.KeyId == row.ProposedBy)
                throw new Refusal(FundErrors.PaymentSecondPerson);
            await ledger.Reverse(await funds.Named(row.FundId, ct), "payment", row.Id, FundCodes.Spending(row.UseCode), -row.AmountFen, ct);
            return await desk.Put(row with { State = "reversed", AnsweredBy = call.Caller.KeyId, EndReason = command.Reason }, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder payments) => payments
        .MapPost("/{id:guid}/reversal", Reverse)
        .WithName("ReversePayment")
        .WithSummary("Reverse a payment whose money has come back")
        .RequireScope(WelfareScopes.FundApprove, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner,
            FundErrors.PaymentTransition, FundErrors.PaymentSecondPerson, FundErrors.Closed, FundErrors.DayOutside, FundErrors.YearPublished);

    private static async Task<Reply<FundPaymentView>> Reverse(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { Id = id, Version = match.Version }, ct));
}
