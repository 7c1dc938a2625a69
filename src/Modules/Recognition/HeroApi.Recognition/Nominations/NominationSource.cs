using Dapper;
using HeroApi.Recognition.Plaques;

namespace HeroApi.Recognition.Nominations;

/// <summary>The one projection of a nomination. It is seen by the proposer, the bodies that were asked, and those above them.</summary>
internal sealed class NominationSource(Db db, Records records) : IRecordSource
{
    internal const string Name = "nomination";

    internal static readonly RecordTable Nominations = new(Name, RecognitionScopes.HeroesRead, "recognition_nomination", "n",
        "n.id, n.version, n.owner_org_id, n.owner_epoch, n.protection, n.created_at, n.updated_at, n.title_id, n.title, n.level, n.group_name, n.grounds, n.asked_org_id, n.state, n.award_id")
    {
        OpenWork = "n.state NOT IN ('declined', 'withdrawn', 'granted')"
    };

    /// <summary>The nominated e of whom a confirmation was revoked and none stands; the condition on which of them follows.</summary>
    internal const string Fallen =
        $"""
        recognition_nominee e JOIN recognition_hero h ON h.id = e.hero_id
        WHERE UNSCOPED('how many of them there are, is told to whoever sees the nomination') AND NOT {Coverage.Entitled} AND
        """;

    public RecordTable Table => Nominations;

    public async Task<IReadOnlyList<RecordState>> Snapshot(Guid? after, int limit, CancellationToken ct) => await States(await records.After<NominationRow>(Nominations, after, limit, ct), ct);

    public async Task<IReadOnlyList<RecordState>> Read(IReadOnlyCollection<Guid> ids, CancellationToken ct) => await States(await records.Of<NominationRow>(Nominations, ids, ct), ct);

    /// <summary>One nomination; 404 for what is absent or out of scope.</summary>
    internal async Task<NominationView> Get(Guid id, CancellationToken ct) => (NominationView)(await States([await Seek(id, ct)], ct)).Single().Body;

    internal async Task<NominationRow> Seek(Guid id, CancellationToken ct) => await records.Of<NominationRow>(Nominations, [id], ct) is [var row]
        ? row
        : throw await records.Disowned(id, ct) ?? new Refusal(Problems.NotFound);

    internal async Task<IReadOnlyList<RecordState>> States(IReadOnlyList<NominationRow> rows, CancellationToken ct)
    {
        if (rows.Count == 0)
            return [];

        List<Guid> ids = [.. rows.Select(row => row.Id)];
        var nominated = (await Parts<NominationPart>("SELECT nomination_id, hero_id AS part_id FROM recognition_nominee WHERE nomination_id", "id", ids, ct)).ToLookup(part => part.NominationId, part => part.PartId);
        var seen = (await Parts<NominationPart>(
            "SELECT e.nomination_id, e.hero_id AS part_id FROM recognition_nominee e JOIN recognition_hero h ON h.id = e.hero_id AND h.deleted_at IS NULL AND SCOPE(h) WHERE e.nomination_id", "e.id", ids, ct))
            .ToLookup(part => part.NominationId, part => part.PartId);
        var fallen = (await Parts<NominationPart>($"SELECT e.nomination_id, e.hero_id AS part_id FROM {Fallen} e.nomination_id", "e.id", ids, ct)).ToLookup(part => part.NominationId, part => part.PartId);
        var rounds = (await Parts<AskingRow>($"SELECT {AskingRow.Columns} FROM recognition_nomination_round o WHERE o.nomination_id", "o.id", ids, ct)).ToLookup(round => round.NominationId);
        var files = (await Parts<NominationPart>("SELECT nomination_id, file_id AS part_id FROM recognition_nomination_file WHERE nomination_id", "file_id", ids, ct)).ToLookup(part => part.NominationId, part => part.PartId);
        var homes = await records.Homes(ids, ct);
        return [.. rows.Select(row => new RecordState(row.Id, row.Version, row.OwnerOrgId, new NominationView
        {
            Id = row.Id,
            Version = row.Version,
            TitleId = row.TitleId,
            Title = row.Title,
            Level = row.Level,
            GroupName = row.GroupName,
            HeroIds = [.. seen[row.Id].Distinct()],
            Persons = nominated[row.Id].Distinct().Count(),
            PersonsRevoked = fallen[row.Id].Distinct().Count(),
            Grounds = row.Grounds,
            FileIds = [.. files[row.Id]],
            State = row.State,
            AskedOrgId = row.AskedOrgId,
            Rounds = [.. rounds[row.Id].Select(AskingView.Of)],
            AwardId = row.AwardId,
            OwnerOrgId = row.OwnerOrgId,
            OwnerEpoch = row.OwnerEpoch,
            HomeOrgIds = [.. homes[row.Id]],
            Protection = row.Protection,
            CreatedAt = row.CreatedAt,
            UpdatedAt = row.UpdatedAt
        }))];
    }

    private Task<IReadOnlyList<T>> Parts<T>(string select, string order, IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        var parameters = new DynamicParameters();
        return db.Query<T>($"{select} IN {parameters.In("id", ids)} ORDER BY {order}", parameters, ct);
    }
}
