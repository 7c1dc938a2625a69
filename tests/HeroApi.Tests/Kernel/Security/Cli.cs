using System.Diagnostics;
using HeroApi.Host;
using HeroApi.TestKit;

namespace HeroApi.Tests.Kernel.Security;

/// <summary>The commands of the built program, on a test's database.</summary>
internal static class Cli
{
    internal static async Task<(int Exit, string Out, string Error)> Run(TestDatabase database, params string[] words)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in words.Prepend(typeof(HeroHost).Assembly.Location).Concat(database.Arguments))
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await said, await complained);
    }
}
