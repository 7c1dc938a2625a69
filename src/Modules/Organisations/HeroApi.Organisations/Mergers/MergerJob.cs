using System.Text.Json;
using HeroApi.Organisations.Contracts;
using HeroApi.Organisations.Organisations;

namespace HeroApi.Organisations.Mergers;

/// <summary>
/// Carries a merger out: records in chunks until a whole pass finds none left, then the organisations below, then the end in one
/// transaction. When the merger is undone meanwhile it gives back, in chunks too, what it had handed over.
/// </summary>
internal sealed class MergerJob(
    Db db, ScopeTables tree, OrganisationSource source, OrganisationWriter writer, Succession succession, Changes changes, Outbox outbox, Jobs jobs, TimeProvider clock) : IJob
{
    internal const string Name = "organisations.merger";
    private const int MostChildren = 20;

    public string Kind => Name;

    public async Task<JobStep> Step(string input, string? checkpoint, CancellationToken ct)
    {
        var at = checkpoint is null ? new Mark(Phase.Records) : JsonSerializer.Deserialize<Mark>(checkpoint, Json.Stored)!;
        // Always the tree before the merger, as those do who begin one or undo it.
        await tree.Lock(ct);
        // The merger is held until we commit: nobody undoes it in the middle of a chunk.
        var merger = await db.Single<Merger>("UPDATE organisations_merger SET state = state WHERE id = @MergerId RETURNING id, org_id, into_org_id, state",
            new { JsonSerializer.Deserialize<Input>(input, Json.Stored)!.MergerId }, ct);
        if (merger.State == "reversing" && at.Phase < Phase.BackRecords)
            at = new Mark(Phase.BackRecords);

        return at.Phase switch
        {
            Phase.Records => await HandOver(merger, at, ct),
            Phase.Children => await Adopt(merger, ct),
            Phase.Close => await Close(merger, ct),
            Phase.BackRecords => await GiveBack(merger, at, ct),
            _ => await Release(merger, ct)
        };
    }

    private async Task<JobStep> HandOver(Merger merger, Mark at, CancellationToken ct)
    {
        var passed = await succession.Pass(merger, at.After, ct);
        var found = at.Found + passed.Count;
        return Next(passed.Count, passed.After is { } after ? new Mark(Phase.Records, after, found)
            // What came in behind the mark meanwhile is found by the next pass.
            : found > 0 ? new Mark(Phase.Records)
            : new Mark(Phase.Children));
    }

    private async Task<JobStep> Adopt(Merger merger, CancellationToken ct)
    {
        var children = await Below(
            "SELECT o.id FROM organisations_organisation o WHERE o.parent_id = @OrgId AND o.deleted_at IS NULL AND SCOPE(o) ORDER BY o.id LIMIT @MostChildren", merger, ct);
        foreach (var child in children)
        {
            await writer.Hang(child, merger.IntoOrgId, ct);
            await db.Execute("INSERT INTO organisations_merger_child (merger_id, org_id) VALUES (@merger, @Id) ON CONFLICT (merger_id, org_id) DO NOTHING",
                new { merger = merger.Id, child.Id }, ct);
        }

        return Next(children.Count, new Mark(children.Count > 0 ? Phase.Children : Phase.Close));
    }

    /// <summary>From here on it is final.</summary>
    private async Task<JobStep> Close(Merger merger, CancellationToken ct)
    {
        var (gone, heir, now) = (await source.Get(merger.OrgId, ct), await source.Get(merger.IntoOrgId, ct), Instants.Micro(clock.GetUtcNow()));
        var (past, future) = Succession.Jurisdictions(gone, heir, clock.Today());
        await writer.WriteJurisdictions(gone.Id, Body(gone, past), ct);
        await writer.WriteJurisdictions(heir.Id, Body(heir, future), ct);
        await succession.Mark(heir, heir.MergingInto, ct);

        // What it leaves behind, such as deleted records and its audit trail, is seen through the heir.
        var losing = await tree.Move(gone.Id, heir.Id, ct) ?? throw new Refusal(OrganisationErrors.Circle);
        var version = await db.Single<long>(
            """
            UPDATE organisations_organisation AS o
            SET    version = version + 1, updated_at = @now, deleted_at = @now, merged_at = @now, parent_id = @IntoOrgId, merged_into = @IntoOrgId, merging_into = NULL
            WHERE  o.id = @OrgId AND SCOPE(o)
            RETURNING version
            """, new { merger.OrgId, merger.IntoOrgId, now }, ct);
        await db.Execute("UPDATE organisations_organisation AS o SET merged_into = @IntoOrgId WHERE o.merged_into = @OrgId AND SCOPE(o)", new { merger.OrgId, merger.IntoOrgId }, ct);
        var seen = await changes.VisibilityOf(gone.Id, gone.Protection, ct);
        changes.Merged(OrganisationSource.Name, gone.Id, version, seen with { Above = losing }, heir.Id);
        outbox.Add(new OrganisationMerged(gone.Id, heir.Id, now), gone.Id);
        await jobs.Start(MergerSweep.Name, new Input(merger.Id), ct, stops: false);
        return await End(merger, "merged", ct);
    }

    private async Task<JobStep> GiveBack(Merger merger, Mark at, CancellationToken ct)
    {
        var passed = await succession.GiveBack(merger, at.After, ct);
        return Next(passed.Count, passed.After is { } after ? new Mark(Phase.BackRecords, after) : new Mark(Phase.BackChildren));
    }

    private async Task<JobStep> Release(Merger merger, CancellationToken ct)
    {
        var children = await Below(
            """
            SELECT o.id
            FROM   organisations_merger_child c
            JOIN   organisations_organisation o ON o.id = c.org_id
            WHERE  c.merger_id = @Id AND o.parent_id = @IntoOrgId AND o.deleted_at IS NULL AND SCOPE(o)
            ORDER  BY o.id
            LIMIT  @MostChildren
            """, merger, ct);
        foreach (var child in children)
            await writer.Hang(child, merger.OrgId, ct);
        if (children.Count > 0)
            return Next(children.Count, new Mark(Phase.BackChildren));

        await succession.Mark(await source.Get(merger.OrgId, ct), null, ct);
        return await End(merger, "reversed", ct);
    }

    private async Task<IReadOnlyList<OrganisationView>> Below(string sql, Merger merger, CancellationToken ct)
    {
        var ids = await db.Query<Guid>(sql, new { merger.Id, merger.OrgId, merger.IntoOrgId, MostChildren }, ct);
        return [.. (await source.Read(ids, ct)).Select(state => (OrganisationView)state.Body)];
    }

    private async Task<JobStep> End(Merger merger, string state, CancellationToken ct)
    {
        await db.Execute("UPDATE organisations_merger SET state = @state, ended_at = @now WHERE id = @Id", new { merger.Id, state, now = clock.GetUtcNow() }, ct);
        return new JobStep(0, null, Finished: true, Phase: state);
    }

    private static OrganisationBody Body(OrganisationView organisation, IReadOnlyList<JurisdictionView> jurisdictions) => new()
    {
        Name = organisation.Name,
        Kind = organisation.Kind,
        Level = organisation.Level,
        RegionCode = organisation.RegionCode,
        Jurisdictions = jurisdictions
    };

    private static JobStep Next(int done, Mark mark) => new(done, JsonSerializer.Serialize(mark, Json.Stored), Finished: false, Phase: mark.Phase >= Phase.BackRecords ? "reversing" : "handing_over");

    internal sealed record Input(Guid MergerId);

    private enum Phase { Records, Children, Close, BackRecords, BackChildren }

    /// <param name="Phase">What is done next.</param>
    /// <param name="After">After which record.</param>
    /// <param name="Found">How many records this pass has found.</param>
    private sealed record Mark(Phase Phase, Guid After = default, long Found = 0);
}

/// <summary>
/// Takes over what reached a merged organisation at the last moment: requests that were under way at the end of the merger, and
/// keys that other hosts still believed for seconds.
/// </summary>
internal sealed class MergerSweep(Db db, Succession succession) : IJob
{
    internal const string Name = "organisations.merger_sweep";
    private static readonly TimeSpan LongestRequest = TimeSpan.FromMinutes(1);

    public string Kind => Name;

    public async Task<JobStep> Step(string input, string? checkpoint, CancellationToken ct)
    {
        if (checkpoint is null)
            return new JobStep(0, $"{Guid.Empty}", Finished: false) { Wait = LongestRequest };

        var merger = await db.Single<Merger>("SELECT id, org_id, COALESCE((SELECT o.merged_into FROM organisations_organisation o WHERE o.id = m.org_id AND SCOPE(o)), m.into_org_id) AS into_org_id, state FROM organisations_merger m WHERE id = @MergerId",
            new { JsonSerializer.Deserialize<MergerJob.Input>(input, Json.Stored)!.MergerId }, ct);
        var passed = await succession.Pass(merger, Guid.Parse(checkpoint), ct);
        return new JobStep(passed.Count, $"{passed.After ?? Guid.Empty}", Finished: passed.After is null && passed.Count == 0);
    }
}
