using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HeroApi.Recognition.Heroes;

/// <summary>Opens a hero file under the id a client chose, or replaces everything a caller writes of a known one.</summary>
internal static class PutHeroFile
{
    internal sealed record Command(HeroBody Hero, Guid Id, [property: JsonIgnore] long Version) : ICommand<HeroView>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IValidator<HeroBody> body) => RuleFor(c => c.Hero).SetValidator(body).OverridePropertyName("");
    }

    internal sealed class Handler(HeroSource source, HeroWriter writer) : IRequestHandler<Command, HeroView>
    {
        public async Task<HeroView> Handle(Command command, CancellationToken cancellationToken)
        {
            var row = await source.FindFor(command.Id, command.Version, cancellationToken);
            return await writer.Replace(row, command.Hero, cancellationToken) ?? await source.Get(command.Id, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder heroes) => heroes
        .MapPut("/{id:guid}", Put)
        .WithName("PutHeroFile")
        .WithSummary("Open a hero file under your own UUIDv7 (If-None-Match: *), or replace it (If-Match)")
        .RequireScope(RecognitionScopes.HeroesWrite, Problems.NotFound, Problems.Deleted, RecognitionErrors.Merged, Problems.RecordExists, Problems.VersionStale, Problems.PreconditionRequired,
            Problems.SystemNotGranted, Problems.OrganisationRequired, Problems.ExternalIdTaken, RecognitionErrors.PersonHasFile, RecognitionErrors.FileNumberTaken, Problems.NotOwner);

    private static async Task<Results<CreatedReply<HeroView>, Reply<HeroView>>> Put(
        Guid id, CreateOrReplace when, HeroBody body, Call call, HeroSource source, IMediator mediator, CancellationToken ct)
    {
        if (!when.Creates)
            return Answers.Ok(await mediator.Send(new Command(body, id, when.Version!.Value), ct));

        // A device that sends a file again must learn that it was deleted since, and not be told that it is there.
        call.ReplayBy<HeroView>(ReplayRule.ClientId, id.ToString(), async (opened, cancel) => await source.VersionNow(opened.Id, cancel) is not null);
        return Answers.Created($"/api/v1/heroes/{id}", await mediator.Send(new OpenHeroFile.Command(body, id), ct));
    }
}
