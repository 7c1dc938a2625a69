using HeroApi.Kernel.Data;
using HeroApi.Kernel.Events;

namespace HeroApi.Kernel.Security;

/// <summary>The keys of the installation and the hosts that hold them; never a key itself.</summary>
public sealed record KeyringView
{
    public required IReadOnlyList<KeyView> Keys { get; init; }

    /// <summary>The hosts that were heard of within two minutes.</summary>
    public required IReadOnlyList<KeyHolder> Hosts { get; init; }

    public static KeyringView Example => new()
    {
        Keys =
        [
            new KeyView { Id = "data-1", Purpose = KeyRing.Data, State = "former", Since = new(2026, 6, 1, 1, 0, 0, TimeSpan.Zero), Retirable = true },
            new KeyView { Id = "data-2", Purpose = KeyRing.Data, State = "current", Since = new(2026, 6, 1, 1, 0, 0, TimeSpan.Zero), Retirable = false }
        ],
        Hosts = [new KeyHolder { Id = Guid.Parse("0198f000-0000-7000-8000-000000000009"), Keys = ["data-1", "data-2", "index-1"], SeenAt = new(2026, 6, 1, 1, 0, 0, TimeSpan.Zero) }]
    };
}

/// <summary>One key, by its id.</summary>
public sealed record KeyView
{
    /// <summary><c>data-N</c> or <c>index-N</c>.</summary>
    public required string Id { get; init; }

    /// <summary>data encrypts; index finds without decrypting.</summary>
    public required string Purpose { get; init; }

    /// <summary>known (held, never written with), current (new values are under it), former or retired.</summary>
    public required string State { get; init; }

    /// <summary>When it came into this state.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Whether a job has proved that nothing is under it any more.</summary>
    public required bool Retirable { get; init; }
}

/// <summary>One host, and the keys it holds.</summary>
public sealed record KeyHolder
{
    public required Guid Id { get; init; }
    public required IReadOnlyList<string> Keys { get; init; }
    public required DateTimeOffset SeenAt { get; init; }
}

/// <summary>What the database says of keys, and the two acts that change it.</summary>
public sealed class KeyBook(Db db, KeyRing ring, Jobs jobs, TimeProvider clock)
{
    public static readonly Problem NotHeld = new("keyring.host_lacks_key", 409, "尚有主机没有此密钥，请先更新所有主机", "A host lacks the key; roll it out to every host first", Retryable: true);
    public static readonly Problem InUse = new("keyring.key_in_use", 409, "密钥仍在使用，不能停用", "The key is still in use");
    public static readonly Problem Retired = new("keyring.key_retired", 409, "密钥已停用，不能再启用", "The key was retired and cannot come back");

    public async Task<KeyringView> Read(CancellationToken ct)
    {
        var keys = await db.Query<KeyView>(
            "SELECT id, purpose, state, since, (state = 'former' AND unused_at IS NOT NULL) AS retirable FROM kernel_key ORDER BY purpose, since, id", null, ct);
        var hosts = await db.Query<Host>("SELECT id, keys, seen_at FROM kernel_host WHERE seen_at > @gone ORDER BY id", new { gone = clock.GetUtcNow() - KeyWatch.Gone }, ct);
        return new KeyringView { Keys = keys, Hosts = [.. hosts.Select(host => new KeyHolder { Id = host.Id, Keys = host.Keys.Split(' '), SeenAt = host.SeenAt })] };
    }

    /// <summary>Makes a key that every host holds the current one, and has a job bring everything under it.</summary>
    public async Task<JobView> Rotate(string id, CancellationToken ct)
    {
        await Lock(ct);
        var book = await Read(ct);
        var key = book.Keys.SingleOrDefault(known => known.Id == id) ?? throw new Refusal(Problems.NotFound);
        if (key.State == "retired")
            throw new Refusal(Retired);
        if (!ring.Has(id) || book.Hosts.Any(host => !host.Keys.Contains(id)))
            throw new Refusal(NotHeld);

        var now = clock.GetUtcNow();
        if (key.State != "current")
        {
            await db.Execute("UPDATE kernel_key SET state = 'former', since = @now, unused_at = NULL WHERE purpose = @Purpose AND state = 'current'", new { key.Purpose, now }, ct);
            await db.Execute("UPDATE kernel_key SET state = 'current', since = @now, unused_at = NULL WHERE id = @id", new { id, now }, ct);
        }

        var job = await jobs.Start(Reencryption.Name, new Reencryption.Input(id), ct);
        return (await jobs.Find(job, ct))!;
    }

    /// <summary>Gives up a key that nothing is under any more; operators then take it out of the ring.</summary>
    public async Task<KeyringView> Retire(string id, CancellationToken ct)
    {
        await Lock(ct);
        var key = (await Read(ct)).Keys.SingleOrDefault(known => known.Id == id) ?? throw new Refusal(Problems.NotFound);
        if (key is { State: not "retired", Retirable: false })
            throw new Refusal(InUse);

        await db.Execute("UPDATE kernel_key SET state = 'retired', since = @now WHERE id = @id AND state = 'former'", new { id, now = clock.GetUtcNow() }, ct);
        return await Read(ct);
    }

    /// <summary>One act at a time, on every engine.</summary>
    private Task<int> Lock(CancellationToken ct) => db.Execute("UPDATE kernel_lock SET name = name WHERE name = 'keyring'", null, ct);

    private sealed record Host
    {
        public required Guid Id { get; init; }
        public required string Keys { get; init; }
        public required DateTimeOffset SeenAt { get; init; }
    }
}
