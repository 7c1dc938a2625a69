using System.Text.Json;
using System.Text.Json.Serialization;

namespace HeroApi.Recognition.Ceremonies;

/// <summary>Changes members of a ceremony by JSON Merge Patch. What the patch does not mention stays, honoured persons included whose files the caller does not see.</summary>
internal static class AmendCeremony
{
    internal sealed record Command(JsonElement Patch, Guid Id, [property: JsonIgnore] long Version) : ICommand<CeremonyView>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Patch).Must(patch => patch.ValueKind == JsonValueKind.Object).OverridePropertyName("").Refuses(Problems.JsonType);
    }

    internal sealed class Handler(CeremonySource source, CeremonyWriter writer, IValidator<CeremonyBody> validator) : IRequestHandler<Command, CeremonyView>
    {
        public async Task<CeremonyView> Handle(Command command, CancellationToken cancellationToken)
        {
            var row = await source.FindFor(command.Id, command.Version, cancellationToken);
            var body = Json.MergePatch(await source.Body(row, cancellationToken), command.Patch);
            validator.Check(body);
            return await writer.Replace(row, body, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder ceremonies) => ceremonies
        .MapPatch("/{id:guid}", Amend)
        .Accepts<CeremonyBody>("application/json", "application/merge-patch+json")
        .WithName("AmendCeremony")
        .WithSummary("Change members of a ceremony (JSON Merge Patch)")
        .RequireScope(RecognitionScopes.HeroesWrite, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner);

    private static async Task<Reply<CeremonyView>> Amend(Guid id, IfMatch match, JsonElement patch, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Command(patch, id, match.Version), ct));
}
