using System.Text.Json.Serialization;
using HeroApi.Recognition.Heroes;

namespace HeroApi.Recognition.Plaques;

/// <summary>Hands a plaque that was made out to the household.</summary>
internal static class IssuePlaque
{
    internal sealed record Command(PlaqueAct Act, Guid HeroId, Guid PlaqueId, [property: JsonIgnore] long Version) : ICommand<HeroView>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IValidator<PlaqueAct> act) => RuleFor(c => c.Act).SetValidator(act).OverridePropertyName("");
    }

    internal sealed class Handler(PlaqueDesk plaques) : IRequestHandler<Command, HeroView>
    {
        public Task<HeroView> Handle(Command command, CancellationToken cancellationToken) =>
            plaques.Step(PlaqueSteps.Issue, command.HeroId, command.PlaqueId, command.Version, command.Act, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder heroes) => heroes
        .MapPost("/{id:guid}/plaques/{plaqueId:guid}/issue", Issue)
        .WithName("IssuePlaque")
        .WithSummary("Hand a plaque out to the household")
        .RequireScope(RecognitionScopes.HeroesWrite, Problems.NotFound, Problems.Deleted, RecognitionErrors.Merged, Problems.VersionStale, Problems.PreconditionRequired,
            RecognitionErrors.PlaqueStep, Problems.NotOwner);

    private static async Task<Reply<HeroView>> Issue(Guid id, Guid plaqueId, IfMatch match, PlaqueAct body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Command(body, id, plaqueId, match.Version), ct));
}
