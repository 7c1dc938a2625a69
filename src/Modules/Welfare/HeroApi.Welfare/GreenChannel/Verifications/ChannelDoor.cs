using HeroApi.Welfare.GreenChannel.Hospitals;

namespace HeroApi.Welfare.GreenChannel.Verifications;

/// <summary>The hospital that a caller's key speaks for, and how often it has asked.</summary>
internal sealed record HospitalAtDoor
{
    public required Guid Id { get; init; }
    public required Guid OwnerOrgId { get; init; }
    public required string Services { get; init; }
    public required DateOnly ValidFrom { get; init; }
    public DateOnly? ValidTo { get; init; }
    public required string Officer { get; init; }
    public required string OfficerPhone { get; init; }
    public DateTimeOffset? Since { get; init; }
    public long? Asked { get; init; }
    public long? Vain { get; init; }
    public DateTimeOffset? KeySince { get; init; }
    public long? KeyAsked { get; init; }
    public long? KeyVain { get; init; }

    internal bool HoldsOn(DateOnly day) => ValidFrom <= day && (ValidTo is null || ValidTo >= day);
}

/// <summary>
/// Who stands at the door: a key that is bound to a hospital and may do nothing else, whatever it was when it was bound. Counts by key and by
/// hospital within an hour, on however many hosts, so that nobody tries many codes.
/// </summary>
internal sealed class ChannelDoor(Db db, Call call, TimeProvider clock)
{
    internal const int MostAsked = 2_000;
    internal const int MostVain = 40;
    internal const int MostAskedByKey = 1_000;
    internal const int MostVainByKey = 20;
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    /// <summary>The hospital of the caller's key.</summary>
    internal async Task<HospitalAtDoor> Hospital(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var hospital = HospitalKeys.IsNarrow([.. call.Caller.Scopes])
            ? await db.SingleOrDefault<HospitalAtDoor>(
                """
                SELECT h.id, h.owner_org_id, h.services, h.valid_from, h.valid_to, h.officer, h.officer_phone, l.since, l.asked, l.vain,
                       m.since AS key_since, m.asked AS key_asked, m.vain AS key_vain
                FROM   welfare_hospital_key k
                JOIN   welfare_hospital h ON h.id = k.hospital_id
                LEFT   JOIN welfare_channel_limit l ON l.holder_id = h.id AND l.since > @start
                LEFT   JOIN welfare_channel_limit m ON m.holder_id = k.key_id AND m.since > @start
                WHERE  k.key_id = @KeyId AND UNSCOPED('the key speaks for this hospital and sees nothing else')
                """, new { call.Caller.KeyId, start = now - Window }, ct)
            : null;
        if (hospital is null || hospital.OwnerOrgId != call.Caller.OrgId)
            throw new Refusal(ChannelErrors.HospitalNotKnown);
        return hospital;
    }

    /// <summary>Before anything is looked up: a right code is told no more than a wrong one once there were too many.</summary>
    internal void MustBeFew(HospitalAtDoor hospital)
    {
        if (hospital.Vain >= MostVain || hospital.Asked >= MostAsked)
            throw TooMany(hospital.Since!.Value);
        if (hospital.KeyVain >= MostVainByKey || hospital.KeyAsked >= MostAskedByKey)
            throw TooMany(hospital.KeySince!.Value);
    }

    /// <summary>Counts one more for the key and for its hospital. Those that were asked side by side are refused here, once they are too many together.</summary>
    internal async Task Count(HospitalAtDoor hospital, bool covered, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        foreach (var counted in await db.Query<Counted>(
            """
            INSERT INTO welfare_channel_limit (holder_id, since, asked, vain)
            VALUES (@KeyId, @now, 1, @vain), (@Id, @now, 1, @vain)
            ON CONFLICT (holder_id) DO UPDATE
            SET    asked = CASE WHEN welfare_channel_limit.since > @start THEN welfare_channel_limit.asked + 1 ELSE 1 END,
                   vain  = CASE WHEN welfare_channel_limit.since > @start THEN welfare_channel_limit.vain + excluded.vain ELSE excluded.vain END,
                   since = CASE WHEN welfare_channel_limit.since > @start THEN welfare_channel_limit.since ELSE excluded.since END
            RETURNING holder_id, since, asked, vain
            """, new { call.Caller.KeyId, hospital.Id, now, vain = covered ? 0 : 1, start = now - Window }, ct))
            if (counted.HolderId == hospital.Id ? counted.Vain > MostVain || counted.Asked > MostAsked : counted.Vain > MostVainByKey || counted.Asked > MostAskedByKey)
                throw TooMany(counted.Since);
    }

    private Refusal TooMany(DateTimeOffset since) => new(Problems.TooManyRequests) { RetryAfter = since + Window - clock.GetUtcNow() };

    private sealed record Counted
    {
        public required Guid HolderId { get; init; }
        public required DateTimeOffset Since { get; init; }
        public required long Asked { get; init; }
        public required long Vain { get; init; }
    }
}
