using System.Text.Json.Serialization;
using HeroApi.Recognition.Heroes;

namespace HeroApi.Recognition.Plaques;

/// <summary>Notes that a plaque is damaged or lost; it waits to be replaced.</summary>
internal static class NotePlaqueDamage
{
    internal sealed record Command(PlaqueAct Act, Guid HeroId, Guid PlaqueId, [property: JsonIgnore] long Version) : ICommand<HeroView>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IValidator<PlaqueAct> act)
        {
            RuleFor(c => c.Act).SetValidator(act).OverridePropertyName("");
            RuleFor(c => c.Act.Reason).NotEmpty().OverridePropertyName(nameof(PlaqueAct.Reason));
        }
    }

    internal sealed class Handler(PlaqueDesk plaques) : IRequestHandler<Command, HeroView>
    {
        public Task<HeroView> Handle(Command command, CancellationToken cancellationToken) =>
            plaques.Step(PlaqueSteps.Damage, command.HeroId, command.PlaqueId, command.Version, command.Act, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder heroes) => heroes
        .MapPost("/{id:guid}/plaques/{plaqueId:guid}/damage", Note)
        .WithName("NotePlaqueDamage")
        .WithSummary("Note that a plaque is damaged or lost")
        .RequireScope(RecognitionScopes.HeroesWrite, Problems.NotFound, Problems.Deleted, RecognitionErrors.Merged, Problems.VersionStale, Problems.PreconditionRequired,
            RecognitionErrors.PlaqueStep, Problems.NotOwner);

    private static async Task<Reply<HeroView>> Note(Guid id, Guid plaqueId, IfMatch match, PlaqueAct body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Command(body, id, plaqueId, match.Version), ct));
}
