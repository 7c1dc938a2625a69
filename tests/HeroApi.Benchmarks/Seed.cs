using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using HeroApi.Cases.Leads;
using HeroApi.Kernel.Security;
using HeroApi.Kernel.Text;
using HeroApi.Organisations.Regions;
using Npgsql;

namespace HeroApi.Benchmarks;

/// <summary>
/// A province with its prefectures and counties, and leads of ten years spread over the counties; the same rows on every
/// site. Written past the host, since the figures start only afterwards.
/// </summary>
internal static class Seed
{
    internal const string ProvinceKey = "hero_benchmark-of-the-province-000000000000";
    internal const string CountyKey = "hero_benchmark-of-a-county-00000000000000000";

    private const string Summary = "路人听到呼救，下河救起落水儿童，随后在众人协助下将其送往医院。";
    private const string Address = "示范镇示范村示范河边";
    private static readonly DateTimeOffset Start = new(2016, 6, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly IReadOnlyList<Region> Prefectures = RegionTable.Current.Children("350000");
    private static readonly IReadOnlyList<Region> Counties = [.. Prefectures.SelectMany(prefecture => RegionTable.Current.Children(prefecture.Code))];
    private static readonly string[] Channels = ["grid_worker", "grid_worker", "grid_worker", "station", "station", "call_110", "call_110", "call_12345", "media", "self_or_family"];
    private static readonly string[] States = ["reported", "reported", "reported", "accepted", "accepted", "accepted", "accepted", "accepted", "dismissed", "duplicate"];

    internal static Guid Province => Id(1, 0);

    internal static int PrefectureCount => Prefectures.Count;

    internal static Guid Prefecture(int index) => Id(2, index);

    internal static Guid County(int index) => Id(3, index);

    internal static Guid Lead(int index) => Id(5, index);

    internal static Guid CountyKeyId => Id(4, 2);

    internal static string CountyRegion(int index) => Counties[index].Code;

    /// <summary>What a caller needs to exist; enough to ask for a feed token.</summary>
    internal static async Task Callers(DbConnection connection)
    {
        await Bulk.Run(connection, "BEGIN");
        await Organisations(connection);
        await Keys(connection);
        await Bulk.Run(connection, "COMMIT");
    }

    internal static async Task Leads(DbConnection connection, int rows)
    {
        await Bulk.Run(connection, "BEGIN");
        await Bulk.Write(connection, "cases_lead",
            "id, version, owner_org_id, origin_org_id, origin_version, protection, created_at, updated_at, state, channel, summary, acted_on, acted_from, acted_to, "
            + "region_code, address, lon, lat, given_crs, given_lon, given_lat, injured, died, has_injury, beneficiaries, reporter_anonymous, reporter_name, "
            + "reporter_relation, reporter_phone_masked, reporting_org_id, competent_org_id, reported_at",
            Each(rows, i =>
            {
                var (at, county) = (Start + (TimeSpan.FromDays(3650) / rows * i), Owner(i));
                var day = DateOnly.FromDateTime(at.UtcDateTime);
                return
                [
                    Lead(i), 1L, County(county), County(county), 1L, "none", at, at, Of(States, i, 1), Of(Channels, i, 2),
                    Summary, $"{day:yyyy-MM-dd}", day, day,
                    Counties[county].Code, Address, 118.1, 24.5, "gcj02", 118.105, 24.497,
                    0L, 0L, false, """[{"name":"示范丙","count":1}]""", false, "示范乙",
                    "witness", "138****0000", County(county), County(county), at
                ];
            }));
        await Bulk.Write(connection, "cases_lead_person",
            "id, lead_id, position, name, name_sort, document_type, document_masked, phone_masked, household_region",
            Enumerable.Range(0, rows).SelectMany(i => Enumerable.Range(0, 1 + (i % 3 / 2)).Select(p => new object?[]
                { Id(6 + p, i), Lead(i), (long)p, "示范甲", "shifanjia", "id_card", "1101**********002X", "139****0000", Counties[Home(i)].Code })));
        await Bulk.Write(connection, "kernel_scope", "record_id, org_id, axis", Enumerable.Range(0, rows).SelectMany(i => new object?[][]
        {
            [Lead(i), County(Owner(i)), "owner"],
            [Lead(i), County(Home(i)), "home"]
        }));
        await Bulk.Write(connection, "kernel_external_id", "record_type, system, value, record_id",
            Enumerable.Range(0, rows).Where(i => i % 3 == 0).Select(i => new object?[] { LeadSource.Name, "grid", $"G{i:d8}", Lead(i) }));
        await Bulk.Write(connection, "kernel_feed", "pos, mark, command_id, type, record_id, version, op, seen_after, at", Each(rows, i =>
        [
            i + 1L, i + 1L, Id(8, i), LeadSource.Name, Lead(i), 1L, "upsert",
            new Visibility(County(Owner(i)), [County(Home(i))], "none").ToString(), Start + (TimeSpan.FromDays(3650) / rows * i)
        ]));
        await Bulk.Run(connection, $"UPDATE kernel_feed_head SET pos = {rows}");
        var terms = new SearchTerms().Text(Summary).Text("福建省福州市" + Address).Person("示范甲").Person("示范乙").Person("示范丙").Of(LeadSource.Name);
        foreach (var fill in connection is NpgsqlConnection
            ? (string[])[$"INSERT INTO kernel_search (record_id, version, terms) SELECT id, 1, array_to_tsvector(string_to_array('{terms}', ' ')) FROM cases_lead"]
            : ["INSERT INTO kernel_search_record (record_id) SELECT id FROM cases_lead ORDER BY id", $"INSERT INTO kernel_search (rowid, terms) SELECT number, '{terms}' FROM kernel_search_record"])
            await Bulk.Run(connection, fill);
        await Bulk.Run(connection, "COMMIT");
        // A running PostgreSQL has its statistics from autovacuum; a running host keeps SQLite's log short.
        await Bulk.Run(connection, connection is NpgsqlConnection ? "VACUUM ANALYZE" : "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    internal static string Township(int number) => $"{Counties[0].Code}{number:d3}";

    /// <summary>Persons on the register of the first county, spread over its townships.</summary>
    internal static async Task Register(DbConnection connection, int persons)
    {
        await Bulk.Run(connection, "BEGIN");
        await Bulk.Write(connection, "welfare_entitlement",
            "id, version, owner_org_id, origin_org_id, origin_version, protection, created_at, updated_at, hero_id, person_id, name, name_sort, file_number, household_region, "
            + "living_region, registered_from, contact_state, elsewhere, acts, died_in_act, has_plaque, state",
            Each(persons, i =>
            [
                Id(20, i), 1L, County(0), County(0), 1L, "none", Start, Start, Id(21, i), Id(21, i), "示范甲", $"shifanjia{i:d6}", $"B-{i:d6}", Counties[0].Code,
                Township(i % 20), new DateOnly(2020, 1, 1), "reachable", false, 0L, false, false, "active"
            ]));
        await Bulk.Write(connection, "kernel_scope", "record_id, org_id, axis", Each(persons, i => [Id(20, i), County(0), "owner"]));
        await Bulk.Run(connection, "COMMIT");
        await Bulk.Run(connection, connection is NpgsqlConnection ? "VACUUM ANALYZE" : "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    private static async Task Organisations(DbConnection connection)
    {
        var all = Prefectures.Select((region, i) => (Id: Prefecture(i), region.Code, Level: "prefecture", Above: new[] { Province }))
            .Concat(Counties.Select((region, i) => (Id: County(i), region.Code, Level: "county", Above: new[] { Prefecture(PrefectureOf(i)), Province })))
            .Prepend((Id: Province, Code: "350000", Level: "province", Above: [])).ToList();
        await Bulk.Write(connection, "organisations_organisation",
            "id, version, owner_org_id, origin_org_id, origin_version, created_at, updated_at, code, name, name_sort, kind, level, parent_id, region_code",
            all.Select(org => new object?[]
            {
                org.Id, 1L, org.Id, org.Id, 1L, Start, Start, $"B-{org.Code}", $"示范协会{org.Code}", $"示范协会{org.Code}", "association", org.Level,
                org.Above is [var parent, ..] ? parent : null, org.Code
            }));
        await Bulk.Write(connection, "organisations_jurisdiction", "id, org_id, region_code, valid_from",
            all.Select(org => new object?[] { org.Id, org.Id, org.Code, new DateOnly(2000, 1, 1) }));
        await Bulk.Write(connection, "kernel_org_tree", "ancestor_id, org_id, depth",
            all.SelectMany(org => org.Above.Prepend(org.Id).Select((above, depth) => new object?[] { above, org.Id, (long)depth })));
    }

    private static async Task Keys(DbConnection connection)
    {
        var keys = new[] { (Number: 1, Org: Province, Text: ProvinceKey), (Number: 2, Org: County(0), Text: CountyKey) };
        await Bulk.Write(connection, "access_api_key", "id, version, name, org_id, scopes, systems, rate_burst, created_at, updated_at",
            keys.Select(key => new object?[] { Id(4, key.Number), 1L, "benchmark", key.Org, "leads:read leads:write cases:read cases:write cases:decide heroes:write imports:run files:write orgs:read feed:read welfare:read welfare:write fund:post", "grid", 0L, Start, Start }));
        await Bulk.Write(connection, "access_api_secret", "id, key_id, hash, hint, created_at",
            keys.Select(key => new object?[] { Id(4, 10 + key.Number), Id(4, key.Number), SHA256.HashData(Encoding.UTF8.GetBytes(key.Text)), "hero_benc", Start }));
    }

    private static IEnumerable<object?[]> Each(int rows, Func<int, object?[]> row) => Enumerable.Range(0, rows).Select(row);

    private static int Owner(int lead) => Pick(lead, 3, Counties.Count);

    private static int Home(int lead) => Pick(lead, 4, Counties.Count);

    private static string Of(string[] choices, int lead, int what) => choices[Pick(lead, what, choices.Length)];

    /// <summary>Scattered, but the same for the same lead, so that each table can be written by itself.</summary>
    private static int Pick(int lead, int what, int among)
    {
        var mixed = unchecked(((ulong)lead * 0x9E3779B97F4A7C15) + ((ulong)what * 0xBF58476D1CE4E5B9));
        mixed = unchecked((mixed ^ (mixed >> 30)) * 0x94D049BB133111EB);
        return (int)((mixed >> 33) % (ulong)among);
    }

    private static int PrefectureOf(int county) => Prefectures.Select((prefecture, index) => (prefecture, index)).First(entry => entry.prefecture.Code == Counties[county].ParentCode).index;

    private static Guid Id(int kind, int number) => Guid.Parse($"0150{kind:x4}-0000-7000-8000-{number:x12}");
}
