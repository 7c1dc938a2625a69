using Dapper;

namespace HeroApi.Welfare.GreenChannel.Hospitals;

/// <summary>The one projection of a hospital.</summary>
internal sealed class HospitalSource(Db db, Records records) : IRecordSource
{
    internal const string Name = "hospital";

    internal static readonly RecordTable Hospitals = new(Name, WelfareScopes.Read, "welfare_hospital", "h", HospitalRow.Columns);

    public RecordTable Table => Hospitals;

    public async Task<IReadOnlyList<RecordState>> Snapshot(Guid? after, int limit, CancellationToken ct) =>
        States(await Views(await records.After<HospitalRow>(Hospitals, after, limit, ct), ct));

    public async Task<IReadOnlyList<RecordState>> Read(IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        States(await Views(await records.Of<HospitalRow>(Hospitals, ids, ct), ct));

    internal async Task<HospitalView> Get(Guid id, CancellationToken ct) => (await Views([await Seek(id, ct) ?? throw new Refusal(Problems.NotFound)], ct)).Single();

    internal Task<HospitalRow?> Seek(Guid id, CancellationToken ct) =>
        db.SingleOrDefault<HospitalRow>($"SELECT {HospitalRow.Columns} FROM welfare_hospital h WHERE h.id = @id AND h.deleted_at IS NULL AND SCOPE(h)", new { id }, ct);

    /// <summary>The views of rows already read under the caller's scope.</summary>
    internal async Task<IReadOnlyList<HospitalView>> Views(IReadOnlyList<HospitalRow> rows, CancellationToken ct)
    {
        var parameters = new DynamicParameters();
        var keys = (await db.Query<KeyRow>($"SELECT key_id, hospital_id, bound_at FROM welfare_hospital_key WHERE hospital_id IN {parameters.In("id", [.. rows.Select(row => row.Id)])} ORDER BY key_id",
            parameters, ct)).ToLookup(key => key.HospitalId, key => new HospitalKeyView { KeyId = key.KeyId, BoundAt = key.BoundAt });
        return [.. rows.Select(row => row.View with { Keys = [.. keys[row.Id]] })];
    }

    private static List<RecordState> States(IReadOnlyList<HospitalView> views) => [.. views.Select(view => new RecordState(view.Id, view.Version, view.OwnerOrgId, view))];

    private sealed record KeyRow
    {
        public required Guid KeyId { get; init; }
        public required Guid HospitalId { get; init; }
        public required DateTimeOffset BoundAt { get; init; }
    }
}
