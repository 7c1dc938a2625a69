using System.Text.Json.Serialization;
using HeroApi.Recognition.Nominations;

namespace HeroApi.Recognition.Selection;

/// <summary>Takes a nomination up: the body that is asked finds it complete and fit, and gives its public notice next.</summary>
internal static class AcceptNomination
{
    internal sealed record Command([property: JsonIgnore] Guid NominationId = default, [property: JsonIgnore] long Version = 0) : ICommand<NominationView>
    {
        /// <summary>What the body found; at most 2,000 characters.</summary>
        public string? Reason { get; init; }

        internal static Command Example => new() { Reason = "材料齐全，事迹突出。" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).Prose(2000);
    }

    internal sealed class Handler(NominationDesk desk) : IRequestHandler<Command, NominationView>
    {
        public async Task<NominationView> Handle(Command command, CancellationToken cancellationToken)
        {
            var file = await desk.Take(NominationActions.Acceptance, command.NominationId, command.Version, cancellationToken);
            return await desk.Put(file, file.Row with { State = "accepted" }, file.Round with { State = "accepted", Reason = command.Reason, AnsweredOn = file.Today }, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder nominations) => nominations
        .MapPost("/{id:guid}/acceptance", Accept)
        .WithName("AcceptNomination")
        .WithSummary("Take a nomination up; for the body that is asked")
        .RequireScope(RecognitionScopes.HonoursDecide, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, RecognitionErrors.NominationAskedOnly, RecognitionErrors.NominationTransition);

    private static async Task<Reply<NominationView>> Accept(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { NominationId = id, Version = match.Version }, ct));
}
