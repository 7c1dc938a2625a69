using System.Text.Json;
using System.Text.Json.Serialization;

namespace HeroApi.Cases.Leads;

/// <summary>
/// Changes members of a lead by JSON Merge Patch. What the patch does not mention stays, personal data in clear included, although the caller only ever sees it masked.
/// </summary>
internal static class AmendLead
{
    internal sealed record Command(JsonElement Patch, Guid Id, [property: JsonIgnore] long Version) : ICommand<LeadView>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Patch).Must(patch => patch.ValueKind == JsonValueKind.Object).OverridePropertyName("").Refuses(Problems.JsonType);
    }

    internal sealed class Handler(LeadSource source, LeadWriter writer, IValidator<LeadBody> validator) : IRequestHandler<Command, LeadView>
    {
        public async Task<LeadView> Handle(Command command, CancellationToken cancellationToken)
        {
            var lead = await source.FindFor(LeadRules.Amendment, command.Id, command.Version, cancellationToken);
            var body = Json.MergePatch((await source.Parts(lead, cancellationToken)).Body, command.Patch);
            // In a patch null removes; in a body it would leave them as they are.
            body = body with { Attachments = body.Attachments ?? [] };
            validator.Check(body);
            return await writer.Replace(lead, body, LeadRules.Amendment, cancellationToken) ?? await source.Get(lead.Id, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder leads) => leads
        .MapPatch("/{id:guid}", Amend)
        .Accepts<LeadBody>("application/json", "application/merge-patch+json")
        .WithName("AmendLead")
        .WithSummary("Change members of a lead (JSON Merge Patch)")
        .RequireScope(CaseScopes.LeadsWrite, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired,
            Problems.SystemNotGranted, Problems.ExternalIdTaken, CaseErrors.LeadTransition, Problems.NotOwner);

    private static async Task<Reply<LeadView>> Amend(Guid id, IfMatch match, JsonElement patch, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Command(patch, id, match.Version), ct));
}
