using System.Text.Json.Serialization;

namespace HeroApi.Welfare.Fund.Unposted;

/// <summary>Takes a bonus from the list that no fund is to bear, such as one that the treasury paid directly.</summary>
internal static class DismissUnposted
{
    /// <param name="Reason">Why; at most 500 characters.</param>
    internal sealed record Command([property: JsonIgnore] Guid Id, string Reason) : ICommand<UnpostedView>
    {
        internal static Command Example => new(Guid.Empty, "由县财政直接支付");
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).NotEmpty().Prose(500);
    }

    internal sealed class Handler(UnpostedDesk desk) : IRequestHandler<Command, UnpostedView>
    {
        public async Task<UnpostedView> Handle(Command command, CancellationToken cancellationToken) =>
            await desk.Settle(await desk.Take(command.Id, cancellationToken), command.Reason, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder unposted) => unposted
        .MapPost("/{id:guid}/dismissal", Dismiss)
        .WithName("DismissUnposted")
        .WithSummary("Take a bonus from the list that no fund is to bear")
        .RequireScope(WelfareScopes.FundApprove, Problems.NotFound, FundErrors.UnpostedSettled);

    private static async Task<Reply<UnpostedView>> Dismiss(Guid id, Command body, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(body with { Id = id }, ct));
}
