using System.Text.Json.Serialization;
using HeroApi.Recognition.Awards;

namespace HeroApi.Recognition.Nominations;

/// <summary>Asks the body again that returned a nomination, with what was missing.</summary>
internal static class ResubmitNomination
{
    internal sealed record Command([property: JsonIgnore] Guid NominationId = default, [property: JsonIgnore] long Version = 0) : ICommand<NominationView>
    {
        /// <summary>What they did, and why it deserves the title, when it must read otherwise; at most 4,000 characters.</summary>
        public string? Grounds { get; init; }

        /// <summary>Further files, at most 20.</summary>
        public IReadOnlyList<Guid> FileIds { get; init; } = [];

        internal static Command Example => new() { Grounds = "补充：三名见证人证实。" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Grounds).Prose(4000).Must(text => text is null || !string.IsNullOrWhiteSpace(text)).Refuses(ValueProblems.Required);
            RuleFor(c => c.FileIds.Count).LessThanOrEqualTo(AwardCodes.MostFiles).OverridePropertyName(nameof(Command.FileIds));
            RuleFor(c => c.FileIds).Must(ids => ids.Distinct().Count() == ids.Count).Refuses(RecognitionErrors.HonourRepeats);
        }
    }

    internal sealed class Handler(NominationDesk desk) : IRequestHandler<Command, NominationView>
    {
        public async Task<NominationView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var file = await desk.Take(NominationActions.Resubmission, command.NominationId, command.Version, ct);
            await desk.Open(file.Row.Id, file.Row.AskedOrgId, ct);
            await desk.Attach(file.Row.Id, command.FileIds, ct);
            return await desk.Put(file, file.Row with { State = "proposed", Grounds = command.Grounds ?? file.Row.Grounds }, file.Round, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder nominations) => nominations
        .MapPost("/{id:guid}/resubmission", Resubmit)
        .WithName("ResubmitNomination")
        .WithSummary("Ask again the body that returned a nomination")
        .RequireScope(RecognitionScopes.HonoursDecide, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner, RecognitionErrors.NominationTransition);

    private static async Task<Reply<NominationView>> Resubmit(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { NominationId = id, Version = match.Version }, ct));
}
