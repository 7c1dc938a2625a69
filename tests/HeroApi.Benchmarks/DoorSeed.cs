using System.Data.Common;
using System.Security.Cryptography;
using System.Text;

namespace HeroApi.Benchmarks;

/// <summary>Hospitals with a key each, and one person who is entitled. A key may ask 1,000 times an hour, so there are many of them.</summary>
internal static class DoorSeed
{
    internal const int Hospitals = 400;

    private const string Prefix = "hero_benchmark-of-a-hospital-";

    internal static Guid Entitlement => Id(0x21, 1);

    internal static string Key(int number) => $"{Prefix}{number:d15}";

    /// <summary>The key's id, by its text alone: the bare server looks no credential up.</summary>
    internal static Guid KeyId(string bearer) => KeyId(int.Parse(bearer.AsSpan("Bearer ".Length + Prefix.Length), System.Globalization.CultureInfo.InvariantCulture));

    internal static async Task Write(DbConnection connection)
    {
        var (start, county, hero) = (new DateTimeOffset(2016, 6, 1, 0, 0, 0, TimeSpan.Zero), Seed.County(0), Id(0x20, 1));
        await Bulk.Run(connection, "BEGIN");
        await Bulk.Write(connection, "access_api_key", "id, version, name, org_id, scopes, systems, rate_burst, created_at, updated_at",
            Each(n => [KeyId(n), 1L, "benchmark", county, "green_channel:verify", "", 0L, start, start]));
        await Bulk.Write(connection, "access_api_secret", "id, key_id, hash, hint, created_at", Each(n => [Id(0x24, n), KeyId(n), SHA256.HashData(Encoding.UTF8.GetBytes(Key(n))), "hero_benc", start]));
        await Bulk.Write(connection, "welfare_hospital",
            "id, version, owner_org_id, origin_org_id, origin_version, protection, created_at, updated_at, name, name_sort, credit_code, region, services, valid_from, officer, officer_phone",
            Each(n =>
            [
                Id(0x26, n), 1L, county, county, 1L, "none", start, start, "示范医院", "shifanyiyuan", $"{n:d18}", Seed.CountyRegion(0), "emergency inpatient", new DateOnly(2016, 1, 1), "示范干部", "15400000000"
            ]));
        await Bulk.Write(connection, "welfare_hospital_key", "key_id, hospital_id, bound_at", Each(n => [KeyId(n), Id(0x26, n), start]));
        await Bulk.Write(connection, "welfare_entitlement",
            "id, version, owner_org_id, origin_org_id, origin_version, protection, created_at, updated_at, hero_id, person_id, name, name_sort, file_number, registered_from, contact_state, elsewhere, acts, died_in_act, has_plaque, state",
            [[Entitlement, 1L, county, county, 1L, "none", start, start, hero, hero, "示范甲", "shifanjia", "2016-0001", new DateOnly(2016, 6, 1), "reachable", false, 1L, false, false, "active"]]);
        await Bulk.Write(connection, "kernel_scope", "record_id, org_id, axis", [[Entitlement, county, "owner"]]);
        await Bulk.Run(connection, "COMMIT");
        await Bulk.Run(connection, connection is Npgsql.NpgsqlConnection ? "VACUUM ANALYZE" : "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    private static IEnumerable<object?[]> Each(Func<int, object?[]> row) => Enumerable.Range(0, Hospitals).Select(row);

    private static Guid KeyId(int number) => Id(0x22, number);

    private static Guid Id(int kind, int number) => Guid.Parse($"0150{kind:x4}-0000-7000-8000-{number:x12}");
}
