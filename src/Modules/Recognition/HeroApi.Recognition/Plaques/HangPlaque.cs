using System.Text.Json.Serialization;
using HeroApi.Recognition.Heroes;

namespace HeroApi.Recognition.Plaques;

/// <summary>Notes that a plaque 见义勇为光荣之家 hangs at the door: on which day, by whom, with its photos.</summary>
internal static class HangPlaque
{
    internal sealed record Command(PlaqueAct Act, Guid HeroId, Guid PlaqueId, [property: JsonIgnore] long Version) : ICommand<HeroView>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IValidator<PlaqueAct> act) => RuleFor(c => c.Act).SetValidator(act).OverridePropertyName("");
    }

    internal sealed class Handler(PlaqueDesk plaques) : IRequestHandler<Command, HeroView>
    {
        public Task<HeroView> Handle(Command command, CancellationToken cancellationToken) =>
            plaques.Step(PlaqueSteps.Hanging, command.HeroId, command.PlaqueId, command.Version, command.Act, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder heroes) => heroes
        .MapPost("/{id:guid}/plaques/{plaqueId:guid}/hanging", Hang)
        .WithName("HangPlaque")
        .WithSummary("Note that a plaque hangs at the door")
        .RequireScope(RecognitionScopes.HeroesWrite, Problems.NotFound, Problems.Deleted, RecognitionErrors.Merged, Problems.VersionStale, Problems.PreconditionRequired,
            RecognitionErrors.PlaqueStep, Problems.NotOwner);

    private static async Task<Reply<HeroView>> Hang(Guid id, Guid plaqueId, IfMatch match, PlaqueAct body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Command(body, id, plaqueId, match.Version), ct));
}
