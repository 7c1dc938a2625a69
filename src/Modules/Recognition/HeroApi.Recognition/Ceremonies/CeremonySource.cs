using Dapper;

namespace HeroApi.Recognition.Ceremonies;

/// <summary>
/// The one projection of a ceremony. Who was honoured is told under the reader's own sight of the hero files: a file that he does not see leaves
/// no trace here, no id, no number and no home.
/// </summary>
internal sealed class CeremonySource(Db db, Records records) : IRecordSource
{
    internal const string Name = "ceremony";

    internal static readonly RecordTable Ceremonies = new(Name, RecognitionScopes.HeroesRead, "recognition_ceremony", "c", CeremonyRow.Columns);

    public RecordTable Table => Ceremonies;

    public async Task<IReadOnlyList<RecordState>> Snapshot(Guid? after, int limit, CancellationToken ct) =>
        States(await Views(await records.After<CeremonyRow>(Ceremonies, after, limit, ct), ct));

    public async Task<IReadOnlyList<RecordState>> Read(IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        States(await Views(await records.Of<CeremonyRow>(Ceremonies, ids, ct), ct));

    internal async Task<CeremonyView> Get(Guid id, CancellationToken ct) =>
        (await Views([await Seek(id, ct) ?? throw new Refusal(Problems.NotFound)], ct)).Single();

    /// <summary>The visible row, or null; 410 for what was deleted.</summary>
    internal async Task<CeremonyRow?> Seek(Guid id, CancellationToken ct)
    {
        var row = await db.SingleOrDefault<CeremonyRow>($"SELECT {CeremonyRow.Columns} FROM recognition_ceremony c WHERE c.id = @id AND SCOPE(c)", new { id }, ct);
        return row?.DeletedAt is null ? row : throw new Refusal(Problems.Deleted, new { reason = row.DeletedReason });
    }

    /// <summary>The row for a command that changes it: visible, the caller's, at the version he knows, and held for the rest of the command.</summary>
    internal Task<CeremonyRow> FindFor(Guid id, long version, CancellationToken ct) => records.Take(Ceremonies, id, version, Seek, ct);

    /// <summary>The version a visible ceremony has now; null when it is deleted or out of scope.</summary>
    internal Task<long?> VersionNow(Guid id, CancellationToken ct) => db.SingleOrDefault<long?>(
        "SELECT c.version FROM recognition_ceremony c WHERE c.id = @id AND c.deleted_at IS NULL AND SCOPE(c)", new { id }, ct);

    /// <summary>What a caller wrote of a ceremony, as far as he sees it.</summary>
    internal async Task<CeremonyBody> Body(CeremonyRow row, CancellationToken ct) => new()
    {
        Kind = row.Kind,
        Title = row.Title,
        On = row.HeldOn,
        RegionCode = row.RegionCode,
        Address = row.Address,
        Honoured = [.. (await Honoured([row.Id], ct)).Select(hero => hero.HeroId)],
        Guests = row.GuestList,
        Attendees = row.Attendees,
        Note = row.Note,
        FileIds = row.FileList,
        Protection = row.Protection
    };

    /// <summary>The views of rows already read under the caller's scope.</summary>
    internal async Task<IReadOnlyList<CeremonyView>> Views(IReadOnlyList<CeremonyRow> rows, CancellationToken ct)
    {
        if (rows.Count == 0)
            return [];

        var honoured = (await Honoured([.. rows.Select(row => row.Id)], ct)).ToLookup(hero => hero.CeremonyId);
        return [.. rows.Select(row => row.View([.. honoured[row.Id]]))];
    }

    /// <summary>Those honoured whose files the caller sees.</summary>
    private Task<IReadOnlyList<HonouredRow>> Honoured(List<Guid> ids, CancellationToken ct)
    {
        var parameters = new DynamicParameters();
        return db.Query<HonouredRow>(
            $"""
            SELECT DISTINCT m.ceremony_id, h.id AS hero_id, h.owner_org_id, h.protection
            FROM   recognition_ceremony_hero m
            JOIN   recognition_hero h ON h.id = m.hero_id
            WHERE  SCOPE(h) AND h.deleted_at IS NULL AND m.ceremony_id IN {parameters.In("id", ids)}
            ORDER  BY h.id
            """, parameters, ct);
    }

    private static List<RecordState> States(IReadOnlyList<CeremonyView> views) => [.. views.Select(view => new RecordState(view.Id, view.Version, view.OwnerOrgId, view))];
}
