using System.Text.Json.Serialization;
using HeroApi.Recognition.Heroes;

namespace HeroApi.Recognition.Plaques;

/// <summary>Replaces a damaged plaque by a new one for the same household, which is made now and still has to be issued and hung.</summary>
internal static class ReplacePlaque
{
    internal sealed record Command([property: JsonIgnore] Guid HeroId = default, [property: JsonIgnore] Guid PlaqueId = default, [property: JsonIgnore] long Version = 0) : ICommand<HeroView>
    {
        /// <summary>The number on the new plaque; the next of the organisation when absent.</summary>
        public string? Serial { get; init; }

        /// <summary>The day, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        /// <summary>Who made it, in words.</summary>
        public required string By { get; init; }

        /// <summary>Why; at most 1,000 characters.</summary>
        public required string Reason { get; init; }

        /// <summary>Photos and papers, at most 20.</summary>
        public IReadOnlyList<Guid> FileIds { get; init; } = [];

        internal PlaqueAct Act() => new() { On = On, By = By, Reason = Reason, FileIds = FileIds };

        internal static Command Example => new() { By = "示范牌匾厂", Reason = "台风吹落" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Serial).Serial();
            RuleFor(c => c.On).Must(on => on is null || on <= clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.By).NotEmpty().Line(200);
            RuleFor(c => c.Reason).NotEmpty().Prose(1000);
            RuleFor(c => c.FileIds.Count).LessThanOrEqualTo(HeroPapers.Most).OverridePropertyName(nameof(Command.FileIds));
            RuleFor(c => c.FileIds).HeroFiles();
        }
    }

    internal sealed class Handler(PlaqueDesk plaques) : IRequestHandler<Command, HeroView>
    {
        public async Task<HeroView> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, act) = (cancellationToken, command.Act());
            var held = await plaques.Take(PlaqueSteps.Replacement, command.HeroId, command.PlaqueId, command.Version, act, ct);
            await plaques.Move(held, PlaqueSteps.Replacement, act with { FileIds = [] }, ct);
            var id = await plaques.Make(held.Hero, held.HeroIds, command.Serial, replaces: held.Plaque, act, ct);
            return await plaques.Put(held.Hero, held.HeroIds, id, act, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder heroes) => heroes
        .MapPost("/{id:guid}/plaques/{plaqueId:guid}/replacement", Replace)
        .WithName("ReplacePlaque")
        .WithSummary("Replace a damaged plaque by a new one for the same household")
        .RequireScope(RecognitionScopes.HeroesWrite, Problems.NotFound, Problems.Deleted, RecognitionErrors.Merged, Problems.VersionStale, Problems.PreconditionRequired,
            RecognitionErrors.PlaqueStep, RecognitionErrors.PlaqueSerialTaken, Problems.NotOwner);

    private static async Task<Reply<HeroView>> Replace(Guid id, Guid plaqueId, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { HeroId = id, PlaqueId = plaqueId, Version = match.Version }, ct));
}
