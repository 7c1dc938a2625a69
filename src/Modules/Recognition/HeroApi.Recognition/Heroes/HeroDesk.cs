using HeroApi.Recognition.Contracts;
using HeroApi.Recognition.Sections;

namespace HeroApi.Recognition.Heroes;

/// <summary>What the history of a file keeps of a change: never a value, so that old numbers and addresses live nowhere but in the file.</summary>
/// <param name="What">Of the vocabulary hero_change.</param>
/// <param name="PartId">The part of the file that it is about, such as an attempt to reach the person.</param>
/// <param name="Members">The members of the file that are different now.</param>
/// <param name="Reason">Why, in the officer's words.</param>
internal sealed record Entry(string What, Guid? PartId = null, IReadOnlyList<string>? Members = null, string? Reason = null);

/// <summary>Where hero files are worked on: takes a file out for writing a part of it, and puts it back under a new version.</summary>
internal sealed class HeroDesk(Db db, Call call, HeroSource source, Records records, Completeness completeness, Outbox outbox, TimeProvider clock)
{
    /// <summary>The file, the caller's and held for the rest of the command.</summary>
    /// <param name="version">The version the caller knows; null for what only adds.</param>
    internal Task<HeroRow> Take(Guid heroId, long? version, CancellationToken ct) => source.FindFor(heroId, version, ct);

    /// <summary>The file that a file is in today, held for the rest of the command: for what comes from beside it and must not be lost when the file is being merged.</summary>
    internal async Task<Guid> Hold(Guid heroId, CancellationToken ct)
    {
        while (await db.Single<Guid>(
            "UPDATE recognition_hero SET version = version WHERE id = @heroId AND UNSCOPED('a file is held, whoever sees it') RETURNING COALESCE(merged_into, id)", new { heroId }, ct) is var heir
            && heir != heroId)
            heroId = heir;
        return heroId;
    }

    /// <summary>Puts a file back: a new version, a line in its history, and the feed.</summary>
    /// <returns>The file in the caller's field profile.</returns>
    internal async Task<HeroView> Put(HeroRow before, Entry entry, CancellationToken ct)
    {
        await Changed([before.Id], entry, ct);
        return await source.Get(before.Id, ct);
    }

    /// <summary>The same for files that something beside them has changed, whoever sees them.</summary>
    internal async Task Changed(IReadOnlyCollection<Guid> heroIds, Entry entry, CancellationToken ct)
    {
        await records.Raise(HeroSource.Heroes, heroIds, losing: [], ct);
        foreach (var heroId in heroIds)
            await Note(heroId, entry, ct);
    }

    /// <summary>Says to other modules that a part of a file, which stands beside it, is different now.</summary>
    internal async Task Say(Guid heroId, string part, CancellationToken ct) => outbox.Add(new HeroFileChanged(heroId, await db.Single<Guid>(
        "SELECT h.owner_org_id FROM recognition_hero h WHERE h.id = @heroId AND UNSCOPED('whose it is, is told')", new { heroId }, ct), [part]), heroId);

    /// <summary>A line in the history of a file, whose version rises by other means, after everything was written: what it lacks is worked out with it.</summary>
    internal async Task Note(Guid heroId, Entry entry, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await completeness.Assess(heroId, ct);
        await db.Execute(
            """
            INSERT INTO recognition_history (id, hero_id, at, what, part_id, members, reason, org_id, principal)
            VALUES (@id, @heroId, @now, @What, @PartId, @members, @Reason, @OrgId, @KeyId)
            """,
            new
            {
                id = Guid.CreateVersion7(now),
                heroId,
                now,
                entry.What,
                entry.PartId,
                members = entry.Members is null ? null : string.Join(',', entry.Members),
                entry.Reason,
                call.Caller.OrgId,
                call.Caller.KeyId
            }, ct);
    }
}
