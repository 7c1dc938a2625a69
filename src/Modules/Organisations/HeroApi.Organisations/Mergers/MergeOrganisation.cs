using System.Text.Json.Serialization;
using HeroApi.Organisations.Organisations;

namespace HeroApi.Organisations.Mergers;

/// <summary>
/// Merges an organisation into another (并入). A job hands its records and those below it over in chunks; until it ends the
/// merger can be undone, and afterwards the organisation is gone and answers with where it went.
/// </summary>
internal static class MergeOrganisation
{
    internal sealed record Command([property: JsonIgnore] Guid OrganisationId = default, [property: JsonIgnore] long Version = 0) : ICommand<JobView>
    {
        /// <summary>The organisation it goes into.</summary>
        public required Guid IntoOrgId { get; init; }

        /// <summary>Why; kept as the note of the audit trail.</summary>
        public required string Reason { get; init; }

        internal static Command Example => new() { IntoOrgId = Guid.Parse("0198f000-0000-7000-8000-000000000003"), Reason = "区划调整，两县合并" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.IntoOrgId).NotEqual(c => c.OrganisationId).Refuses(OrganisationErrors.MergerIntoItself);
            RuleFor(c => c.Reason).NotEmpty().MaximumLength(500);
        }
    }

    internal sealed class Handler(Db db, Call call, ScopeTables tree, OrganisationWriter writer, OrganisationSource source, Succession succession, Jobs jobs, TimeProvider clock)
        : IRequestHandler<Command, JobView>
    {
        public async Task<JobView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            await tree.Lock(ct);
            var organisation = await source.Get(command.OrganisationId, ct);
            if (organisation.Version != command.Version)
                throw Stale.At(organisation.Version);

            var into = await source.Seek(command.IntoOrgId, ct) ?? throw (await source.Gone(command.IntoOrgId, ct) is { } gone
                ? Invalid.At("/intoOrgId", ValueProblems.MergedOrganisation, gone.Params)
                : Invalid.At("/intoOrgId", ValueProblems.UnknownOrganisation));
            if ((await tree.Below(organisation.Id, ct)).Contains(into.Id))
                throw new Refusal(OrganisationErrors.Circle);
            await writer.MustReach(organisation.ParentId, ct);
            await writer.MustReach(into.Id, ct);
            await MustBeAtRest(organisation.Id, into.Id, ct);
            await writer.MustBeFree(into.Kind, Succession.Jurisdictions(organisation, into, clock.Today()).OfHeir, [organisation.Id, into.Id], ct);

            var (id, now) = (Guid.CreateVersion7(clock.GetUtcNow()), clock.GetUtcNow());
            var job = await jobs.Start(MergerJob.Name, new MergerJob.Input(id), ct, stops: false);
            await db.Execute(
                """
                INSERT INTO organisations_merger (id, org_id, into_org_id, state, job_id, started_at)
                VALUES (@id, @OrganisationId, @IntoOrgId, 'running', @job, @now)
                """, new { id, command.OrganisationId, command.IntoOrgId, job, now }, ct);
            await succession.Mark(organisation, into.Id, ct);
            call.Note = command.Reason;
            return (await jobs.Find(job, ct))!;
        }

        /// <summary>Several may go into one at a time; but what goes away takes nobody in, and nobody goes into what goes away.</summary>
        private async Task MustBeAtRest(Guid organisation, Guid into, CancellationToken ct)
        {
            if (await db.SingleOrDefault<Guid?>(
                """
                SELECT id
                FROM   organisations_merger
                WHERE  state IN ('running', 'reversing') AND (org_id = @organisation OR into_org_id = @organisation OR org_id = @into)
                LIMIT  1
                """, new { organisation, into }, ct) is not null)
                throw new Refusal(OrganisationErrors.MergerOpen);
        }
    }

    internal static void Map(IEndpointRouteBuilder organisations) => organisations
        .MapPost("/{id:guid}/merger", Merge)
        .WithName("MergeOrganisation")
        .WithSummary("Merge an organisation into another; a job hands everything over, and until it ends the merger can be undone")
        .RequireScope(OrganisationScopes.Write, Problems.NotFound, OrganisationErrors.Merged, Problems.VersionStale, OrganisationErrors.Circle,
            OrganisationErrors.ParentOutOfReach, OrganisationErrors.MergerOpen, OrganisationErrors.JurisdictionTaken);

    private static async Task<AcceptedReply<JobView>> Merge(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct)
    {
        var job = await mediator.Send(body with { OrganisationId = id, Version = match.Version }, ct);
        return Answers.Accepted($"/api/v1/jobs/{job.Id}", job);
    }
}
