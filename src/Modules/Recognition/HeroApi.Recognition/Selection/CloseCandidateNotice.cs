using System.Text.Json.Serialization;
using HeroApi.Recognition.Nominations;

namespace HeroApi.Recognition.Selection;

/// <summary>Records what became of a public notice once its last day is over: how many objections came, and whether the candidates stand.</summary>
internal static class CloseCandidateNotice
{
    internal sealed record Command([property: JsonIgnore] Guid NominationId = default, [property: JsonIgnore] long Version = 0) : ICommand<NominationView>
    {
        /// <summary>How many objections came.</summary>
        public required long Objections { get; init; }

        /// <summary>What they said, and what became of them; at most 2,000 characters, needed when there were any.</summary>
        public string? ObjectionNote { get; init; }

        /// <summary>Whether the candidates stand; when not, the nomination is declined.</summary>
        public required bool Stands { get; init; }

        internal static Command Example => new() { Objections = 0, Stands = true };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Objections).InclusiveBetween(0, 1_000_000);
            RuleFor(c => c.ObjectionNote).Prose(2000);
            RuleFor(c => c.ObjectionNote).NotEmpty().When(c => c.Objections > 0 || !c.Stands);
        }
    }

    internal sealed class Handler(NominationDesk desk) : IRequestHandler<Command, NominationView>
    {
        public async Task<NominationView> Handle(Command command, CancellationToken cancellationToken)
        {
            var file = await desk.Take(NominationActions.NoticeResult, command.NominationId, command.Version, cancellationToken);
            var state = command.Stands ? "cleared" : "declined";
            return await desk.Put(file, file.Row with { State = state },
                file.Round with { State = state, AnsweredOn = file.Today, Objections = command.Objections, ObjectionNote = command.ObjectionNote }, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder nominations) => nominations
        .MapPost("/{id:guid}/notice-result", Close)
        .WithName("CloseCandidateNotice")
        .WithSummary("Record what became of the public notice; for the body that is asked")
        .RequireScope(RecognitionScopes.HonoursDecide, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, RecognitionErrors.NominationAskedOnly,
            RecognitionErrors.NominationTransition, RecognitionErrors.NominationNoticeRuns);

    private static async Task<Reply<NominationView>> Close(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { NominationId = id, Version = match.Version }, ct));
}
