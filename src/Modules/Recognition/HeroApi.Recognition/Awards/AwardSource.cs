using System.Text.Json;
using Dapper;

namespace HeroApi.Recognition.Awards;

/// <summary>The one projection of an award. Of its persons it names only those whose files the caller sees.</summary>
internal sealed class AwardSource(Db db, Records records) : IRecordSource
{
    internal const string Name = "award";

    internal static readonly RecordTable Awards = new(Name, RecognitionScopes.HeroesRead, "recognition_award", "a",
        """
        a.id, a.version, a.owner_org_id, a.owner_epoch, a.protection, a.created_at, a.updated_at, a.title_id, a.title, a.level, a.kind, a.source, a.granting_body,
        a.granted_on, a.number, a.round, a.group_name, a.posthumous, a.case_id, a.nomination_id, a.note, a.state, a.recover, a.kept_reason
        """)
    {
        OpenWork = "a.state = 'to_revoke'"
    };

    public RecordTable Table => Awards;

    public async Task<IReadOnlyList<RecordState>> Snapshot(Guid? after, int limit, CancellationToken ct) => await States(await records.After<AwardRow>(Awards, after, limit, ct), ct);

    public async Task<IReadOnlyList<RecordState>> Read(IReadOnlyCollection<Guid> ids, CancellationToken ct) => await States(await records.Of<AwardRow>(Awards, ids, ct), ct);

    /// <summary>One award; 404 for what is absent or out of scope.</summary>
    internal async Task<AwardView> Get(Guid id, CancellationToken ct) => (AwardView)(await States([await Seek(id, ct)], ct)).Single().Body;

    /// <summary>The row for a command that changes it: visible, the caller's, at the version he knows; held for the rest of the command.</summary>
    internal Task<AwardRow> Take(Guid id, long version, CancellationToken ct) => records.Take<AwardRow>(Awards, id, version, ct);

    internal async Task<IReadOnlyList<RecordState>> States(IReadOnlyList<AwardRow> rows, CancellationToken ct)
    {
        if (rows.Count == 0)
            return [];

        List<Guid> ids = [.. rows.Select(row => row.Id)];
        var seen = (await Parts<RecipientRow>(
            $"SELECT {RecipientRow.Columns} FROM recognition_recipient r JOIN recognition_hero h ON h.id = r.hero_id AND h.deleted_at IS NULL AND SCOPE(h) WHERE r.award_id", "r.award_id, r.id", ids, ct))
            .ToLookup(recipient => recipient.AwardId);
        var standing = (await Parts<AwardPart>("SELECT award_id, hero_id AS part_id FROM recognition_recipient WHERE state <> 'revoked' AND award_id", "award_id", ids, ct))
            .ToLookup(recipient => recipient.AwardId, recipient => recipient.PartId);
        var partners = (await Parts<AwardPart>("SELECT award_id, org_id AS part_id FROM recognition_award_partner WHERE award_id", "org_id", ids, ct)).ToLookup(part => part.AwardId, part => part.PartId);
        var files = (await Files(ids, ct)).ToLookup(part => part.AwardId, part => part.PartId);
        var homes = await records.Homes(ids, ct);
        return [.. rows.Select(row => new RecordState(row.Id, row.Version, row.OwnerOrgId, View(row) with
        {
            Persons = standing[row.Id].Distinct().Count(),
            Recipients = [.. seen[row.Id].Select(recipient => recipient.View)],
            JointOrgIds = [.. partners[row.Id]],
            FileIds = [.. files[row.Id]],
            HomeOrgIds = [.. homes[row.Id]]
        }))];
    }

    internal Task<IReadOnlyList<AwardPart>> Files(IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        Parts<AwardPart>("SELECT award_id, file_id AS part_id FROM recognition_award_file WHERE award_id", "file_id", ids, ct);

    private Task<IReadOnlyList<T>> Parts<T>(string select, string order, IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        var parameters = new DynamicParameters();
        return db.Query<T>($"{select} IN {parameters.In("id", ids)} ORDER BY {order}", parameters, ct);
    }

    private async Task<AwardRow> Seek(Guid id, CancellationToken ct) => await records.Of<AwardRow>(Awards, [id], ct) is [var row]
        ? row
        : throw await records.Disowned(id, ct) ?? new Refusal(Problems.NotFound);

    private static AwardView View(AwardRow row) => new()
    {
        Id = row.Id,
        Version = row.Version,
        TitleId = row.TitleId,
        Title = row.Title,
        Level = row.Level,
        Kind = row.Kind,
        Source = row.Source,
        GrantingBody = row.GrantingBody,
        GrantedOn = row.GrantedOn,
        Number = row.Number,
        Round = row.Round,
        GroupName = row.GroupName,
        Posthumous = row.Posthumous,
        Persons = 0,
        Recipients = [],
        JointOrgIds = [],
        CaseId = row.CaseId,
        NominationId = row.NominationId,
        FileIds = [],
        Note = row.Note,
        State = row.State,
        Recover = row.Recover is null ? null : JsonSerializer.Deserialize<IReadOnlyList<string>>(row.Recover, Json.Stored),
        KeptReason = row.KeptReason,
        OwnerOrgId = row.OwnerOrgId,
        OwnerEpoch = row.OwnerEpoch,
        HomeOrgIds = [],
        Protection = row.Protection,
        CreatedAt = row.CreatedAt,
        UpdatedAt = row.UpdatedAt
    };
}
