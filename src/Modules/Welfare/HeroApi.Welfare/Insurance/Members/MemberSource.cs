namespace HeroApi.Welfare.Insurance.Members;

/// <summary>The one projection of a policy member.</summary>
internal sealed class MemberSource(Db db, Records records) : IRecordSource
{
    internal const string Name = "policy_member";

    internal static readonly RecordTable Members = new(Name, WelfareScopes.Read, "welfare_policy_member", "m", MemberRow.Columns)
    {
        OpenWork = $"m.state IN {MemberCodes.Open}"
    };

    public RecordTable Table => Members;

    public async Task<IReadOnlyList<RecordState>> Snapshot(Guid? after, int limit, CancellationToken ct) =>
        States(await Views(await records.After<MemberRow>(Members, after, limit, ct), ct));

    public async Task<IReadOnlyList<RecordState>> Read(IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        States(await Views(await records.Of<MemberRow>(Members, ids, ct), ct));

    internal async Task<MemberView> Get(Guid id, CancellationToken ct) => (await Views([await Seek(id, ct) ?? throw new Refusal(Problems.NotFound)], ct)).Single();

    internal Task<MemberRow?> Seek(Guid id, CancellationToken ct) =>
        db.SingleOrDefault<MemberRow>($"SELECT {MemberRow.Columns} FROM welfare_policy_member m WHERE m.id = @id AND SCOPE(m)", new { id }, ct);

    /// <summary>The views of rows already read under the caller's scope.</summary>
    internal async Task<IReadOnlyList<MemberView>> Views(IReadOnlyList<MemberRow> rows, CancellationToken ct)
    {
        var homes = await records.Homes([.. rows.Select(row => row.Id)], ct);
        return [.. rows.Select(row => row.View with { HomeOrgIds = [.. homes[row.Id]] })];
    }

    private static List<RecordState> States(IReadOnlyList<MemberView> views) => [.. views.Select(view => new RecordState(view.Id, view.Version, view.OwnerOrgId, view))];
}
