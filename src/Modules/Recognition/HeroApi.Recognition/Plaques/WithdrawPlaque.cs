using System.Text.Json.Serialization;
using HeroApi.Recognition.Heroes;

namespace HeroApi.Recognition.Plaques;

/// <summary>Takes a plaque back, as after a confirmation that was revoked.</summary>
internal static class WithdrawPlaque
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
            plaques.Step(PlaqueSteps.Withdrawal, command.HeroId, command.PlaqueId, command.Version, command.Act, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder heroes) => heroes
        .MapPost("/{id:guid}/plaques/{plaqueId:guid}/withdrawal", Withdraw)
        .WithName("WithdrawPlaque")
        .WithSummary("Take a plaque back")
        .RequireScope(RecognitionScopes.HeroesWrite, Problems.NotFound, Problems.Deleted, RecognitionErrors.Merged, Problems.VersionStale, Problems.PreconditionRequired,
            RecognitionErrors.PlaqueStep, Problems.NotOwner);

    private static async Task<Reply<HeroView>> Withdraw(Guid id, Guid plaqueId, IfMatch match, PlaqueAct body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Command(body, id, plaqueId, match.Version), ct));
}
