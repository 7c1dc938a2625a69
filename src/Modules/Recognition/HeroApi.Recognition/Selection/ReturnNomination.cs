using System.Text.Json;
using System.Text.Json.Serialization;
using HeroApi.Recognition.Nominations;

namespace HeroApi.Recognition.Selection;

/// <summary>Returns a nomination to the proposer, with what is missing. It can be proposed again.</summary>
internal static class ReturnNomination
{
    internal sealed record Command([property: JsonIgnore] Guid NominationId = default, [property: JsonIgnore] long Version = 0) : ICommand<NominationView>
    {
        /// <summary>What is missing: 1 to 20 lines.</summary>
        public required IReadOnlyList<string> Missing { get; init; }

        internal static Command Example => new() { Missing = ["见证人证言", "确认决定书复印件"] };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Missing.Count).InclusiveBetween(1, NominationCodes.MostMissing).OverridePropertyName(nameof(Command.Missing));
            RuleForEach(c => c.Missing).NotEmpty().Line(200);
        }
    }

    internal sealed class Handler(NominationDesk desk) : IRequestHandler<Command, NominationView>
    {
        public async Task<NominationView> Handle(Command command, CancellationToken cancellationToken)
        {
            var file = await desk.Take(NominationActions.Return, command.NominationId, command.Version, cancellationToken);
            var missing = JsonSerializer.Serialize(command.Missing, Json.Stored);
            return await desk.Put(file, file.Row with { State = "returned" }, file.Round with { State = "returned", Missing = missing, AnsweredOn = file.Today }, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder nominations) => nominations
        .MapPost("/{id:guid}/return", Return)
        .WithName("ReturnNomination")
        .WithSummary("Return a nomination with what is missing; for the body that is asked")
        .RequireScope(RecognitionScopes.HonoursDecide, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, RecognitionErrors.NominationAskedOnly,
            RecognitionErrors.NominationTransition);

    private static async Task<Reply<NominationView>> Return(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { NominationId = id, Version = match.Version }, ct));
}
