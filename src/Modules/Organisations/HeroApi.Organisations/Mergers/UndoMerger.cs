using System.Text.Json.Serialization;
using HeroApi.Organisations.Organisations;

namespace HeroApi.Organisations.Mergers;

/// <summary>Turns a merger round that has not ended: the same job gives everything back.</summary>
internal static class UndoMerger
{
    internal sealed record Command([property: JsonIgnore] Guid OrganisationId, [property: JsonIgnore] long Version) : ICommand<JobView>;

    internal sealed class Handler(Db db, ScopeTables tree, OrganisationWriter writer, OrganisationSource source, Succession succession, Jobs jobs) : IRequestHandler<Command, JobView>
    {
        public async Task<JobView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            await tree.Lock(ct);
            var organisation = await source.Get(command.OrganisationId, ct);
            if (organisation.Version != command.Version)
                throw Stale.At(organisation.Version);
            await writer.MustReach(organisation.ParentId, ct);

            var job = await db.SingleOrDefault<Guid?>(
                "UPDATE organisations_merger SET state = 'reversing' WHERE org_id = @OrganisationId AND state = 'running' RETURNING job_id",
                new { command.OrganisationId }, ct) ?? throw new Refusal(OrganisationErrors.MergerNotOpen);
            // It may be undone because it failed.
            await jobs.Revive(job, ct);
            await succession.Mark(organisation, organisation.MergingInto, ct);
            return await jobs.Find(job, ct) ?? throw new Refusal(Problems.NotFound);
        }
    }

    internal static void Map(IEndpointRouteBuilder organisations) => organisations
        .MapDelete("/{id:guid}/merger", Undo)
        .WithName("UndoMerger")
        .WithSummary("Undo a merger that has not ended; its job gives everything back")
        .RequireScope(OrganisationScopes.Write, Problems.NotFound, OrganisationErrors.Merged, Problems.VersionStale, OrganisationErrors.ParentOutOfReach,
            OrganisationErrors.MergerNotOpen);

    private static async Task<AcceptedReply<JobView>> Undo(Guid id, IfMatch match, IMediator mediator, CancellationToken ct)
    {
        var job = await mediator.Send(new Command(id, match.Version), ct);
        return Answers.Accepted($"/api/v1/jobs/{job.Id}", job);
    }
}
