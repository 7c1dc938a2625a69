using HeroApi.Files.Contracts;

namespace HeroApi.Files.Files;

/// <summary>Finds files that the caller may see, and adds those that have been found good.</summary>
internal sealed class FileShelf(Db db, FileLinks links, Outbox outbox, TimeProvider clock)
{
    private const string Columns = "id, name, media_type, size, sha256, created_at";

    internal Task<FileView?> Find(Guid id, CancellationToken ct) => db.SingleOrDefault<FileView>($"SELECT {Columns} FROM files_file WHERE id = @id", new { id }, ct);

    /// <summary>The file and the records through which the caller sees it; what is hidden is answered like what is absent.</summary>
    internal async Task<(FileView File, IReadOnlyList<RecordName> Through)> Get(Guid id, CancellationToken ct)
    {
        var through = await links.SeenThrough(id, ct) ?? throw new Refusal(Problems.NotFound);
        return (await Find(id, ct) ?? throw new Refusal(Problems.NotFound), through);
    }

    /// <summary>A file with this content that the caller may see already; of others he must not even learn that they are there.</summary>
    internal async Task<FileView?> FindVisible(string sha256, long size, CancellationToken ct)
    {
        const int most = 20;
        foreach (var file in await db.Query<FileView>($"SELECT {Columns} FROM files_file WHERE sha256 = @sha256 AND size = @size ORDER BY id LIMIT @most", new { sha256, size, most }, ct))
            if (await links.SeenThrough(file.Id, ct) is not null)
                return file;
        return null;
    }

    /// <summary>From here on the file is there. Its claim must be held, and its content kept.</summary>
    internal async Task<FileView> Add(Guid id, string name, string mediaType, long size, string sha256, CancellationToken ct)
    {
        await links.Verify(id, ct);
        await db.Execute("DELETE FROM files_upload WHERE id = @id", new { id }, ct);
        outbox.Add(new FileVerified(id), id);
        return await db.Single<FileView>(
            $"""
            INSERT INTO files_file (id, name, media_type, size, sha256, created_at)
            VALUES (@id, @name, @mediaType, @size, @sha256, @now)
            RETURNING {Columns}
            """, new { id, name, mediaType, size, sha256, now = clock.GetUtcNow() }, ct);
    }
}
