using HeroApi.Kernel;

namespace HeroApi.Host;

/// <summary>
/// The data folder of an embedded database, held by one host at a time: a second writer would not know of the first
/// one's lane.
/// </summary>
internal sealed class DataFolder(HeroSettings settings) : IDisposable
{
    private FileStream? held;

    internal void Lock()
    {
        if (settings.PostgresConnection is not null)
            return;

        Directory.CreateDirectory(settings.DataFolder);
        try
        {
            held = new FileStream(Path.Combine(settings.DataFolder, "host.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new HostRefused($"Another host is using {settings.DataFolder}. SQLite serves one host; use PostgreSQL for several.");
        }
    }

    public void Dispose() => held?.Dispose();
}
