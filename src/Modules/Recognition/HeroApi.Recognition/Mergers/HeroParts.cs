using Dapper;
using HeroApi.Recognition.Awards;
using HeroApi.Recognition.Bonuses;
using HeroApi.Recognition.Ceremonies;
using HeroApi.Recognition.Heroes;
using HeroApi.Recognition.Nominations;

namespace HeroApi.Recognition.Mergers;

/// <summary>A table whose rows hang on a hero file by their column hero_id; a test finds every such table that is not among <see cref="All"/>.</summary>
/// <param name="Table">The table.</param>
/// <param name="Key">The column by which its rows are known again; several rows of one key go together.</param>
internal sealed record HeroPart(string Table, string Key = "id")
{
    /// <summary>When a file has something but once: the condition under which its row o is the same as another file's row p, which then stays behind.</summary>
    internal string? Twin { get; init; }

    /// <summary>Its rows follow from what a body says of the person and from other parts: they are written anew with those, and the ones of the file that went stay there.</summary>
    internal bool InBody { get; init; }

    /// <summary>The column within whose values its rows are numbered; those that come are numbered on, so that no number is there twice.</summary>
    internal string? Series { get; init; }

    /// <summary>The record type whose readers are told, when the row is a record or within one.</summary>
    internal RecordTable? Record { get; init; }

    /// <summary>The column that has the record's id.</summary>
    internal string RecordId { get; init; } = Key;

    /// <summary>Everything that a merger carries from one file to another, and its undoing back.</summary>
    internal static readonly IReadOnlyList<HeroPart> All =
    [
        new("recognition_person"),
        new("recognition_imported"),
        new("recognition_deed"),
        new("recognition_file", "part_id"),
        new("recognition_history"),
        new("recognition_former_number"),
        new("recognition_contact_attempt"),
        new("recognition_contact_turn") { InBody = true },
        new("recognition_verification_item"),
        new("recognition_distinct"),
        new("recognition_family") { InBody = true },
        new("recognition_injury") { InBody = true },
        new("recognition_post") { InBody = true },
        new("recognition_document") { Series = "volume" },
        new("recognition_plaque_hero"),
        new("recognition_bonus") { Record = BonusSource.Bonuses },
        new("recognition_certificate"),
        new("recognition_ceremony_hero") { Record = CeremonySource.Ceremonies, RecordId = "ceremony_id" },
        new("recognition_consent"),
        new("recognition_break_glass"),
        new("recognition_recipient") { Record = AwardSource.Awards, RecordId = "award_id", Twin = "o.award_id = p.award_id" },
        new("recognition_nominee") { Record = NominationSource.Nominations, RecordId = "nomination_id", Twin = "o.nomination_id = p.nomination_id" }
    ];
}

/// <summary>Carries what hangs on a hero file to another one.</summary>
internal sealed class HeroParts(Db db, Records records)
{
    /// <summary>A row that was carried.</summary>
    /// <param name="Rehomed">Whether the keeper of the file that it went to sees its record only since.</param>
    /// <param name="Shift">By how much its number is higher since.</param>
    internal sealed record Carried(string Table, Guid Id, bool Rehomed, long Shift);

    /// <summary>Carries all rows of one file to another, but for those that the other has too.</summary>
    internal async Task<IReadOnlyList<Carried>> Carry(HeroRow from, HeroRow into, CancellationToken ct)
    {
        var carried = new List<Carried>();
        foreach (var part in HeroPart.All.Where(part => !part.InBody))
        {
            var shifts = part.Series is null ? new Dictionary<string, long>() : (await db.Query<Last>(
                $"SELECT {part.Series} AS series, MAX(number) AS number FROM {part.Table} WHERE hero_id = @Id GROUP BY {part.Series}", new { into.Id }, ct))
                .ToDictionary(last => last.Series, last => last.Number);
            var alone = part.Twin is null ? "" : $" AND NOT EXISTS (SELECT 1 FROM {part.Table} o WHERE o.hero_id = @into AND {part.Twin})";
            var rows = await db.Query<Row>(
                $"""
                UPDATE {part.Table} AS p
                SET    hero_id = @into
                WHERE  p.hero_id = @from AND UNSCOPED('what hangs on a file goes with it'){alone}
                RETURNING {part.Key} AS id, {part.RecordId} AS record_id, {part.Series ?? "NULL"} AS series
                """, new { from = from.Id, into = into.Id }, ct);
            var rehomed = await Tell(part, rows, into.OwnerOrgId, ct);
            List<Carried> gone = [.. rows.Select(row => new Carried(part.Table, row.Id, rehomed.Contains(row.RecordId), row.Series is null ? 0 : shifts.GetValueOrDefault(row.Series))).Distinct()];
            await Number(gone, back: false, ct);
            carried.AddRange(gone);
        }

        return carried;
    }

    /// <summary>Carries those of the rows back that are still with the file they were carried to.</summary>
    internal async Task CarryBack(IReadOnlyList<Carried> carried, HeroRow from, HeroRow into, CancellationToken ct)
    {
        foreach (var part in HeroPart.All.Where(part => !part.InBody))
        {
            var known = carried.Where(row => row.Table == part.Table).ToDictionary(row => row.Id);
            var parameters = new DynamicParameters(new { from = from.Id, into = into.Id });
            var rows = await db.Query<Row>(
                $"""
                UPDATE {part.Table}
                SET    hero_id = @from
                WHERE  hero_id = @into AND UNSCOPED('what hangs on a file goes with it') AND {part.Key} IN {parameters.In("row", known.Keys)}
                RETURNING {part.Key} AS id, {part.RecordId} AS record_id
                """, parameters, ct);
            await Number([.. rows.Select(row => known[row.Id]).Distinct()], back: true, ct);
            var rehomed = rows.Where(row => known[row.Id].Rehomed).Select(row => row.RecordId).ToHashSet();
            if (part.Record is { } record && rows.Count > 0)
                await records.Rehome(record, [.. rows.Select(row => row.RecordId).Distinct()],
                    (id, seen) => rehomed.Contains(id) ? [.. seen.Homes.Except([into.OwnerOrgId])] : seen.Homes, ct);
        }
    }

    /// <summary>Tells the readers of the records that they are about another file now, which its keeper must see; answers those that he did not see before.</summary>
    private async Task<IReadOnlySet<Guid>> Tell(HeroPart part, IReadOnlyList<Row> rows, Guid keeperOrg, CancellationToken ct)
    {
        var rehomed = new HashSet<Guid>();
        if (part.Record is { } record && rows.Count > 0)
            await records.Rehome(record, [.. rows.Select(row => row.RecordId).Distinct()], (id, seen) =>
            {
                if (seen.Owner == keeperOrg || seen.Homes.Contains(keeperOrg))
                    return seen.Homes;
                rehomed.Add(id);
                return [.. seen.Homes, keeperOrg];
            }, ct);
        return rehomed;
    }

    private Task Number(IReadOnlyList<Carried> rows, bool back, CancellationToken ct) => db.ExecuteAll([.. rows.Where(row => row.Shift > 0).Select(row => new Statement(
        $"UPDATE {row.Table} SET number = number + @shift WHERE id = @id", [new("shift", back ? -row.Shift : row.Shift), new("id", row.Id)]))], ct);

    private sealed record Last
    {
        public required string Series { get; init; }
        public required long Number { get; init; }
    }

    private sealed record Row
    {
        public string? Series { get; init; }
        public required Guid Id { get; init; }
        public required Guid RecordId { get; init; }
    }
}
