using System.Buffers;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace HeroApi.Files.Storage;

/// <summary>
/// Where the bytes are: the one seam to another kind of store. A blob is written once, under an id that is never used
/// again, and what it is to anybody is said by the database, so nothing here is renamed or replaced.
/// </summary>
internal sealed partial class FileStore(HeroSettings settings)
{
    private const int Chunk = 256 * 1024;
    private string NameFile => Path.Combine(settings.FileFolder, "store.id");

    /// <summary>What this store is called; null when it has no name, as a folder that nothing is mounted on.</summary>
    internal Guid? Name => File.Exists(NameFile) && Guid.TryParse(File.ReadAllText(NameFile), out var name) ? name : null;

    /// <summary>Of several that give a name at once the first one does.</summary>
    internal void GiveName(Guid name)
    {
        MakeFolder(settings.FileFolder);
        var draft = $"{NameFile}.{name:N}";
        using (var file = new FileStream(draft, FileMode.CreateNew, FileAccess.Write))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(name.ToString()));
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(draft, NameFile);
            SyncFolder(settings.FileFolder);
        }
        catch (IOException) when (File.Exists(NameFile))
        {
            File.Delete(draft);
        }
    }

    /// <summary>How many bytes of a blob are kept, every one of them durable.</summary>
    internal long Length(Guid blob) => new FileInfo(PathOf(blob)) is { Exists: true } file ? file.Length : 0;

    internal FileStream Read(Guid blob) => new(PathOf(blob), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 64 * 1024, useAsync: true);

    /// <summary>
    /// Opens a blob to add to it; null while another request does, on this host or another. The lock dies with its
    /// process. Each write is on disk before it returns, so the length of the blob is what has been kept of it.
    /// </summary>
    internal FileStream? Write(Guid blob)
    {
        var path = PathOf(blob);
        MakeFolder(Path.GetDirectoryName(path)!);
        var isNew = !File.Exists(path);
        try
        {
            var file = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                Options = FileOptions.WriteThrough | FileOptions.Asynchronous,
                BufferSize = 0
            });
            if (isNew)
                SyncFolder(Path.GetDirectoryName(path)!);
            return file;
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    /// <summary>Room for a chunk that is not known to be right yet; gone when it is closed, and nothing when it was left.</summary>
    internal FileStream Beside(Guid blob) =>
        new(BesideOf(blob), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.Asynchronous | FileOptions.DeleteOnClose);

    /// <summary>
    /// Adds what a request brings, at most so much, and returns how much it was. When the sender breaks off, what has come
    /// in is kept, so that it need not come again.
    /// </summary>
    internal static async Task<long> Append(Stream to, Stream from, long most, Problem tooMuch)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Chunk);
        var (filled, received) = (0, 0L);
        try
        {
            while (true)
            {
                var read = await Next(to, from, buffer, filled);
                received += read;
                if (received > most)
                    throw new Refusal(tooMuch, new { most });

                filled += read;
                if (read > 0 && filled < Chunk)
                    continue;
                await Keep(to, buffer.AsMemory(0, filled));
                filled = 0;
                if (read == 0)
                    return received;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Forgets a blob; one that is gone already is forgotten.</summary>
    internal void Remove(Guid blob)
    {
        try
        {
            File.Delete(PathOf(blob));
            File.Delete(BesideOf(blob));
        }
        catch (IOException)
        {
            // Its row stays, and the hourly housekeeping tries again.
        }
    }

    /// <summary>Reads on without the request's token: it ends with the line, when the server still holds bytes that came before.</summary>
    private static async Task<int> Next(Stream to, Stream from, byte[] buffer, int filled)
    {
        try
        {
            return await from.ReadAsync(buffer.AsMemory(filled, Chunk - filled), CancellationToken.None);
        }
        catch (Exception broken) when (broken is IOException or OperationCanceledException)
        {
            await Keep(to, buffer.AsMemory(0, filled));
            throw new Refusal(Problems.Malformed, cause: broken);
        }
    }

    private static async Task Keep(Stream to, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await to.WriteAsync(bytes, CancellationToken.None);
        }
        catch (IOException full)
        {
            throw new Refusal(Problems.StorageFull, cause: full);
        }
    }

    /// <summary>Spread over folders by the random end of the id; its beginning is the time.</summary>
    private string PathOf(Guid blob)
    {
        var name = blob.ToString("N");
        return Path.Combine(settings.FileFolder, "blobs", name[^2..], name);
    }

    private string BesideOf(Guid blob) => PathOf(blob) + ".chunk";

    private static void MakeFolder(string folder)
    {
        if (Directory.Exists(folder))
            return;

        var above = Path.GetDirectoryName(folder)!;
        MakeFolder(above);
        Directory.CreateDirectory(folder);
        SyncFolder(above);
    }

    /// <summary>A new file outlives a power cut only when its folder's entry does; the library has no call for that.</summary>
    private static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;

        using var handle = Open(folder, 0);
        if (!handle.IsInvalid)
            RandomAccess.FlushToDisk(handle);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial SafeFileHandle Open(string path, int flags);
}
