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
    internal const long MostAsked = 2_000;
    internal const long MostVain = 40;
    internal const long MostAskedByKey = 1_000;
    internal const long MostVainByKey = 20;
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

    /// <summary>
    /// Counts one more for the key and for its hospital, and touches both rows. Of those that were asked side by side it leaves out the ones
    /// that are too many together.
    /// </summary>
    internal Statement Count(HospitalAtDoor hospital, bool covered) => new(
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
        """,
        [
            new("key", call.Caller.KeyId), new("hospital", hospital.Id), new("now", clock.GetUtcNow()), new("start", clock.GetUtcNow() - Window), new("vain", covered ? 0L : 1L),
            new("mostByKey", MostAskedByKey), new("most", MostAsked), new("mostVainByKey", MostVainByKey), new("mostVain", MostVain)
        ]);

    /// <summary>For whoever was left out by the count.</summary>
    internal Refusal TooMany(HospitalAtDoor hospital) => TooMany(new[] { hospital.Since, hospital.KeySince }.Max() ?? clock.GetUtcNow());

    private Refusal TooMany(DateTimeOffset since) => new(Problems.TooManyRequests) { RetryAfter = since + Window - clock.GetUtcNow() };
}
