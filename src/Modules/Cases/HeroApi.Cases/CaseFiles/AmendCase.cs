using System.Text.Json;
using System.Text.Json.Serialization;

namespace HeroApi.Cases.CaseFiles;

/// <summary>
/// Changes members of a case by JSON Merge Patch. What the patch does not mention stays. The list of actors is one member: name those who stay by their id.
/// </summary>
internal static class AmendCase
{
    internal sealed record Command(JsonElement Patch, Guid Id, [property: JsonIgnore] long Version) : ICommand<CaseView>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Patch).Must(patch => patch.ValueKind == JsonValueKind.Object).OverridePropertyName("").Refuses(Problems.JsonType);
    }

    internal sealed class Handler(CaseDesk desk, CaseWriter writer, CaseSource source, IValidator<CaseBody> validator) : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var file = await desk.Take(CaseActions.Amendment, command.Id, command.Version, cancellationToken);
            var body = Json.MergePatch(await source.Body(file.Case, file.Actors, cancellationToken), command.Patch);
            validator.Check(body);
            return await writer.Replace(file, body, CaseActions.Amendment, cancellationToken) ?? await source.Get(command.Id, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPatch("/{id:guid}", Amend)
        .Accepts<CaseBody>("application/json", "application/merge-patch+json")
        .WithName("AmendCase")
        .WithSummary("Change members of a case (JSON Merge Patch)")
        .RequireScope(CaseScopes.CasesWrite, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired,
            Problems.SystemNotGranted, Problems.ExternalIdTaken, CaseErrors.CaseTransition, CaseErrors.ActorDecided, Problems.NotOwner);

    private static async Task<Reply<CaseView>> Amend(Guid id, IfMatch match, JsonElement patch, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Command(patch, id, match.Version), ct));
}
