using System.Text.Json.Serialization;

namespace HeroApi.Recognition.Nominations;

/// <summary>Takes a nomination back that has not come to its end; for the proposer.</summary>
internal static class WithdrawNomination
{
    internal sealed record Command([property: JsonIgnore] Guid NominationId = default, [property: JsonIgnore] long Version = 0) : ICommand<NominationView>
    {
        /// <summary>Why; at most 2,000 characters.</summary>
        public required string Reason { get; init; }

        internal static Command Example => new() { Reason = "本人请求不参加评选。" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).NotEmpty().Prose(2000);
    }

    internal sealed class Handler(NominationDesk desk) : IRequestHandler<Command, NominationView>
    {
        public async Task<NominationView> Handle(Command command, CancellationToken cancellationToken)
        {
            var file = await desk.Take(NominationActions.Withdrawal, command.NominationId, command.Version, cancellationToken);
            return await desk.Put(file, file.Row with { State = "withdrawn" }, file.Round with { State = "withdrawn", Reason = command.Reason, AnsweredOn = file.Today }, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder nominations) => nominations
        .MapPost("/{id:guid}/withdrawal", Withdraw)
        .WithName("WithdrawNomination")
        .WithSummary("Take a nomination back")
        .RequireScope(RecognitionScopes.HonoursDecide, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner, RecognitionErrors.NominationTransition);

    private static async Task<Reply<NominationView>> Withdraw(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { NominationId = id, Version = match.Version }, ct));
}
