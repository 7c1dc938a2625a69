namespace HeroApi.Files.Storage;

/// <summary>
/// Which blobs are contents, and of how many files. The count is in the content's own row, so that whoever takes the last
/// file away and whoever adds one to it wait for each other.
/// </summary>
internal sealed class Contents(Db db, FileStore store, AfterCommit after, TimeProvider clock)
{
    /// <summary>A blob that is about to be received; when nothing comes of it by then, it is thrown away.</summary>
    internal Task<int> Expect(Guid blob, DateTimeOffset expiresAt, CancellationToken ct) =>
        db.Execute("INSERT INTO files_blob (id, expires_at) VALUES (@blob, @expiresAt)", new { blob, expiresAt }, ct);

    /// <summary>Makes a received blob a content, or throws it away when there is such a content already.</summary>
    internal async Task Keep(string sha256, Guid blob, CancellationToken ct)
    {
        var kept = await db.Single<Guid>(
            """
            INSERT INTO files_content (sha256, blob_id, files)
            VALUES (@sha256, @blob, 1)
            ON CONFLICT (sha256) DO UPDATE SET files = files_content.files + 1
            RETURNING blob_id
            """, new { sha256, blob }, ct);
        if (kept != blob)
            await Discard(blob, ct);
        else if (await db.Execute("UPDATE files_blob SET expires_at = NULL WHERE id = @blob AND doomed_at IS NULL", new { blob }, ct) == 0)
            throw new Refusal(FileErrors.UploadExpired);
    }

    /// <summary>One more file of a content that is there; false when it is not.</summary>
    internal async Task<bool> Share(string sha256, CancellationToken ct) =>
        await db.Execute("UPDATE files_content SET files = files + 1 WHERE sha256 = @sha256", new { sha256 }, ct) == 1;

    /// <summary>One file of a content less. The bytes of the last one stay for a day, so that a backup being made still finds them.</summary>
    internal async Task Release(string sha256, CancellationToken ct)
    {
        await db.Execute("UPDATE files_content SET files = files - 1 WHERE sha256 = @sha256", new { sha256 }, ct);
        if (await db.SingleOrDefault<Guid?>("DELETE FROM files_content WHERE sha256 = @sha256 AND files = 0 RETURNING blob_id", new { sha256 }, ct) is { } blob)
            await Doom(blob, "expires_at IS NULL", ct);
    }

    /// <summary>Throws away at once what has not become a content; one that has stays.</summary>
    internal async Task Discard(Guid blob, CancellationToken ct)
    {
        if (await Doom(blob, "expires_at IS NOT NULL", ct) == 1)
            after.Do(() => store.Remove(blob));
    }

    private Task<int> Doom(Guid blob, string when, CancellationToken ct) => db.Execute(
        $"UPDATE files_blob SET doomed_at = @now WHERE id = @blob AND doomed_at IS NULL AND {when}", new { blob, now = clock.GetUtcNow() }, ct);
}
