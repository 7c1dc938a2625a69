using Dapper;

namespace HeroApi.Organisations.Organisations;

/// <summary>What making, changing and moving an organisation have in common. Its callers hold the lock of the tree.</summary>
internal sealed class OrganisationWriter(Db db, Call call, ScopeTables tree, Changes changes, OrganisationSource source, TimeProvider clock)
{
    /// <summary>Refuses a place in the tree that the caller does not stand above; the top is for keys of the whole installation.</summary>
    internal async Task MustReach(Guid? parentId, CancellationToken ct)
    {
        var above = parentId is { } parent ? await tree.Above(parent, ct) : [];
        if (call.Caller.OrgId is { } own && !above.Contains(own))
            throw new Refusal(OrganisationErrors.ParentOutOfReach);
        if (parentId is not null && above.Count == 0)
            throw Invalid.At("/parentId", ValueProblems.UnknownOrganisation);
        if (parentId is { } named && await source.Gone(named, ct) is { } gone)
            throw Invalid.At("/parentId", ValueProblems.MergedOrganisation, gone.Params);
    }

    /// <summary>Hangs an organisation under another, with all below it.</summary>
    internal async Task Hang(OrganisationView organisation, Guid? parentId, CancellationToken ct)
    {
        var losing = await tree.Move(organisation.Id, parentId, ct) ?? throw new Refusal(OrganisationErrors.Circle);
        var moved = await db.Execute(
            """
            UPDATE organisations_organisation AS o
            SET    version = version + 1, updated_at = @now, parent_id = @parentId
            WHERE  o.id = @Id AND o.version = @Version AND SCOPE(o)
            """, new { organisation.Id, organisation.Version, parentId, now = clock.GetUtcNow() }, ct);
        if (moved == 0)
            throw Stale.At(organisation.Version);

        var seen = await changes.VisibilityOf(organisation.Id, organisation.Protection, ct);
        changes.Changed(OrganisationSource.Name, organisation.Id, organisation.Version + 1, seen with { Above = losing }, seen);
    }

    /// <summary>Writes the places an organisation answers for; on one day only one of a kind answers for a region.</summary>
    internal async Task WriteJurisdictions(Guid id, OrganisationBody body, CancellationToken ct)
    {
        await MustBeFree(body.Kind, body.Jurisdictions, [id], ct);
        await db.Execute("DELETE FROM organisations_jurisdiction WHERE org_id = @id", new { id }, ct);
        await db.ExecuteAll([.. body.Jurisdictions.Select(place => new Statement(
            "INSERT INTO organisations_jurisdiction (id, org_id, region_code, valid_from, valid_to) VALUES (@row, @org, @code, @from, @to)",
            [new("row", Guid.CreateVersion7(clock.GetUtcNow())), new("org", id), new("code", place.RegionCode), new("from", place.ValidFrom), new("to", place.ValidTo)]))], ct);
    }

    /// <summary>Refuses places for which an organisation of the kind answers already, beside those that <paramref name="but"/> names.</summary>
    internal async Task MustBeFree(string kind, IReadOnlyList<JurisdictionView> jurisdictions, IReadOnlyCollection<Guid> but, CancellationToken ct)
    {
        var parameters = new DynamicParameters(new { kind });
        var taken = await db.Query<JurisdictionView>(
            $"""
            SELECT j.region_code, j.valid_from, j.valid_to
            FROM   organisations_jurisdiction j
            JOIN   organisations_organisation o ON o.id = j.org_id
            WHERE  UNSCOPED('two organisations of a kind must not answer for one place') AND o.deleted_at IS NULL
            AND    o.kind = @kind AND o.id NOT IN {parameters.In("but", but)}
            AND    j.region_code IN {parameters.In("code", [.. jurisdictions.Select(place => place.RegionCode).Distinct()])}
            """, parameters, ct);
        if (jurisdictions.FirstOrDefault(place => taken.Any(other => other.RegionCode == place.RegionCode && other.Overlaps(place))) is { } refused)
            throw new Refusal(OrganisationErrors.JurisdictionTaken, new { refused.RegionCode });
    }
}
