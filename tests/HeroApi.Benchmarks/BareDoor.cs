using HeroApi.China;
using HeroApi.Kernel;
using HeroApi.Welfare.GreenChannel;
using HeroApi.Welfare.GreenChannel.Codes;
using HeroApi.Welfare.GreenChannel.Verifications;
using static HeroApi.Benchmarks.BareValues;

namespace HeroApi.Benchmarks;

/// <summary>A verification at the door on the bare server: the statements that the slice and its retries need, in as many round trips, and the signature that it checks.</summary>
internal sealed class BareDoor(BareOnce writes, ChannelTokens tokens)
{
    private const string Hospital =
        """
        SELECT h.id, h.owner_org_id, h.services, h.valid_from, h.valid_to, h.officer, h.officer_phone, l.since, l.asked, l.vain, m.since, m.asked, m.vain
        FROM   welfare_hospital_key k
        JOIN   welfare_hospital h ON h.id = k.hospital_id
        LEFT   JOIN welfare_channel_limit l ON l.holder_id = h.id AND l.since > @start
        LEFT   JOIN welfare_channel_limit m ON m.holder_id = k.key_id AND m.since > @start
        WHERE  k.key_id = @key
        """;

    private const string Person = "SELECT e.hero_id, e.name, e.state FROM welfare_entitlement e WHERE e.id = @id";

    private static readonly string[] Kept =
    [
        """
        INSERT INTO welfare_channel_check (id, at, hospital_id, key_id, entitlement_id, means, covered, services)
        VALUES (@id, @now, @hospital, @key, @person, @means, @covered, @services)
        """,
        """
        INSERT INTO kernel_read_log (id, at, principal, org_id, purpose, action, record_type, record_id, trace_id)
        VALUES (@id, @at, @principal, @org, @purpose, @action, @type, @record, @trace)
        """,
        """
        INSERT INTO welfare_channel_limit (holder_id, since, asked, vain)
        VALUES (@key, @now, 1, @vain), (@hospital, @now, 1, @vain)
        ON CONFLICT (holder_id) DO UPDATE
        SET    asked = CASE WHEN welfare_channel_limit.since > @start THEN welfare_channel_limit.asked + 1 ELSE 1 END,
               vain  = CASE WHEN welfare_channel_limit.since > @start THEN welfare_channel_limit.vain + excluded.vain ELSE excluded.vain END,
               since = CASE WHEN welfare_channel_limit.since > @start THEN welfare_channel_limit.since ELSE excluded.since END
        WHERE  welfare_channel_limit.since <= @start
        OR     (welfare_channel_limit.asked < CASE WHEN excluded.holder_id = @key THEN @mostByKey ELSE @most END
                AND welfare_channel_limit.vain + excluded.vain <= CASE WHEN excluded.holder_id = @key THEN @mostVainByKey ELSE @mostVain END)
        """
    ];

    internal async Task<VerifyEntitlement.Result> Verify(VerifyEntitlement.Command body, Guid key, string idempotencyKey)
    {
        var now = Instants.Micro(DateTimeOffset.UtcNow);
        var start = now - TimeSpan.FromHours(1);
        var claims = tokens.Open(body.Token!);
        return await writes.Write(key, nameof(VerifyEntitlement), idempotencyKey, body, async db =>
        {
            var hospital = (await db.First(Hospital, r => new HospitalAtDoor
            {
                Id = Id(r, 0),
                OwnerOrgId = Id(r, 1),
                Services = r.GetString(2),
                ValidFrom = Day(r, 3),
                ValidTo = r.IsDBNull(4) ? null : Day(r, 4),
                Officer = r.GetString(5),
                OfficerPhone = r.GetString(6),
                Since = r.IsDBNull(7) ? null : At(r, 7),
                Asked = Count(r, 8),
                Vain = Count(r, 9),
                KeySince = r.IsDBNull(10) ? null : At(r, 10),
                KeyAsked = Count(r, 11),
                KeyVain = Count(r, 12)
            }, ("start", start), ("key", key)))!;
            if (!hospital.HoldsOn(TimeProvider.System.Today()) || hospital.Asked >= ChannelDoor.MostAsked || hospital.KeyAsked >= ChannelDoor.MostAskedByKey)
                throw new InvalidOperationException("The measurement asks only where it may.");

            var person = (await db.First(Person, r => new Found(Id(r, 0), r.GetString(1), r.GetString(2)), ("id", claims!.EntitlementId)))!;
            var services = ChannelCodes.Read(hospital.Services).Intersect(person.State == "active" ? claims.Services : []).ToList();
            var (id, covered) = (Guid.CreateVersion7(now), services.Count > 0);
            await db.ExecuteAll(Kept,
                [("id", id), ("now", now), ("hospital", hospital.Id), ("key", key), ("person", claims.EntitlementId), ("means", "token"), ("covered", covered), ("services", ChannelCodes.Kept(services))],
                [
                    ("id", Guid.CreateVersion7(now)), ("at", now), ("principal", key), ("org", hospital.OwnerOrgId), ("purpose", "green_channel"), ("action", "VerifyEntitlement"),
                    ("type", "hero"), ("record", person.HeroId), ("trace", "0123456789abcdef0123456789abcdef")
                ],
                [
                    ("key", key), ("hospital", hospital.Id), ("now", now), ("start", start), ("vain", covered ? 0L : 1L), ("mostByKey", ChannelDoor.MostAskedByKey), ("most", ChannelDoor.MostAsked),
                    ("mostVainByKey", ChannelDoor.MostVainByKey), ("mostVain", ChannelDoor.MostVain)
                ]);
            return new VerifyEntitlement.Result { Id = id, Covered = covered, Services = services, Name = covered ? person.Name : null, Officer = hospital.Officer, OfficerPhone = hospital.OfficerPhone };
        });
    }

    private sealed record Found(Guid HeroId, string Name, string State);
}
