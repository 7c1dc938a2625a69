using System.Text.Json.Serialization;

namespace HeroApi.Welfare.Fund.Transfers;

/// <summary>Takes a transfer back before it was sent.</summary>
internal static class CancelTransfer
{
    /// <param name="Reason">Why; at most 500 characters.</param>
    internal sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] long Version, string Reason) : ICommand<FundTransferView>
    {
        internal static Command Example => new(Guid.Empty, 1, "重复申请");
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).NotEmpty().Prose(500);
    }

    internal sealed class Handler(TransferDesk desk) : IRequestHandler<Command, FundTransferView>
    {
        public async Task<FundTransferView> Handle(Command command, CancellationToken cancellationToken)
        {
            var row = await desk.Take(TransferSteps.Cancel, command.Id, command.Version, cancellationToken);
            return await desk.Put(row with { State = "cancelled", EndReason = command.Reason }, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder transfers) => transfers
        .MapPost("/{id:guid}/cancellation", Cancel)
        .WithName("CancelTransfer")
        .WithSummary("Take a transfer back before it is sent")
        .RequireScope(WelfareScopes.FundPost, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner,
            FundErrors.TransferTransition);

    private static async Task<Reply<FundTransferView>> Cancel(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { Id = id, Version = match.Version }, ct));
}
