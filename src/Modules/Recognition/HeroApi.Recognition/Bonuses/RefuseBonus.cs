using System.Text.Json.Serialization;

namespace HeroApi.Recognition.Bonuses;

/// <summary>Refuses a proposed bonus, for a reason. It stays to be read and cannot be taken up again.</summary>
internal static class RefuseBonus
{
    /// <param name="Reason">Why; at most 1,000 characters.</param>
    internal sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] long Version, string Reason) : ICommand<BonusView>
    {
        internal static Command Example => new(Guid.Empty, 1, "所依据的标准已停止执行");
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).NotEmpty().Prose(1000);
    }

    internal sealed class Handler(BonusDesk desk, Call call) : IRequestHandler<Command, BonusView>
    {
        public async Task<BonusView> Handle(Command command, CancellationToken cancellationToken)
        {
            var row = await desk.Take(BonusSteps.Refuse, command.Id, command.Version, cancellationToken);
            return await desk.Put(row, row with { State = "refused", AnsweredBy = call.Caller.KeyId, EndReason = command.Reason }, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder bonuses) => bonuses
        .MapPost("/{id:guid}/refusal", Refuse)
        .WithName("RefuseBonus")
        .WithSummary("Refuse a proposed bonus")
        .RequireScope(RecognitionScopes.BonusesApprove, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner,
            BonusErrors.BonusTransition);

    private static async Task<Reply<BonusView>> Refuse(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { Id = id, Version = match.Version }, ct));
}
