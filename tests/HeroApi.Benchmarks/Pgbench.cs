using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace HeroApi.Benchmarks;

/// <summary>The statements of one create, sent by PostgreSQL's own load generator: no host, no HTTP, one round trip a statement.</summary>
internal sealed class Pgbench(Site site, Plan plan)
{
    private static readonly string Program = Environment.GetEnvironmentVariable("HEROAPI_PGBENCH") is { Length: > 0 } given ? given : "pgbench";

    internal static bool IsThere
    {
        get
        {
            try
            {
                using var version = Process.Start(new ProcessStartInfo(Program, "--version") { RedirectStandardOutput = true })!;
                version.WaitForExit();
                return true;
            }
            catch (Win32Exception)
            {
                return false;
            }
        }
    }

    /// <summary>Transactions per second.</summary>
    internal async Task<double> Run()
    {
        var text = new NpgsqlConnectionStringBuilder(site.Postgres);
        var start = new ProcessStartInfo(Program,
        [
            "--no-vacuum", "--protocol=prepared", "--file", Path.Combine(AppContext.BaseDirectory, "create.pgbench.sql"),
            "--client", Number(plan.Connections), "--jobs", "2", "--time", Number(Math.Ceiling(plan.Round.TotalSeconds)),
            // The ids of one round must not meet those of another.
            "--define", "n=0", "--define", $"run={Number(DateTimeOffset.UtcNow.ToUnixTimeSeconds())}"
        ])
        { RedirectStandardOutput = true, RedirectStandardError = true };
        (start.Environment["PGHOST"], start.Environment["PGPORT"]) = (text.Host, Number(text.Port));
        (start.Environment["PGUSER"], start.Environment["PGPASSWORD"], start.Environment["PGDATABASE"]) = (text.Username, text.Password, text.Database);
        start.Environment["PGOPTIONS"] = $"-c search_path={site.Schema} -c synchronous_commit=on";

        using var process = Process.Start(start)!;
        var (answer, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        var speed = (await answer).Split('\n').FirstOrDefault(line => line.StartsWith("tps = ", StringComparison.Ordinal));
        return process.ExitCode == 0 && speed is not null
            ? double.Parse(speed.Split(' ')[2], CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"pgbench failed:\n{await errors}");
    }

    private static string Number(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);
}
