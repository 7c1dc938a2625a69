using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HeroApi.Recognition.Ceremonies;

/// <summary>Records a ceremony under the id a client chose, or replaces everything a caller writes of a known one.</summary>
internal static class PutCeremony
{
    internal sealed record Command(CeremonyBody Ceremony, Guid Id, [property: JsonIgnore] long Version) : ICommand<CeremonyView>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IValidator<CeremonyBody> body) => RuleFor(c => c.Ceremony).SetValidator(body).OverridePropertyName("");
    }

    internal sealed class Handler(CeremonySource source, CeremonyWriter writer) : IRequestHandler<Command, CeremonyView>
    {
        public async Task<CeremonyView> Handle(Command command, CancellationToken cancellationToken) =>
            await writer.Replace(await source.FindFor(command.Id, command.Version, cancellationToken), command.Ceremony, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder ceremonies) => ceremonies
        .MapPut("/{id:guid}", Put)
        .WithName("PutCeremony")
        .WithSummary("Record a ceremony under your own UUIDv7 (If-None-Match: *), or replace it (If-Match)")
        .RequireScope(RecognitionScopes.HeroesWrite, Problems.NotFound, Problems.Deleted, Problems.RecordExists, Problems.VersionStale, Problems.PreconditionRequired,
            Problems.OrganisationRequired, Problems.NotOwner);

    private static async Task<Results<CreatedReply<CeremonyView>, Reply<CeremonyView>>> Put(
        Guid id, CreateOrReplace when, CeremonyBody body, Call call, CeremonySource source, IMediator mediator, CancellationToken ct)
    {
        if (!when.Creates)
            return Answers.Ok(await mediator.Send(new Command(body, id, when.Version!.Value), ct));

        // A device that sends a ceremony again must learn that it was deleted since, and not be told that it is there.
        call.ReplayBy<CeremonyView>(ReplayRule.ClientId, id.ToString(), async (held, cancel) => await source.VersionNow(held.Id, cancel) is not null);
        return Answers.Created($"/api/v1/ceremonies/{id}", await mediator.Send(new RecordCeremony.Command(body, id), ct));
    }
}
