using HeroApi.Kernel;
using HeroApi.Kernel.Data;
using HeroApi.Kernel.Security;

namespace HeroApi.Host;

/// <summary>The commands of the program beside serving: <c>audit verify</c>, <c>backup DIR</c>, <c>keys new</c>.</summary>
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
            ["audit", "verify"] => await OnData(args[2..], VerifyAudit),
            ["backup", var folder] => await OnData(args[2..], (engine, _, settings) => Backup(engine, settings, Path.GetFullPath(folder))),
            _ => throw new HostRefused($"There is no command '{string.Join(' ', words)}'. Known: audit verify, backup DIR, keys new.")
        };
    }

    private static int Print(string line)
    {
        Console.WriteLine(line);
        return 0;
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
        var ring = Path.Combine(settings.KeyFolder, "ring");
        if (!File.Exists(ring))
            return Print($"Backed up to {folder}. The keys are in HERO_KEYS: keep them apart from the backup, but keep them.");

        Directory.CreateDirectory(Path.Combine(folder, "keys"));
        PrivateFile.Write(Path.Combine(folder, "keys", "ring"), await File.ReadAllTextAsync(ring));
        return Print($"Backed up to {folder}, keys included: guard it like the data folder itself.");
    }

    private static int Fail(string line)
    {
        Console.Error.WriteLine(line);
        return 1;
    }

    /// <summary>These commands read beside a running host, so they neither migrate nor take its lock.</summary>
    private static async Task<int> OnData(string[] args, Func<IEngine, SealChain, HeroSettings, Task<int>> run)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = Arguments.Normalise(args), ContentRootPath = AppContext.BaseDirectory });
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
