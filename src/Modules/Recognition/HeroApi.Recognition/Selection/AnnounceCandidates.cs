using System.Text.Json;
using System.Text.Json.Serialization;
using HeroApi.Recognition.Nominations;

namespace HeroApi.Recognition.Selection;

/// <summary>
/// Records the public notice of the body that is asked, from its first to its last day, or why there is none. Every body that takes a
/// nomination up gives a notice of its own.
/// </summary>
internal static class AnnounceCandidates
{
    private const int MostDays = 365;

    internal sealed record Command([property: JsonIgnore] Guid NominationId = default, [property: JsonIgnore] long Version = 0) : ICommand<NominationView>
    {
        /// <summary>The first day, in China; needed unless the notice is withheld.</summary>
        public DateOnly? From { get; init; }

        /// <summary>The last day; the outcome can be recorded once it is over.</summary>
        public DateOnly? To { get; init; }

        /// <summary>Where it is published, in words: 1 to 10 lines unless the notice is withheld.</summary>
        public IReadOnlyList<string> Places { get; init; } = [];

        /// <summary>Why nothing is published, such as the safety of the nominated; then the nomination goes on at once.</summary>
        public string? WithheldReason { get; init; }

        internal static Command Example => new() { From = CandidateNotice.Example.From, To = CandidateNotice.Example.To, Places = CandidateNotice.Example.Places };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.WithheldReason).Prose(1000).Must(text => text is null || !string.IsNullOrWhiteSpace(text)).Refuses(ValueProblems.Required);
            RuleFor(c => c.Places.Count).LessThanOrEqualTo(NominationCodes.MostPlaces).OverridePropertyName(nameof(Command.Places));
            RuleForEach(c => c.Places).NotEmpty().Line(200);
            When(c => c.WithheldReason is null, () =>
            {
                RuleFor(c => c.From).NotNull();
                RuleFor(c => c.To).NotNull();
                RuleFor(c => c.To).Must((c, to) => to is null || c.From is null || (to >= c.From && to.Value.DayNumber - c.From.Value.DayNumber <= MostDays)).Refuses(ValueProblems.OutOfRange);
                RuleFor(c => c.Places).NotEmpty();
            }).Otherwise(() =>
            {
                RuleFor(c => c.From).Null();
                RuleFor(c => c.To).Null();
                RuleFor(c => c.Places).Empty();
            });
        }
    }

    internal sealed class Handler(NominationDesk desk) : IRequestHandler<Command, NominationView>
    {
        public async Task<NominationView> Handle(Command command, CancellationToken cancellationToken)
        {
            var file = await desk.Take(NominationActions.Notice, command.NominationId, command.Version, cancellationToken);
            // What only few may know of is not told to everybody.
            if (command.WithheldReason is null && file.Row.Protection != Protection.None)
                throw new Refusal(RecognitionErrors.NominationOfProtected);
            var state = command.WithheldReason is null ? "noticed" : "cleared";
            return await desk.Put(file, file.Row with { State = state }, file.Round with
            {
                State = state,
                AnsweredOn = file.Today,
                NoticeFrom = command.From,
                NoticeTo = command.To,
                NoticePlaces = command.WithheldReason is null ? JsonSerializer.Serialize(command.Places, Json.Stored) : null,
                WithheldReason = command.WithheldReason
            }, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder nominations) => nominations
        .MapPost("/{id:guid}/notice", Announce)
        .WithName("AnnounceCandidates")
        .WithSummary("Record the public notice of the candidates, or why there is none; for the body that is asked")
        .RequireScope(RecognitionScopes.HonoursDecide, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, RecognitionErrors.NominationAskedOnly,
            RecognitionErrors.NominationTransition, RecognitionErrors.NominationRevoked, RecognitionErrors.NominationOfProtected);

    private static async Task<Reply<NominationView>> Announce(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { NominationId = id, Version = match.Version }, ct));
}
