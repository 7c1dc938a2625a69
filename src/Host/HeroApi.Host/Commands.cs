using HeroApi.Kernel;
using HeroApi.Kernel.Data;
using HeroApi.Kernel.Security;

namespace HeroApi.Host;

/// <summary>The commands of the program beside serving: <c>audit verify</c>, <c>backup DIR</c>, <c>keys …</c>.</summary>
internal static class Commands
{
    /// <summary>The exit code of the command that was named; null when none was and the host shall serve.</summary>
    internal static async Task<int?> Run(string[] args)
    {
        var words = args.TakeWhile(arg => !arg.StartsWith("--", StringComparison.Ordinal)).ToArray();
        return words switch
        {
            [] => null,
            ["keys", "new"] => Print(KeyRing.New()),
            ["keys", "rotate"] => AddKey(args[2..], "data"),
            ["keys", "reindex"] => AddKey(args[2..], "index"),
            ["keys", "retire", var id] => await OnData(args[3..], (engine, _, settings) => RemoveKey(engine, settings, id)),
            ["audit", "verify"] => await OnData(args[2..], VerifyAudit),
            ["backup", var folder] => await OnData(args[2..], (engine, _, settings) => Backup(engine, settings, Path.GetFullPath(folder))),
            _ => throw new HostRefused($"There is no command '{string.Join(' ', words)}'. Known: audit verify, backup DIR, keys new, keys rotate, keys reindex, keys retire ID.")
        };
    }

    private static int Print(string line)
    {
        Console.WriteLine(line);
        return 0;
    }

    /// <summary>
    /// Only makes the key known to whoever reads the ring: which key is written with is for all hosts at once, and so is
    /// asked of one of them (docs/keys.md).
    /// </summary>
    private static int AddKey(string[] args, string purpose)
    {
        var settings = HeroSettings.From(Configure(args).Configuration);
        return Save(settings, KeyRing.Add(RingOf(settings), purpose), "The ring has one key more. Restart the host, then: POST /api/v1/keyring/rotations");
    }

    private static async Task<int> RemoveKey(IEngine engine, HeroSettings settings, string id)
    {
        var ring = KeyRing.Remove(RingOf(settings), id);
        await using (var lease = await engine.Read(CancellationToken.None))
            if (await KeyWatch.StateOf(lease.Connection, id) is not (null or "known" or "retired") and var state)
                return Fail($"{id} is {state}: values are under it. Retire it first: POST /api/v1/keyring/retirements");
        return Save(settings, ring, $"{id} is out of the ring. Restart the host.");
    }

    private static string RingOf(HeroSettings settings)
    {
        if (settings.Keys is { Length: > 0 } given)
            return given;
        var file = Path.Combine(settings.KeyFolder, "ring");
        return File.Exists(file) ? File.ReadAllText(file) : throw new HostRefused($"There are no keys: {file} is missing and HERO_KEYS is not given.");
    }

    /// <summary>A ring that was given by HERO_KEYS is the operator's to roll out: it goes to stdout and nowhere else.</summary>
    private static int Save(HeroSettings settings, string ring, string done)
    {
        if (settings.Keys is { Length: > 0 })
            return Print(ring);
        PrivateFile.Write(Path.Combine(settings.KeyFolder, "ring"), ring);
        return Print(done);
    }

    private static async Task<int> VerifyAudit(IEngine engine, SealChain seals, HeroSettings settings)
    {
        var rows = 0L;
        var fault = await seals.Verify(engine, count => rows = count, CancellationToken.None);
        return fault is null ? Print($"The audit trail is whole: {rows} sealed rows.") : Fail($"The audit trail is broken: {fault}.");
    }

    private static async Task<int> Backup(IEngine engine, HeroSettings settings, string folder)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            return Fail($"{folder} is not empty.");

        await engine.Backup(folder, CancellationToken.None);
        // After the database, whose files are all there by then, and stay for a day even when they are deleted meanwhile.
        if (settings.FileStore is { } shared)
            Print($"The files in {shared} are not part of it: back them up after it, within a day.");
        else if (Directory.Exists(settings.FileFolder))
            Copy(settings.FileFolder, Path.Combine(folder, "files"));
        var ring = Path.Combine(settings.KeyFolder, "ring");
        if (!File.Exists(ring))
            return Print($"Backed up to {folder}. The keys are in HERO_KEYS: keep them apart from the backup, but keep them.");

        Directory.CreateDirectory(Path.Combine(folder, "keys"));
        PrivateFile.Write(Path.Combine(folder, "keys", "ring"), await File.ReadAllTextAsync(ring));
        return Print($"Backed up to {folder}, keys included: guard it like the data folder itself.");
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            try
            {
                File.Copy(file, copy);
            }
            catch (IOException) when (!File.Exists(file))
            {
                // An upload that was given up just now.
            }
        }
    }

    private static int Fail(string line)
    {
        Console.Error.WriteLine(line);
        return 1;
    }

    private static HostApplicationBuilder Configure(string[] args) =>
        Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = Arguments.Normalise(args), ContentRootPath = AppContext.BaseDirectory });

    /// <summary>These commands read beside a running host, so they neither migrate nor take its lock.</summary>
    private static async Task<int> OnData(string[] args, Func<IEngine, SealChain, HeroSettings, Task<int>> run)
    {
        var builder = Configure(args);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var settings = HeroSettings.From(builder.Configuration);
        if (settings.PostgresConnection is null && !File.Exists(settings.SqliteFile))
            throw new HostRefused($"There is no database in {settings.DataFolder}.");

        builder.Services.AddKernel(settings, []);
        using var host = builder.Build();
        await using var engine = host.Services.GetRequiredService<IEngine>();
        return await run(engine, host.Services.GetRequiredService<SealChain>(), settings);
    }
}
