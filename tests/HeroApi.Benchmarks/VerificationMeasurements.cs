using System.Security.Cryptography;
using System.Text;

namespace HeroApi.Benchmarks;

/// <summary>A row of the green channel: a verification at a hospital's door, which is a durable write, beside the bare write of the same run.</summary>
internal sealed partial class Measurements
{
    /// <summary>A hospital may ask 1,000 times an hour with one key, so there are many of them.</summary>
    private const int Hospitals = 400;

    private const string OfficerKey = "hero_benchmark-of-an-officer-000000000000000";
    private static readonly Guid Hero = Guid.Parse("01500020-0000-7000-8000-000000000001");
    private static readonly Guid Entitlement = Guid.Parse("01500021-0000-7000-8000-000000000001");

    private async Task Verify()
    {
        await using var site = await Site.Make(engine, "verify", FewRows);
        await using var reference = await Site.Make(engine, "verifybare", FewRows);
        await SeedHospitals(site);
        await using var ours = await Server.Host(site);
        await using var bare = engine == "sqlite" ? await Server.Bare(reference) : null;
        if (bare is null && !Pgbench.IsThere)
        {
            Table.Missing(Name("15 verify at the door"), "not compared: there is no pgbench");
            return;
        }

        var token = Requests.Text(await new Load(ours.Address, 1).Once(Requests.Post("/api/v1/green-channel/tokens", OfficerKey, "token", $$"""{"heroId":"{{Hero}}"}"""), 200), "token");
        var body = $$"""{"token":"{{token}}"}""";
        byte[] Verifies(long n) => Requests.Post("/api/v1/green-channel/verifications", HospitalKey((int)(n % Hospitals)), $"verify-{n}", body);
        Task<double> Bare() => bare is not null ? Ask(bare, Creates, 201) : new Pgbench(reference, plan).Run();
        await WarmUp(ours, Verifies, 200);
        await Bare();
        await site.Settle();

        var (verified, written) = (new List<double>(), new List<double>());
        for (var round = 0; round < plan.Rounds; round++)
        {
            verified.Add(await Ask(ours, Verifies, 200));
            await site.Settle();
            written.Add(await Bare());
        }

        Table.Speed(Name("15 verify at the door"), Median(verified), Median(written), 0.60, engine == "sqlite" ? "bare group commit of one insert" : "pgbench, the statements of one create of a lead");
    }

    private static async Task SeedHospitals(Site site)
    {
        await using var connection = await site.Open();
        var (start, county) = (new DateTimeOffset(2016, 6, 1, 0, 0, 0, TimeSpan.Zero), Seed.County(0));
        await Bulk.Run(connection, "BEGIN");
        await Bulk.Write(connection, "access_api_key", "id, version, name, org_id, scopes, systems, rate_burst, created_at, updated_at",
            Enumerable.Range(0, Hospitals).Select(n => new object?[] { Id(0x22, n), 1L, "benchmark", county, "green_channel:verify", "", 0L, start, start })
                .Append([Id(0x23, 0), 1L, "benchmark", county, "welfare:write", "", 0L, start, start]));
        await Bulk.Write(connection, "access_api_secret", "id, key_id, hash, hint, created_at",
            Enumerable.Range(0, Hospitals).Select(n => new object?[] { Id(0x24, n), Id(0x22, n), SHA256.HashData(Encoding.UTF8.GetBytes(HospitalKey(n))), "hero_benc", start })
                .Append([Id(0x25, 0), Id(0x23, 0), SHA256.HashData(Encoding.UTF8.GetBytes(OfficerKey)), "hero_benc", start]));
        await Bulk.Write(connection, "welfare_hospital",
            "id, version, owner_org_id, origin_org_id, origin_version, protection, created_at, updated_at, name, name_sort, credit_code, region, services, valid_from, officer, officer_phone",
            Enumerable.Range(0, Hospitals).Select(n => new object?[]
            {
                Id(0x26, n), 1L, county, county, 1L, "none", start, start, "示范医院", "shifanyiyuan", $"{n:d18}", Seed.CountyRegion(0), "emergency inpatient", new DateOnly(2016, 1, 1), "示范干部", "15400000000"
            }));
        await Bulk.Write(connection, "welfare_hospital_key", "key_id, hospital_id, bound_at", Enumerable.Range(0, Hospitals).Select(n => new object?[] { Id(0x22, n), Id(0x26, n), start }));
        await Bulk.Write(connection, "welfare_entitlement",
            "id, version, owner_org_id, origin_org_id, origin_version, protection, created_at, updated_at, hero_id, person_id, name, name_sort, file_number, registered_from, contact_state, elsewhere, acts, died_in_act, state",
            [[Entitlement, 1L, county, county, 1L, "none", start, start, Hero, Hero, "示范甲", "shifanjia", "2016-0001", new DateOnly(2016, 6, 1), "reachable", false, 1L, false, "active"]]);
        await Bulk.Write(connection, "kernel_scope", "record_id, org_id, axis", [[Entitlement, county, "owner"]]);
        await Bulk.Run(connection, "COMMIT");
    }

    private static string HospitalKey(int number) => $"hero_benchmark-of-a-hospital-{number:d15}";

    private static Guid Id(int kind, int number) => Guid.Parse($"0150{kind:x4}-0000-7000-8000-{number:x12}");
}
