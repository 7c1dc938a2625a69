using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HeroApi.Cases.CaseFiles;

/// <summary>Opens a case under the id a client chose, or replaces everything a caller writes of a known one.</summary>
internal static class PutCase
{
    internal sealed record Command(CaseBody Case, Guid Id, [property: JsonIgnore] long Version) : ICommand<CaseView>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IValidator<CaseBody> body) => RuleFor(c => c.Case).SetValidator(body).OverridePropertyName("");
    }

    internal sealed class Handler(CaseDesk desk, CaseWriter writer, CaseSource source) : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var file = await desk.Take(CaseActions.Replacement, command.Id, command.Version, cancellationToken);
            return await writer.Replace(file, command.Case, CaseActions.Replacement, cancellationToken) ?? await source.Get(command.Id, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPut("/{id:guid}", Put)
        .WithName("PutCase")
        .WithSummary("Open a case under your own UUIDv7 (If-None-Match: *), or replace it (If-Match)")
        .RequireScope(CaseScopes.CasesWrite, [Problems.NotFound, Problems.Deleted, Problems.RecordExists, Problems.VersionStale, Problems.PreconditionRequired,
            Problems.SystemNotGranted, Problems.OrganisationRequired, Problems.ExternalIdTaken, CaseErrors.CaseTransition, CaseErrors.ActorDecided, Problems.NotOwner]);

    private static async Task<Results<CreatedReply<CaseView>, Reply<CaseView>>> Put(
        Guid id, CreateOrReplace when, CaseBody body, Call call, CaseSource source, IMediator mediator, CancellationToken ct)
    {
        if (!when.Creates)
            return Answers.Ok(await mediator.Send(new Command(body, id, when.Version!.Value), ct));

        // A device that sends a case again must learn that it was deleted since, and not be told that it is there.
        call.ReplayBy<CaseView>(ReplayRule.ClientId, id.ToString(), async (opened, cancel) => await source.VersionNow(opened.Id, cancel) is not null);
        return Answers.Created($"/api/v1/cases/{id}", await mediator.Send(new OpenCase.Command(body, id), ct));
    }
}
