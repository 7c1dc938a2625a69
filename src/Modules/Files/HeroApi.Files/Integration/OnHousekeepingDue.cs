using HeroApi.Files.Storage;

namespace HeroApi.Files.Integration;

/// <summary>
/// Clears away files that no record refers to, uploads that were given up, and the bytes of both. A content goes only
/// when its own row says that no file has it; its bytes stay for a day after that, so that a backup being made finds them.
/// </summary>
internal sealed class OnHousekeepingDue(Db db, FileLinks links, Contents contents, FileStore store, AfterCommit after, TimeProvider clock) : INotificationHandler<HousekeepingDue>
{
    private const int Chunk = 1_000;
    private static readonly TimeSpan KeepBytes = TimeSpan.FromDays(1);
    private static readonly TimeSpan KeepTelling = TimeSpan.FromDays(30);

    public async Task Handle(HousekeepingDue notification, CancellationToken cancellationToken)
    {
        var (ct, now) = (cancellationToken, clock.GetUtcNow());
        foreach (var loose in await links.DropLoose(Chunk, ct))
        {
            await db.Execute("DELETE FROM files_upload WHERE id = @loose", new { loose }, ct);
            if (await db.SingleOrDefault<string>("DELETE FROM files_file WHERE id = @loose RETURNING sha256", new { loose }, ct) is { } sha256)
                await contents.Release(sha256, ct);
        }

        await db.Execute("DELETE FROM files_upload WHERE expires_at < @before", new { before = now - KeepTelling }, ct);
        await db.Execute("UPDATE files_blob SET doomed_at = @now WHERE expires_at < @now AND doomed_at IS NULL", new { now }, ct);
        // Removed at every run of another day, so that a store that is away for hours, or a host that dies, leaves nothing behind.
        foreach (var blob in await db.Query<Guid>("SELECT id FROM files_blob WHERE doomed_at < @before", new { before = now - KeepBytes }, ct))
            after.Do(() => store.Remove(blob));
        await db.Execute("DELETE FROM files_blob WHERE doomed_at < @before", new { before = now - (2 * KeepBytes) }, ct);
    }
}
