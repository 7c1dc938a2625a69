using HeroApi.Welfare.Fund.Payments;

namespace HeroApi.Welfare.Benefits.Cases;

/// <summary>The one projection of a benefit case.</summary>
internal sealed class BenefitSource(Db db, Records records, PaidFor paid) : IRecordSource
{
    internal const string Name = "benefit_case";

    internal static readonly RecordTable Benefits = new(Name, WelfareScopes.Read, "welfare_benefit", "c", BenefitRow.Columns) { OpenWork = "c.state IN ('open', 'referred', 'replied', 'review')" };

    public RecordTable Table => Benefits;

    public async Task<IReadOnlyList<RecordState>> Snapshot(Guid? after, int limit, CancellationToken ct) =>
        States(await Views(await records.After<BenefitRow>(Benefits, after, limit, ct), ct));

    public async Task<IReadOnlyList<RecordState>> Read(IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        States(await Views(await records.Of<BenefitRow>(Benefits, ids, ct), ct));

    internal async Task<BenefitView> Get(Guid id, CancellationToken ct) => (await Views([await Seek(id, ct) ?? throw new Refusal(Problems.NotFound)], ct)).Single();

    internal Task<BenefitRow?> Seek(Guid id, CancellationToken ct) =>
        db.SingleOrDefault<BenefitRow>($"SELECT {BenefitRow.Columns} FROM welfare_benefit c WHERE c.id = @id AND SCOPE(c)", new { id }, ct);

    /// <summary>The views of rows already read under the caller's scope.</summary>
    internal async Task<IReadOnlyList<BenefitView>> Views(IReadOnlyList<BenefitRow> rows, CancellationToken ct)
    {
        List<Guid> ids = [.. rows.Select(row => row.Id)];
        var (fen, homes) = (await paid.Of(Name, ids, ct), await records.Homes(ids, ct));
        return [.. rows.Select(row => row.View with { PaidFen = fen.GetValueOrDefault(row.Id), HomeOrgIds = [.. homes[row.Id]] })];
    }

    private static List<RecordState> States(IReadOnlyList<BenefitView> views) => [.. views.Select(view => new RecordState(view.Id, view.Version, view.OwnerOrgId, view))];
}
