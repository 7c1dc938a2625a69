using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HeroApi.Cases.Leads;

/// <summary>Takes in a lead under the id a client chose, or replaces everything a caller writes of a known one.</summary>
internal static class PutLead
{
    internal sealed record Command(LeadBody Lead, Guid Id, [property: JsonIgnore] long Version) : ICommand<LeadView>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IValidator<LeadBody> lead) => RuleFor(c => c.Lead).SetValidator(lead).OverridePropertyName("");
    }

    internal sealed class Handler(LeadSource source, LeadWriter writer) : IRequestHandler<Command, LeadView>
    {
        public async Task<LeadView> Handle(Command command, CancellationToken cancellationToken)
        {
            var lead = await source.FindFor(LeadRules.Replacement, command.Id, command.Version, cancellationToken);
            return await writer.Replace(lead, command.Lead, LeadRules.Replacement, cancellationToken) ?? await source.Get(lead.Id, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder leads) => leads
        .MapPut("/{id:guid}", Put)
        .WithName("PutLead")
        .WithSummary("Take in a lead under your own UUIDv7 (If-None-Match: *), or replace it (If-Match)")
        .RequireScope(CaseScopes.LeadsWrite, Problems.NotFound, Problems.Deleted, Problems.RecordExists, Problems.VersionStale, Problems.PreconditionRequired,
            Problems.SystemNotGranted, Problems.OrganisationRequired, Problems.ExternalIdTaken, CaseErrors.LeadTransition, Problems.NotOwner);

    private static async Task<Results<CreatedReply<ReportedLead>, Reply<LeadView>>> Put(
        Guid id, CreateOrReplace when, LeadBody body, Call call, LeadSource source, IMediator mediator, CancellationToken ct)
    {
        if (!when.Creates)
            return Answers.Ok(await mediator.Send(new Command(body, id, when.Version!.Value), ct));

        // A device that sends a lead again must learn that it was deleted since, and not be told that it is there.
        call.ReplayBy<ReportedLead>(ReplayRule.ClientId, id.ToString(), async (lead, cancel) => await source.VersionNow(lead.Id, cancel) is not null);
        return Answers.Created($"/api/v1/leads/{id}", await mediator.Send(new ReportLead.Command(body, id), ct));
    }
}
