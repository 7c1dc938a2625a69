using System.Text.Json;
using Dapper;

namespace HeroApi.Cases.Rules;

/// <summary>All rule packs: those shipped with the module, and those that places have published here.</summary>
internal sealed class RuleBook(Db db, HeroSettings settings)
{
    private static readonly Lazy<IReadOnlyList<RulePack>> Known = new(Load);

    /// <summary>What comes with the program, demonstrations apart.</summary>
    internal static IEnumerable<RulePack> Statutes => Known.Value.Where(pack => !pack.IsDemo);

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

    /// <summary>
    /// The packs that hold for a place on a day, in the order in which they are asked for a key: the widest region first, since a
    /// lower body fills what a higher one left open and overrides nothing; within a region what it has published itself before what
    /// was shipped for it. Last the demonstration's, and only where a setting asks for it.
    /// </summary>
    internal async Task<IReadOnlyList<RulePack>> Effective(string region, DateOnly day, CancellationToken ct)
    {
        var chain = RulePack.Chain(region);
        var parameters = new DynamicParameters(new { day });
        var published = (await db.Query<RulePackRow>(
            $"""
            SELECT {RulePackRow.Columns}
            FROM   cases_rule_pack p
            WHERE  UNSCOPED('published rules are public law') AND p.deleted_at IS NULL AND p.region IN {parameters.In("region", chain)}
            AND    p.effective_from <= @day AND (p.effective_to IS NULL OR p.effective_to > @day)
            """, parameters, ct)).Select(row => row.Pack);
        var holding = published.Concat(Statutes.Where(pack => pack.HoldsOn(day))).ToLookup(pack => pack.Region);
        return [.. chain.SelectMany(code => holding[code]), .. Known.Value.Where(pack => pack.IsDemo && settings.DemoRules)];
    }

    /// <summary>Those of the packs that are known, by id; withdrawn ones and the demonstration's too, for whoever was pinned to them.</summary>
    internal async Task<IReadOnlyList<RulePack>> Packs(IReadOnlyList<Guid> ids, CancellationToken ct)
    {
        var shipped = Known.Value.Where(pack => ids.Contains(pack.Id)).ToList();
        if (ids.Except(shipped.Select(pack => pack.Id)).ToList() is not { Count: > 0 } others)
            return shipped;

        var parameters = new DynamicParameters();
        var published = await db.Query<RulePackRow>(
            $"SELECT {RulePackRow.Columns} FROM cases_rule_pack p WHERE UNSCOPED('published rules are public law') AND p.id IN {parameters.In("id", others)}", parameters, ct);
        return [.. shipped, .. published.Select(row => row.Pack)];
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
}
