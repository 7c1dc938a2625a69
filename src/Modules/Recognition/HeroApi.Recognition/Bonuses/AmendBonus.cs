using System.Text.Json;
using System.Text.Json.Serialization;

namespace HeroApi.Recognition.Bonuses;

/// <summary>Changes members of a bonus that is not approved yet, by JSON Merge Patch. Who changes it is who proposes it from then on, so somebody else has to approve it.</summary>
internal static class AmendBonus
{
    internal sealed record Command(JsonElement Patch, Guid Id, [property: JsonIgnore] long Version) : ICommand<BonusView>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Patch).Must(patch => patch.ValueKind == JsonValueKind.Object).OverridePropertyName("").Refuses(Problems.JsonType);
    }

    internal sealed class Handler(BonusDesk desk, BonusWriter writer, BonusSource source, IValidator<BonusBody> validator) : IRequestHandler<Command, BonusView>
    {
        public async Task<BonusView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var row = await desk.Take(BonusSteps.Amend, command.Id, command.Version, ct);
            var body = Json.MergePatch(row.Body, command.Patch);
            validator.Check(body);
            if (body.HeroId != row.HeroId)
                throw Invalid.At("/heroId", BonusErrors.BonusHeroFixed);
            return body == row.Body ? await source.Get(row.Id, ct) : await desk.Put(row, await writer.Checked(row, body, await writer.Hero(row.HeroId, ct), ct), ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder bonuses) => bonuses
        .MapPatch("/{id:guid}", Amend)
        .Accepts<BonusBody>("application/json", "application/merge-patch+json")
        .WithName("AmendBonus")
        .WithSummary("Change members of a bonus before it is approved (JSON Merge Patch)")
        .RequireScope(RecognitionScopes.HonoursDecide, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner,
            BonusErrors.BonusTransition, BonusErrors.IndexUnknown, BonusErrors.SchemeNotForHarm);

    private static async Task<Reply<BonusView>> Amend(Guid id, IfMatch match, JsonElement patch, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Command(patch, id, match.Version), ct));
}
