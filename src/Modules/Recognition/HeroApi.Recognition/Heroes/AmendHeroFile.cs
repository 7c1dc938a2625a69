using System.Text.Json;
using System.Text.Json.Serialization;

namespace HeroApi.Recognition.Heroes;

/// <summary>
/// Changes members of a hero file by JSON Merge Patch. What the patch does not mention stays, personal data in clear included, although the caller only ever sees it masked.
/// </summary>
internal static class AmendHeroFile
{
    internal sealed record Command(JsonElement Patch, Guid Id, [property: JsonIgnore] long Version) : ICommand<HeroView>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Patch).Must(patch => patch.ValueKind == JsonValueKind.Object).OverridePropertyName("").Refuses(Problems.JsonType);
    }

    internal sealed class Handler(HeroSource source, HeroWriter writer, IValidator<HeroBody> validator) : IRequestHandler<Command, HeroView>
    {
        public async Task<HeroView> Handle(Command command, CancellationToken cancellationToken)
        {
            var row = await source.FindFor(command.Id, command.Version, cancellationToken);
            var body = Json.MergePatch(await source.Body(row, cancellationToken), command.Patch);
            validator.Check(body);
            return await writer.Replace(row, body, cancellationToken) ?? await source.Get(command.Id, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder heroes) => heroes
        .MapPatch("/{id:guid}", Amend)
        .Accepts<HeroBody>("application/json", "application/merge-patch+json")
        .WithName("AmendHeroFile")
        .WithSummary("Change members of a hero file (JSON Merge Patch)")
        .RequireScope(RecognitionScopes.HeroesWrite, Problems.NotFound, Problems.Deleted, RecognitionErrors.Merged, Problems.VersionStale, Problems.PreconditionRequired,
            Problems.SystemNotGranted, Problems.ExternalIdTaken, RecognitionErrors.PersonHasFile, Problems.NotOwner);

    private static async Task<Reply<HeroView>> Amend(Guid id, IfMatch match, JsonElement patch, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Command(patch, id, match.Version), ct));
}
