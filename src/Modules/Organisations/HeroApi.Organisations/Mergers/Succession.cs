using HeroApi.Organisations.Organisations;

namespace HeroApi.Organisations.Mergers;

/// <summary>What passes from an organisation to the one it is merged into, and back.</summary>
internal sealed class Succession(Db db, IEnumerable<IRecordSource> sources, Records records, Changes changes, TimeProvider clock)
{
    internal const int Chunk = 500;

    /// <summary>Notes at the organisation what it is going into; null takes the note away.</summary>
    internal async Task Mark(OrganisationView organisation, Guid? into, CancellationToken ct)
    {
        var version = await db.Single<long>(
            """
            UPDATE organisations_organisation AS o
            SET    version = version + 1, updated_at = @now, merging_into = @into
            WHERE  o.id = @Id AND SCOPE(o)
            RETURNING version
            """, new { organisation.Id, into, now = clock.GetUtcNow() }, ct);
        var seen = await changes.VisibilityOf(organisation.Id, organisation.Protection, ct);
        changes.Changed(OrganisationSource.Name, organisation.Id, version, seen, seen);
    }

    /// <summary>
    /// The next records that the organisation owns or is home to pass to its heir, and are written down, so that they can be
    /// given back. Deleted ones stay behind.
    /// </summary>
    internal async Task<Passed> Pass(Merger merger, Guid after, CancellationToken ct)
    {
        var found = await db.Query<ScopeRow>(
            """
            SELECT record_id, axis
            FROM   kernel_scope
            WHERE  org_id = @OrgId AND record_id > @after AND record_id <> @OrgId
            ORDER  BY record_id, axis
            LIMIT  @Chunk
            """, new { merger.OrgId, after, Chunk }, ct);
        // A record may stand on both axes: one that the chunk may have cut waits for the next.
        var scope = found.Count == Chunk && found[^1].RecordId != found[^2].RecordId ? found.SkipLast(1).ToList() : found;
        var noted = new Dictionary<Guid, Note>();
        foreach (var table in sources.Select(source => source.Table))
        {
            var owned = await records.HandOver(table, [.. scope.Where(row => row.Axis == "owner").Select(row => row.RecordId)], merger.IntoOrgId, ct, merger.OrgId,
                (id, seen) => Inherit(id, seen, owner: true));
            await records.Rehome(table, [.. scope.Where(row => row.Axis == "home").Select(row => row.RecordId).Except(owned.Select(record => record.Id))],
                (id, seen) => Inherit(id, seen, owner: false), ct);
        }

        await Write(merger.Id, noted, ct);
        // What follows these records within the chunk sees them where they are now.
        await changes.WriteScope(ct);
        return new Passed(noted.Count, found.Count < Chunk ? null : scope[^1].RecordId);

        IReadOnlyCollection<Guid> Inherit(Guid id, Visibility seen, bool owner)
        {
            var home = seen.Homes.Contains(merger.OrgId);
            noted[id] = new Note(owner, home, seen.Homes.Contains(merger.IntoOrgId));
            return home ? [.. seen.Homes.Where(org => org != merger.OrgId).Append(merger.IntoOrgId).Distinct()] : seen.Homes;
        }
    }

    /// <summary>The next records go back, except where somebody else got them meanwhile.</summary>
    internal async Task<Passed> GiveBack(Merger merger, Guid after, CancellationToken ct)
    {
        var rows = await db.Query<NoteRow>(
            """
            SELECT record_id, was_owner, was_home, kept_home
            FROM   organisations_merger_record
            WHERE  merger_id = @Id AND record_id > @after
            ORDER  BY record_id
            LIMIT  @Chunk
            """, new { merger.Id, after, Chunk }, ct);
        var noted = rows.ToDictionary(row => row.RecordId);
        var count = 0;
        foreach (var table in sources.Select(source => source.Table))
        {
            var owned = await records.HandOver(table, [.. rows.Where(row => row.WasOwner).Select(row => row.RecordId)], merger.OrgId, ct, merger.IntoOrgId, Restore);
            var homes = await records.Rehome(table, [.. rows.Where(row => row.WasHome).Select(row => row.RecordId).Except(owned.Select(record => record.Id))], Restore, ct);
            count += owned.Count + homes.Count;
        }

        await changes.WriteScope(ct);

        return new Passed(count, rows.Count < Chunk ? null : rows[^1].RecordId);

        IReadOnlyCollection<Guid> Restore(Guid id, Visibility seen) => noted[id].WasHome && seen.Homes.Contains(merger.IntoOrgId)
            ? [.. seen.Homes.Where(org => org != merger.IntoOrgId || noted[id].KeptHome).Append(merger.OrgId).Distinct()]
            : seen.Homes;
    }

    /// <summary>
    /// The places both answer for afterwards: those of the one that goes end the day before, and the heir's begin, so that old
    /// days keep their unit. Where the heir answers already, nothing is added.
    /// </summary>
    internal static (IReadOnlyList<JurisdictionView> OfGone, IReadOnlyList<JurisdictionView> OfHeir) Jurisdictions(OrganisationView gone, OrganisationView heir, DateOnly day)
    {
        var (past, future) = (new List<JurisdictionView>(), new List<JurisdictionView>(heir.Jurisdictions));
        foreach (var place in gone.Jurisdictions)
        {
            if (place.ValidFrom < day)
                past.Add(place.ValidTo < day ? place : place with { ValidTo = day.AddDays(-1) });
            if (place.ValidTo is null || place.ValidTo >= day)
                future.AddRange(Beside(place with { ValidFrom = place.ValidFrom < day ? day : place.ValidFrom }, heir.Jurisdictions));
        }

        return (past, future);
    }

    /// <summary>The days of a place for which the others do not answer.</summary>
    private static IEnumerable<JurisdictionView> Beside(JurisdictionView place, IEnumerable<JurisdictionView> others)
    {
        foreach (var other in others.Where(other => other.RegionCode == place.RegionCode && other.Overlaps(place)).OrderBy(other => other.ValidFrom))
        {
            if (other.ValidFrom > place.ValidFrom)
                yield return place with { ValidTo = other.ValidFrom.AddDays(-1) };
            if (other.ValidTo is not { } end || end == DateOnly.MaxValue)
                yield break;
            place = place with { ValidFrom = end.AddDays(1) };
        }

        if (place.ValidTo is null || place.ValidTo >= place.ValidFrom)
            yield return place;
    }

    private Task Write(Guid merger, Dictionary<Guid, Note> noted, CancellationToken ct) => db.ExecuteAll([.. noted.Select(entry => new Statement(
        """
        INSERT INTO organisations_merger_record (merger_id, record_id, was_owner, was_home, kept_home)
        VALUES (@merger, @record, @owner, @home, @kept)
        ON CONFLICT (merger_id, record_id) DO UPDATE
        SET    was_owner = organisations_merger_record.was_owner OR excluded.was_owner,
               kept_home = CASE WHEN organisations_merger_record.was_home THEN organisations_merger_record.kept_home ELSE excluded.kept_home END,
               was_home = organisations_merger_record.was_home OR excluded.was_home
        """,
        [new("merger", merger), new("record", entry.Key), new("owner", entry.Value.WasOwner), new("home", entry.Value.WasHome), new("kept", entry.Value.KeptHome)]))], ct);

    /// <param name="Count">How many records passed.</param>
    /// <param name="After">Where to go on; null when these were the last.</param>
    internal sealed record Passed(int Count, Guid? After);

    private sealed record Note(bool WasOwner, bool WasHome, bool KeptHome);

    private sealed record NoteRow
    {
        public required Guid RecordId { get; init; }
        public required bool WasOwner { get; init; }
        public required bool WasHome { get; init; }
        public required bool KeptHome { get; init; }
    }

    private sealed record ScopeRow
    {
        public required Guid RecordId { get; init; }
        public required string Axis { get; init; }
    }
}

/// <summary>A merger, and how far it is.</summary>
internal sealed record Merger
{
    public required Guid Id { get; init; }
    public required Guid OrgId { get; init; }
    public required Guid IntoOrgId { get; init; }

    /// <summary>running, reversing, merged or reversed.</summary>
    public required string State { get; init; }
}
