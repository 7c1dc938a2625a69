namespace HeroApi.Files.Storage;

/// <summary>
/// Proves that this host's store is the installation's: the name within it is the one in the database. A host whose shared
/// path is not mounted finds no name, and takes and gives no files.
/// </summary>
internal sealed class StoreProof(FileStore store, IServiceScopeFactory scopes, TimeProvider clock)
{
    private volatile bool proven;

    internal async Task Need(CancellationToken ct)
    {
        if (!proven && !await Holds(ct))
            throw new Refusal(Problems.StorageFull);
    }

    internal async Task<bool> Holds(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        if (await Known(db, ct) is null)
        {
            // Only a new installation names its store; the first host to say so in the database decides.
            if (store.Name is null)
                store.GiveName(Guid.CreateVersion7(clock.GetUtcNow()));
            var name = store.Name;
            await scope.ServiceProvider.GetRequiredService<Transactions>().Run(this,
                () => db.Execute("INSERT INTO files_store (id, store_id) VALUES (1, @name) ON CONFLICT (id) DO NOTHING", new { name }, ct), ct);
        }

        return proven = await Known(db, ct) is { } known && store.Name == known;
    }

    private static Task<Guid?> Known(Db db, CancellationToken ct) => db.SingleOrDefault<Guid?>("SELECT store_id FROM files_store WHERE id = 1", null, ct);
}
