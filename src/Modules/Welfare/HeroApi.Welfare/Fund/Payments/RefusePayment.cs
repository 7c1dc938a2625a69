using System.Text.Json.Serialization;

namespace HeroApi.Welfare.Fund.Payments;

/// <summary>Refuses a proposed payment, as somebody else than who proposed it. It stays to be read.</summary>
internal static class RefusePayment
{
    /// <param name="Reason">Why; at most 500 characters.</param>
    internal sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] long Version, string Reason) : ICommand<FundPaymentView>
    {
        internal static Command Example => new(Guid.Empty, 1, "依据不足");
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).NotEmpty().Prose(500);
    }

    internal sealed class Handler(PaymentDesk desk, Call call) : IRequestHandler<Command, FundPaymentView>
    {
        public async Task<FundPaymentView> Handle(Command command, CancellationToken cancellationToken)
        {
            var row = await desk.Take(PaymentSteps.Refuse, command.Id, command.Version, cancellationToken);
            if (call.Caller.KeyId == row.ProposedBy)
                throw new Refusal(FundErrors.PaymentSecondPerson);
            return await desk.Put(row with { State = "refused", AnsweredBy = call.Caller.KeyId, EndReason = command.Reason }, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder payments) => payments
        .MapPost("/{id:guid}/refusal", Refuse)
        .WithName("RefusePayment")
        .WithSummary("Refuse a proposed payment")
        .RequireScope(WelfareScopes.FundApprove, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner,
            FundErrors.PaymentTransition, FundErrors.PaymentSecondPerson);

    private static async Task<Reply<FundPaymentView>> Refuse(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { Id = id, Version = match.Version }, ct));
}
