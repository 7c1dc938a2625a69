using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using HeroApi.Cases.Leads;
using HeroApi.Kernel.Data;
using HeroApi.Organisations.Regions;
using Npgsql;

namespace HeroApi.Benchmarks;

/// <summary>
/// A province with its prefectures and counties, and leads of ten years spread over the counties; the same rows on every
/// site. Written by plain SQL, since the figures start only afterwards.
/// </summary>
internal static class Seed
{
    internal const string ProvinceKey = "hero_benchmark-of-the-province-000000000000";
    internal const string CountyKey = "hero_benchmark-of-a-county-00000000000000000";

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

    internal static string CountyRegion(int index) => Counties[index].Code;

    internal static async Task Fill(DbConnection connection, int rows)
    {
        await Run("BEGIN");
        await Organisations(connection);
        await Keys(connection);
        await Leads(connection, rows);
        await Run("COMMIT");
        // A running PostgreSQL has its statistics from autovacuum; a running host keeps SQLite's log short.
        await Run(connection is NpgsqlConnection ? "ANALYZE" : "PRAGMA wal_checkpoint(TRUNCATE)");

        async Task Run(string sql)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync();
        }
    }

    private static async Task Organisations(DbConnection connection)
    {
        await using var organisation = new Insert(connection, "organisations_organisation", "id", "version", "owner_org_id", "origin_org_id", "origin_version", "created_at", "updated_at",
            "code", "name", "name_sort", "kind", "level", "parent_id", "region_code");
        await using var jurisdiction = new Insert(connection, "organisations_jurisdiction", "id", "org_id", "region_code", "valid_from");
        await using var tree = new Insert(connection, "kernel_org_tree", "ancestor_id", "org_id", "depth");

        async Task Add(Guid id, string region, string level, params Guid[] above)
        {
            await organisation.Row(id, 1L, id, id, 1L, Start, Start, $"B-{region}", $"示范协会{region}", $"示范协会{region}", "association", level, above is [var parent, ..] ? parent : null, region);
            await jurisdiction.Row(id, id, region, new DateOnly(2000, 1, 1));
            await tree.Row(id, id, 0L);
            for (var i = 0; i < above.Length; i++)
                await tree.Row(above[i], id, i + 1L);
        }

        await Add(Province, "350000", "province");
        for (var i = 0; i < Prefectures.Count; i++)
            await Add(Prefecture(i), Prefectures[i].Code, "prefecture", Province);
        for (var i = 0; i < Counties.Count; i++)
            await Add(County(i), Counties[i].Code, "county", Prefecture(PrefectureOf(i)), Province);
    }

    private static async Task Keys(DbConnection connection)
    {
        await using var key = new Insert(connection, "access_api_key", "id", "version", "name", "org_id", "scopes", "systems", "rate_burst", "created_at", "updated_at");
        await using var secret = new Insert(connection, "access_api_secret", "id", "key_id", "hash", "hint", "created_at");
        foreach (var (number, org, text) in new[] { (1, Province, ProvinceKey), (2, County(0), CountyKey) })
        {
            await key.Row(Id(4, number), 1L, "benchmark", org, "leads:read leads:write orgs:read", "grid", 0L, Start, Start);
            await secret.Row(Id(4, 10 + number), Id(4, number), SHA256.HashData(Encoding.UTF8.GetBytes(text)), "hero_benc", Start);
        }
    }

    private static async Task Leads(DbConnection connection, int rows)
    {
        await using var lead = new Insert(connection, "cases_lead", "id", "version", "owner_org_id", "origin_org_id", "origin_version", "protection", "created_at", "updated_at",
            "state", "channel", "summary", "acted_on", "acted_from", "acted_to", "region_code", "address", "lon", "lat", "given_crs", "given_lon", "given_lat",
            "injured", "died", "has_injury", "beneficiaries", "reporter_anonymous", "reporter_name", "reporter_relation", "reporter_phone_masked",
            "reporting_org_id", "competent_org_id", "reported_at");
        await using var person = new Insert(connection, "cases_lead_person", "id", "lead_id", "position", "name", "name_sort", "document_type", "document_masked", "phone_masked", "household_region");
        await using var scope = new Insert(connection, "kernel_scope", "record_id", "org_id", "axis");
        await using var named = new Insert(connection, "kernel_external_id", "record_type", "system", "value", "record_id");

        var random = new Random(7);
        for (var i = 0; i < rows; i++)
        {
            var (id, county, home, at) = (Lead(i), random.Next(Counties.Count), random.Next(Counties.Count), Start + (TimeSpan.FromDays(3650) / rows * i));
            var day = DateOnly.FromDateTime(at.UtcDateTime);
            await lead.Row(id, 1L, County(county), County(county), 1L, "none", at, at,
                Of(States), Of(Channels), "路人听到呼救，下河救起落水儿童，随后在众人协助下将其送往医院。", $"{day:yyyy-MM-dd}", day, day,
                Counties[county].Code, "示范镇示范村示范河边", 118.1, 24.5, "gcj02", 118.105, 24.497,
                0L, 0L, false, """[{"name":"示范丙","count":1}]""", false, "示范乙", "witness", "138****0000",
                County(county), County(county), at);
            for (var p = 0; p <= i % 3 / 2; p++)
                await person.Row(Id(6 + p, i), id, (long)p, "示范甲", "shifanjia", "id_card", "1101**********002X", "139****0000", Counties[home].Code);
            await scope.Row(id, County(county), "owner");
            await scope.Row(id, County(home), "home");
            if (i % 3 == 0)
                await named.Row(LeadSource.Name, "grid", $"G{i}", id);
        }

        string Of(string[] choices) => choices[random.Next(choices.Length)];
    }

    private static int PrefectureOf(int county) => Prefectures.Select((prefecture, index) => (prefecture, index)).First(entry => entry.prefecture.Code == Counties[county].ParentCode).index;

    private static Guid Id(int kind, int number) => Guid.Parse($"0150{kind:x4}-0000-7000-8000-{number:x12}");

    /// <summary>A prepared INSERT.</summary>
    private sealed class Insert : IAsyncDisposable
    {
        private readonly DbCommand command;
        private readonly bool sqlite;

        internal Insert(DbConnection connection, string table, params string[] columns)
        {
            sqlite = connection is not NpgsqlConnection;
            command = connection.CreateCommand();
            command.CommandText = $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select(column => "@" + column))})";
            foreach (var column in columns)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = column;
                command.Parameters.Add(parameter);
            }
        }

        internal async Task Row(params object?[] values)
        {
            for (var i = 0; i < values.Length; i++)
                command.Parameters[i].Value = sqlite ? TypeHandlers.ToSqlite(values[i]) : TypeHandlers.ToPostgres(values[i]);
            await command.ExecuteNonQueryAsync();
        }

        public ValueTask DisposeAsync() => command.DisposeAsync();
    }
}
