using System.Text.Json.Serialization;

namespace HeroApi.Cases.Rules;

/// <summary>
/// Puts a new pack in the place of a published one from a day on. The old one ends on that day and stays as it is: cases that
/// are pinned to it go by it until they are closed.
/// </summary>
internal static class SupersedeRulePack
{
    internal sealed record Command(SuccessorBody Pack, [property: JsonIgnore] Guid Id, [property: JsonIgnore] long Version) : ICommand<RulePackView>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(RulePackRules rules) => RuleFor(c => c.Pack).SetValidator(rules).OverridePropertyName("");
    }

    internal sealed class Handler(RulePackWriter writer) : IRequestHandler<Command, RulePackView>
    {
        public async Task<RulePackView> Handle(Command command, CancellationToken cancellationToken)
        {
            var old = await writer.Take(command.Id, command.Version, cancellationToken);
            if (!old.Pack.HoldsOn(command.Pack.EffectiveFrom))
                throw Invalid.At("/effectiveFrom", CaseErrors.RulePackNotHolding, new { old.EffectiveFrom, old.EffectiveTo });
            return await writer.Publish(old.Region, command.Pack, old, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder packs) => packs
        .MapPost("/{id:guid}/supersession", Supersede)
        .WithName("SupersedeRulePack")
        .WithSummary("Put a new pack in the place of a published one from a day on")
        .RequireScope(CaseScopes.RulesWrite, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired,
            CaseErrors.RuleRegionOutOfReach, CaseErrors.RulePackShipped, CaseErrors.RuleSetAbove);

    private static async Task<CreatedReply<RulePackView>> Supersede(Guid id, IfMatch match, SuccessorBody body, IMediator mediator, CancellationToken ct)
    {
        var published = await mediator.Send(new Command(body, id, match.Version), ct);
        return Answers.Created($"/api/v1/rule-packs/{published.Id}", published);
    }
}
