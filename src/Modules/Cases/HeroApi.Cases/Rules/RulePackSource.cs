using System.Text.Json;
using System.Text.Json.Serialization;

namespace HeroApi.Cases.Rules;

/// <summary>
/// The one projection of a rule pack. A published pack is a record of who published it: it stands in the feed of that
/// organisation and of those above it. Anybody who reads cases may look up every pack, since it is public law.
/// </summary>
internal sealed class RulePackSource(Db db, Records records) : IRecordSource
{
    internal const string Name = "rule_pack";

    internal static readonly RecordTable RulePacks = new(Name, CaseScopes.CasesRead, "cases_rule_pack", "p", RulePackRow.Columns);

    public RecordTable Table => RulePacks;

    public async Task<IReadOnlyList<RecordState>> Snapshot(Guid? after, int limit, CancellationToken ct) =>
        States(await records.After<RulePackRow>(RulePacks, after, limit, ct));

    public async Task<IReadOnlyList<RecordState>> Read(IReadOnlyCollection<Guid> ids, CancellationToken ct) => States(await records.Of<RulePackRow>(RulePacks, ids, ct));

    /// <summary>A published pack; 410 for one that was withdrawn, null for what is none.</summary>
    internal async Task<RulePackRow?> Seek(Guid id, CancellationToken ct)
    {
        var row = await Find(id, ct);
        return row?.DeletedAt is null ? row : throw new Refusal(Problems.Deleted, new { reason = "withdrawn" });
    }

    /// <summary>A published pack, withdrawn or not.</summary>
    internal Task<RulePackRow?> Find(Guid id, CancellationToken ct) => db.SingleOrDefault<RulePackRow>(
        $"SELECT {RulePackRow.Columns} FROM cases_rule_pack p WHERE UNSCOPED('published rules are public law') AND p.id = @id", new { id }, ct);

    private static List<RecordState> States(IReadOnlyList<RulePackRow> rows) => [.. rows.Select(row => new RecordState(row.Id, row.Version, row.OwnerOrgId, row.View))];
}

/// <summary>A published pack as it is kept.</summary>
internal sealed record RulePackRow : Listed
{
    internal const string Columns =
        """
        p.id, p.version, p.owner_org_id, p.protection, p.created_at, p.updated_at, p.deleted_at, p.region, p.title, p.legal_basis, p.effective_from, p.effective_to,
        p.supersedes_id, p.rules
        """;

    public required long Version { get; init; }
    public required Guid OwnerOrgId { get; init; }
    public required string Protection { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public DateTimeOffset? DeletedAt { get; init; }
    public required string Region { get; init; }
    public required string Title { get; init; }
    public required string LegalBasis { get; init; }
    public required DateOnly EffectiveFrom { get; init; }
    public DateOnly? EffectiveTo { get; init; }
    public Guid? SupersedesId { get; init; }
    public required string Rules { get; init; }

    [JsonIgnore]
    internal RulePack Pack => new()
    {
        Id = Id,
        Region = Region,
        Title = Title,
        LegalBasis = LegalBasis,
        EffectiveFrom = EffectiveFrom,
        EffectiveTo = EffectiveTo,
        Rules = JsonSerializer.Deserialize<IReadOnlyDictionary<string, RuleValue>>(Rules, Json.Stored)!
    };

    [JsonIgnore]
    internal RulePackView View => RulePackView.Of(Pack) with
    {
        Version = Version,
        SupersedesId = SupersedesId,
        OwnerOrgId = OwnerOrgId,
        Protection = Protection,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt
    };
}
