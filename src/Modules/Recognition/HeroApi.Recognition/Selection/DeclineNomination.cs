using System.Text.Json.Serialization;
using HeroApi.Recognition.Nominations;

namespace HeroApi.Recognition.Selection;

/// <summary>Declines a nomination for good.</summary>
internal static class DeclineNomination
{
    internal sealed record Command([property: JsonIgnore] Guid NominationId = default, [property: JsonIgnore] long Version = 0) : ICommand<NominationView>
    {
        /// <summary>Why; at most 2,000 characters.</summary>
        public required string Reason { get; init; }

        internal static Command Example => new() { Reason = "事迹未达到评选条件。" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).NotEmpty().Prose(2000);
    }

    internal sealed class Handler(NominationDesk desk) : IRequestHandler<Command, NominationView>
    {
        public async Task<NominationView> Handle(Command command, CancellationToken cancellationToken)
        {
            var file = await desk.Take(NominationActions.Refusal, command.NominationId, command.Version, cancellationToken);
            return await desk.Put(file, file.Row with { State = "declined" }, file.Round with { State = "declined", Reason = command.Reason, AnsweredOn = file.Today }, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder nominations) => nominations
        .MapPost("/{id:guid}/refusal", Decline)
        .WithName("DeclineNomination")
        .WithSummary("Decline a nomination; for the body that is asked")
        .RequireScope(RecognitionScopes.HonoursDecide, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, RecognitionErrors.NominationAskedOnly, RecognitionErrors.NominationTransition);

    private static async Task<Reply<NominationView>> Decline(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { NominationId = id, Version = match.Version }, ct));
}
