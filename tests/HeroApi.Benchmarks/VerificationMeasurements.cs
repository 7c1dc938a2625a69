using HeroApi.Welfare.GreenChannel.Codes;

namespace HeroApi.Benchmarks;

/// <summary>A row of the green channel: a verification at a hospital's door, which is a durable write.</summary>
internal sealed partial class Measurements
{
    private static readonly string[] WrittenAtTheDoor =
    [
        "SELECT hospital_id, key_id, entitlement_id, means, covered, services FROM welfare_channel_check",
        "SELECT principal, org_id, purpose, action, record_type, record_id FROM kernel_read_log",
        "SELECT holder_id, asked, vain FROM welfare_channel_limit ORDER BY holder_id",
        "SELECT principal, route, key, LENGTH(print) AS print, LENGTH(result_cipher) AS result FROM kernel_idempotency"
    ];

    private Task Verify() => BesideBareWrites("15 verify at the door", 0.60, "verify", DoorSeed.Write, site =>
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var token = new ChannelTokens(site.Ring).Sign(new TokenClaims(Guid.CreateVersion7(), DoorSeed.Entitlement, ["emergency", "inpatient"], now, now + (long)ChannelTokens.Lasts.TotalSeconds));
        var body = $$"""{"token":"{{token}}"}""";
        return n => Requests.Post("/api/v1/green-channel/verifications", DoorSeed.Key((int)(n % DoorSeed.Hospitals)), $"verify-{n}", body);
    }, 200, WrittenAtTheDoor);
}
