using System.Text.Json.Serialization;

namespace HeroApi.Cases.Leads;

/// <summary>Deletes a lead for a reason. It stays as a tombstone, so that nobody takes it in again under the same id.</summary>
internal static class DeleteLead
{
    internal sealed record Command(Guid Id, string? Reason, [property: JsonIgnore] long Version) : ICommand<bool>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).Cascade(CascadeMode.Stop).NotEmpty()
            .OneOf(LeadCodes.Deletions).OverridePropertyName("query.reason");
    }

    internal sealed class Handler(Db db, LeadSource source, Changes changes, TimeProvider clock) : IRequestHandler<Command, bool>
    {
        public async Task<bool> Handle(Command command, CancellationToken cancellationToken)
        {
            var lead = await source.FindFor(LeadRules.Deletion, command.Id, command.Version, cancellationToken);
            var deleted = await db.Execute(
                """
                UPDATE cases_lead AS l
                SET    deleted_at = @now, deleted_reason = @Reason, updated_at = @now, version = version + 1
                WHERE  l.id = @Id AND l.version = @Version AND SCOPE(l)
                """, new { command.Id, command.Reason, command.Version, now = clock.GetUtcNow() }, cancellationToken);
            if (deleted == 0)
                throw Stale.At(lead.Version);

            changes.Deleted(LeadSource.Name, lead.Id, lead.Version + 1, await changes.VisibilityOf(lead.Id, lead.Protection, cancellationToken));
            return true;
        }
    }

    internal static void Map(IEndpointRouteBuilder leads) => leads
        .MapDelete("/{id:guid}", Delete)
        .WithName("DeleteLead")
        .WithSummary("Delete a lead, for a reason of the vocabulary lead_deletion_reason; a note may stand in X-Action-Note")
        .RequireScope(CaseScopes.LeadsWrite, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired,
            CaseErrors.LeadTransition, Problems.NotOwner);

    /// <param name="reason">Why: a code of the vocabulary lead_deletion_reason; required.</param>
    private static async Task<EmptyReply> Delete(Guid id, string? reason, IfMatch match, IMediator mediator, CancellationToken ct)
    {
        await mediator.Send(new Command(id, reason, match.Version), ct);
        return Answers.Done();
    }
}
