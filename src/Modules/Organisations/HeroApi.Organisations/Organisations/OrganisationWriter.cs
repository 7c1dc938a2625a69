using Dapper;

namespace HeroApi.Organisations.Organisations;

/// <summary>What making, changing and moving an organisation have in common. Its callers hold the lock of the tree.</summary>
internal sealed class OrganisationWriter(Db db, Call call, ScopeTables tree, TimeProvider clock)
{
    /// <summary>Refuses a place in the tree that the caller does not stand above; the top is for keys of the whole installation.</summary>
    internal async Task MustReach(Guid? parentId, CancellationToken ct)
    {
        var above = parentId is { } parent ? await tree.Above(parent, ct) : [];
        if (call.Caller.OrgId is { } own && !above.Contains(own))
            throw new Refusal(OrganisationErrors.ParentOutOfReach);
        if (parentId is not null && above.Count == 0)
            throw Invalid.At("/parentId", ValueProblems.UnknownOrganisation);
    }

    /// <summary>Writes the places an organisation answers for; on one day only one of a kind answers for a region.</summary>
    internal async Task WriteJurisdictions(Guid id, OrganisationBody body, CancellationToken ct)
    {
        var parameters = new DynamicParameters(new { id, body.Kind });
        var taken = await db.Query<JurisdictionView>(
            $"""
            SELECT j.region_code, j.valid_from, j.valid_to
            FROM   organisations_jurisdiction j
            JOIN   organisations_organisation o ON o.id = j.org_id
            WHERE  UNSCOPED('two organisations of a kind must not answer for one place') AND o.deleted_at IS NULL
            AND    o.kind = @Kind AND o.id <> @id
            AND    j.region_code IN {parameters.In("code", [.. body.Jurisdictions.Select(place => place.RegionCode).Distinct()])}
            """, parameters, ct);
        if (body.Jurisdictions.FirstOrDefault(place => taken.Any(other => other.RegionCode == place.RegionCode && other.Overlaps(place))) is { } refused)
            throw new Refusal(OrganisationErrors.JurisdictionTaken, new { refused.RegionCode });

        await db.Execute("DELETE FROM organisations_jurisdiction WHERE org_id = @id", new { id }, ct);
        await db.ExecuteAll([.. body.Jurisdictions.Select(place => new Statement(
            "INSERT INTO organisations_jurisdiction (id, org_id, region_code, valid_from, valid_to) VALUES (@row, @org, @code, @from, @to)",
            [new("row", Guid.CreateVersion7(clock.GetUtcNow())), new("org", id), new("code", place.RegionCode), new("from", place.ValidFrom), new("to", place.ValidTo)]))], ct);
    }
}
