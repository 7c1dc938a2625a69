using Dapper;
using HeroApi.Welfare.Fund.Payments;

namespace HeroApi.Welfare.MedicalCases;

/// <summary>The one projection of a medical case, and what the fund may pay for it.</summary>
internal sealed class MedicalSource(Db db, Records records, PaidFor paid) : IRecordSource, IPayable
{
    internal const string Name = "medical_case";

    internal static readonly RecordTable MedicalCases = new(Name, WelfareScopes.Read, "welfare_medical_case", "m", MedicalRow.Columns) { OpenWork = "m.state <> 'settled'" };

    public RecordTable Table => MedicalCases;

    public async Task<IReadOnlyList<RecordState>> Snapshot(Guid? after, int limit, CancellationToken ct) =>
        States(await Views(await records.After<MedicalRow>(MedicalCases, after, limit, ct), ct));

    public async Task<IReadOnlyList<RecordState>> Read(IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        States(await Views(await records.Of<MedicalRow>(MedicalCases, ids, ct), ct));

    /// <summary>No more than the lines that name the fund.</summary>
    public async Task<Payable?> Find(Guid id, CancellationToken ct) => await records.Held<MedicalRow>(MedicalCases, id, ct) is { } row
        ? new Payable(row.OwnerOrgId, row.HeroId, "medical", (await Lines([id], ct)).Where(line => line.Payer == MedicalCodes.Fund).Sum(line => line.AmountFen))
        : null;

    internal async Task<MedicalView> Get(Guid id, CancellationToken ct) => (await Views([await Seek(id, ct) ?? throw new Refusal(Problems.NotFound)], ct)).Single();

    internal Task<MedicalRow?> Seek(Guid id, CancellationToken ct) =>
        db.SingleOrDefault<MedicalRow>($"SELECT {MedicalRow.Columns} FROM welfare_medical_case m WHERE m.id = @id AND m.deleted_at IS NULL AND SCOPE(m)", new { id }, ct);

    internal Task<IReadOnlyList<LineRow>> Lines(IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        var parameters = new DynamicParameters();
        return db.Query<LineRow>($"SELECT {LineRow.Columns} FROM welfare_medical_line WHERE medical_id IN {parameters.In("id", ids)} ORDER BY id", parameters, ct);
    }

    /// <summary>The views of rows already read under the caller's scope.</summary>
    internal async Task<IReadOnlyList<MedicalView>> Views(IReadOnlyList<MedicalRow> rows, CancellationToken ct)
    {
        if (rows.Count == 0)
            return [];

        var parameters = new DynamicParameters();
        List<Guid> ids = [.. rows.Select(row => row.Id)];
        var lines = (await Lines(ids, ct)).ToLookup(line => line.MedicalId);
        var recoveries = (await db.Query<RecoveryRow>(
            $"SELECT {RecoveryRow.Columns} FROM welfare_medical_recovery WHERE medical_id IN {parameters.In("id", ids)} ORDER BY id", parameters, ct)).ToLookup(back => back.MedicalId);
        var (homes, fund) = (await records.Homes(ids, ct), await paid.Of(Name, ids, ct));
        return [.. rows.Select(row => MedicalView.Of(row, [.. lines[row.Id]], [.. recoveries[row.Id]]) with { HomeOrgIds = [.. homes[row.Id]], PaidFen = fund.GetValueOrDefault(row.Id) })];
    }

    private static List<RecordState> States(IReadOnlyList<MedicalView> views) => [.. views.Select(view => new RecordState(view.Id, view.Version, view.OwnerOrgId, view))];
}
