using System.Text.Json.Serialization;

namespace HeroApi.Welfare.Fund.Transfers;

/// <summary>Refuses a proposed transfer, as somebody else than who proposed it. It stays to be read.</summary>
internal static class RefuseTransfer
{
    /// <param name="Reason">Why; at most 500 characters.</param>
    internal sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] long Version, string Reason) : ICommand<FundTransferView>
    {
        internal static Command Example => new(Guid.Empty, 1, "依据不足");
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).NotEmpty().Prose(500);
    }

    internal sealed class Handler(TransferDesk desk, Call call) : IRequestHandler<Command, FundTransferView>
    {
        public async Task<FundTransferView> Handle(Command command, CancellationToken cancellationToken)
        {
            var row = await desk.Take(TransferSteps.Refuse, command.Id, command.Version, cancellationToken);
            if (call.Caller.KeyId == row.ProposedBy)
                throw new Refusal(FundErrors.TransferSecondPerson);
            return await desk.Put(row with { State = "refused", AnsweredBy = call.Caller.KeyId, EndReason = command.Reason }, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder transfers) => transfers
        .MapPost("/{id:guid}/refusal", Refuse)
        .WithName("RefuseTransfer")
        .WithSummary("Refuse a proposed transfer")
        .RequireScope(WelfareScopes.FundApprove, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner,
            FundErrors.TransferTransition, FundErrors.TransferSecondPerson);

    private static async Task<Reply<FundTransferView>> Refuse(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { Id = id, Version = match.Version }, ct));
}
