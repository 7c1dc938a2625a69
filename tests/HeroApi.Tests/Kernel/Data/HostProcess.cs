using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using HeroApi.Host;
using HeroApi.TestKit;

namespace HeroApi.Tests.Kernel.Data;

/// <summary>The built program as a process of its own, which a test may kill.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private const string Administrator = "hero_test_administrator_key_0001";
    private readonly TestDatabase database;
    private readonly HttpClient http;
    private readonly int port;
    private Process? process;

    internal HostProcess(TestDatabase database)
    {
        this.database = database;
        port = FreePort();
        http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(20) };
    }

    internal Client Admin => new(http, Administrator);

    internal Uri Address => http.BaseAddress!;

    internal Client With(Client officer) => new(http, officer.Secret, officer.OrgId);

    /// <summary>An organisation's officer, whom no limit holds up.</summary>
    internal async Task<Client> Officer()
    {
        var organisation = await Admin.Post("organisations", new { code = "ORG-KILL", name = "示范机构", kind = "association", level = "county", regionCode = "371502" });
        var key = await Admin.Post("api-keys", new
        {
            name = "load",
            orgId = organisation.Must(HttpStatusCode.Created).Id,
            scopes = States.OfficerScopes,
            ratePerSecond = 10_000,
            rateBurst = 100_000
        });
        return new Client(http, key.Must(HttpStatusCode.Created).Text("secret"), organisation.Id);
    }

    /// <summary>Starts it, and returns when it is ready.</summary>
    internal async Task Start()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { typeof(HeroHost).Assembly.Location }.Concat(database.Arguments).Append("--urls").Append($"http://127.0.0.1:{port}").Append("--HERO_ADMIN_KEY").Append(Administrator))
            start.ArgumentList.Add(argument);
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await Probe.Until(async () => (await http.GetAsync("/health/ready")).StatusCode == HttpStatusCode.OK, "the host becomes ready");
    }

    /// <summary>SIGKILL: nothing of it is told.</summary>
    internal async Task Kill()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    /// <summary>SIGTERM, as a service manager would; the exit code.</summary>
    internal async Task<int> Stop()
    {
        Process.Start("kill", ["-TERM", $"{process!.Id}"]).Dispose();
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        if (process is { HasExited: false })
            await Kill();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>Asks another process again and again, since it cannot be told to say when it is there.</summary>
internal static class Probe
{
    internal static async Task Until(Func<Task<bool>> holds, string what)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await Holds(holds))
        {
            if (Stopwatch.GetElapsedTime(began) > TimeSpan.FromSeconds(60))
                throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"Waited 60 s until {what}."));
            await Task.Delay(20);
        }
    }

    private static async Task<bool> Holds(Func<Task<bool>> holds)
    {
        try
        {
            return await holds();
        }
        catch (Exception away) when (away is HttpRequestException or TaskCanceledException or System.Data.Common.DbException)
        {
            return false;
        }
    }
}
