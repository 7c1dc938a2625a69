using System.Text.Json;
using Dapper;

namespace HeroApi.Cases.Rules;

/// <summary>All rule packs: those shipped with the module, and those that places have published here.</summary>
internal sealed class RuleBook(Db db)
{
    private const string Columns = "id, region, title, effective_from, effective_to, rules";

    private static readonly Lazy<IReadOnlyList<RulePack>> Presets = new(Load);

    /// <summary>The rules of a case, as pinned on it.</summary>
    internal async Task<RuleSet> Of(CaseRow row, CancellationToken ct)
    {
        var effective = await Effective(row.RegionCode, row.ActedFrom, ct);
        var ids = JsonSerializer.Deserialize<IReadOnlyList<Guid>>(row.RulePacks, Json.Stored)!;
        var pinned = (await Packs(ids, ct)).ToDictionary(pack => pack.Id);
        return new RuleSet([.. ids.Select(id => pinned[id])], effective, row.RegionCode);
    }

    /// <summary>The rules for an act in this place on this day, to be pinned.</summary>
    internal async Task<RuleSet> For(string region, DateOnly actedOn, CancellationToken ct)
    {
        var effective = await Effective(region, actedOn, ct);
        return new RuleSet(effective, effective, region);
    }

    /// <summary>The packs that hold for a place on a day, the most specific first; what a place has published itself comes before what was shipped for it.</summary>
    internal async Task<IReadOnlyList<RulePack>> Effective(string region, DateOnly day, CancellationToken ct)
    {
        var chain = RulePack.Chain(region);
        var parameters = new DynamicParameters(new { day });
        var published = (await db.Query<Row>(
            $"""
            SELECT {Columns}
            FROM   cases_rule_pack
            WHERE  region IN {parameters.In("region", chain)} AND effective_from <= @day AND (effective_to IS NULL OR effective_to > @day)
            ORDER  BY effective_from DESC, id DESC
            """, parameters, ct)).Select(row => row.Pack);
        var known = published.Concat(Presets.Value.Where(pack => pack.HoldsOn(day))).ToLookup(pack => pack.Region);
        return [.. chain.SelectMany(code => known[code])];
    }

    /// <summary>Those of the packs that are known, by id.</summary>
    internal async Task<IReadOnlyList<RulePack>> Packs(IReadOnlyList<Guid> ids, CancellationToken ct)
    {
        var shipped = Presets.Value.Where(pack => ids.Contains(pack.Id)).ToList();
        if (ids.Except(shipped.Select(pack => pack.Id)).ToList() is not { Count: > 0 } others)
            return shipped;

        var parameters = new DynamicParameters();
        return [.. shipped, .. (await db.Query<Row>($"SELECT {Columns} FROM cases_rule_pack WHERE id IN {parameters.In("id", others)}", parameters, ct)).Select(row => row.Pack)];
    }

    private static IReadOnlyList<RulePack> Load()
    {
        var assembly = typeof(RuleBook).Assembly;
        return [.. assembly.GetManifestResourceNames().Where(name => name.Contains(".Rules.Packs.", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(name =>
        {
            using var file = assembly.GetManifestResourceStream(name)!;
            return JsonSerializer.Deserialize<RulePack>(file, Json.Stored)! with { Shipped = true };
        })];
    }

    private sealed record Row
    {
        public required Guid Id { get; init; }
        public required string Region { get; init; }
        public required string Title { get; init; }
        public required DateOnly EffectiveFrom { get; init; }
        public DateOnly? EffectiveTo { get; init; }
        public required string Rules { get; init; }

        internal RulePack Pack => new()
        {
            Id = Id,
            Region = Region,
            Title = Title,
            EffectiveFrom = EffectiveFrom,
            EffectiveTo = EffectiveTo,
            Rules = JsonSerializer.Deserialize<IReadOnlyDictionary<string, RuleValue>>(Rules, Json.Stored)!
        };
    }
}
