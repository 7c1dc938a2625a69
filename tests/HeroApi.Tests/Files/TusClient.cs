using System.Diagnostics;
using System.Text.Json;
using HeroApi.Kernel.Http;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Files;

/// <summary>What the stock client met while it sent a file.</summary>
internal sealed record Sent
{
    public required string Url { get; init; }

    /// <summary>The offsets it went on from after something broke.</summary>
    public required IReadOnlyList<long> ResumedAt { get; init; }

    public required IReadOnlyList<int> Refusals { get; init; }

    /// <summary>How often there was no answer at all.</summary>
    public required int Cuts { get; init; }

    internal Guid Id => Guid.Parse(Url.Split('/')[^1]);
}

/// <summary>The real tus-js-client, in a process of its own; installed once from its lock file.</summary>
internal static class TusClient
{
    private static readonly Lazy<Task<string?>> Folder = new(Install);

    internal static async Task<Sent> Send(Uri host, string secret, byte[] bytes, object? metadata = null, object? chunkSize = null, bool byPost = false, bool withCreation = false)
    {
        var folder = await Folder.Value;
        Assert.SkipWhen(folder is null, "There is no Node.js to run tus-js-client with.");
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, bytes);
            var asked = JsonSerializer.Serialize(new { endpoint = new Uri(host, "/api/v1/files/uploads"), key = secret, file, metadata, chunkSize, byPost, withCreation }, Json.Web);
            var (code, said, complained) = await Run(folder!, "node", "upload.mjs", asked);
            code.ShouldBe(0, complained);
            return JsonSerializer.Deserialize<Sent>(said, Json.Web)!;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<string?> Install()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "HeroApi.sln")))
            root = root.Parent!;
        var folder = Path.Combine(root.FullName, "tests", "tus");
        var (locked, installed) = (Path.Combine(folder, "package-lock.json"), Path.Combine(folder, "node_modules", ".installed"));
        try
        {
            if (File.Exists(installed) && await File.ReadAllTextAsync(installed) == await File.ReadAllTextAsync(locked))
                return folder;

            var (code, _, complained) = await Run(folder, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error");
            code.ShouldBe(0, complained);
            File.Copy(locked, installed, overwrite: true);
            return folder;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static async Task<(int Code, string Said, string Complained)> Run(string folder, string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await said, await complained);
    }
}
