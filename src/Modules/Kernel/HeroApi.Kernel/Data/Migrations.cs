using System.Data.Common;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Dapper;
using Microsoft.Extensions.Logging;

namespace HeroApi.Kernel.Data;

/// <summary>
/// Applies each module's embedded <c>NNNN_words.sql</c> in order, one transaction per script with its journal row inside.
/// A changed or missing script stops the host: a half-known schema is worse than none.
/// </summary>
public sealed partial class Migrations(IEngine engine, TimeProvider clock, ILogger<Migrations> log)
{
    /// <summary>Applies what is missing, for the kernel first and then the modules in their order.</summary>
    public async Task Apply(IEnumerable<Assembly> assemblies, CancellationToken ct)
    {
        await engine.Prepare(ct);
        await engine.Migrate(connection => connection.ExecuteAsync(
            """
            CREATE TABLE IF NOT EXISTS kernel_migration (
                module     text NOT NULL,
                script     text NOT NULL,
                checksum   text NOT NULL,
                applied_at timestamptz NOT NULL,
                PRIMARY KEY (module, script)
            )
            """), ct);

        var scripts = assemblies.SelectMany(Scripts).ToList();
        await RefuseUnknown(scripts, ct);
        foreach (var script in scripts)
            await engine.Migrate(connection => ApplyOne(connection, script), ct);
    }

    /// <summary>A database that a newer release has changed is not for this one.</summary>
    private async Task RefuseUnknown(List<Script> scripts, CancellationToken ct)
    {
        await using var lease = await engine.Read(ct);
        var applied = await lease.Connection.QueryAsync<(string Module, string Name)>("SELECT module, script FROM kernel_migration");
        var modules = scripts.Select(script => script.Module).ToHashSet();
        foreach (var (module, name) in applied.Where(row => modules.Contains(row.Module) && !scripts.Exists(script => script.Module == row.Module && script.Name == row.Name)))
            throw new HostRefused($"The database has migration {module}/{name}, which this release does not know; start the release that applied it.");
    }

    /// <summary>True when the database holds exactly the scripts of this program.</summary>
    public async Task<bool> UpToDate(IEnumerable<Assembly> assemblies, CancellationToken ct)
    {
        await using var lease = await engine.Read(ct);
        var applied = await lease.Connection.QueryAsync<string>("SELECT module || '/' || script FROM kernel_migration");
        return assemblies.SelectMany(Scripts).Select(script => $"{script.Module}/{script.Name}").ToHashSet().SetEquals(applied);
    }

    private async Task ApplyOne(DbConnection connection, Script script)
    {
        var applied = await connection.QueryFirstOrDefaultAsync<string>(
            "SELECT checksum FROM kernel_migration WHERE module = @Module AND script = @Name", script);
        if (applied == script.Checksum)
            return;

        if (applied is not null)
            throw new HostRefused($"Migration {script.Module}/{script.Name} was changed after it had been applied; restore the script of its release.");

        await connection.ExecuteAsync(script.Sql);
        await connection.ExecuteAsync(
            "INSERT INTO kernel_migration (module, script, checksum, applied_at) VALUES (@Module, @Name, @Checksum, @now)",
            new { script.Module, script.Name, script.Checksum, now = clock.GetUtcNow() });
        log.LogInformation("Applied migration {Module}/{Script}", script.Module, script.Name);
    }

    private IEnumerable<Script> Scripts(Assembly assembly)
    {
        var module = assembly.GetName().Name!.Split('.')[^1].ToLowerInvariant();
        return assembly.GetManifestResourceNames()
            .Select(resource => (resource, match: ScriptName().Match(resource)))
            .Where(found => found.match.Success && (found.match.Groups["engine"].Value is "" || found.match.Groups["engine"].Value == engine.Name))
            .Select(found => Load(assembly, module, found.resource, found.match.Groups["name"].Value))
            .OrderBy(script => script.Name, StringComparer.Ordinal);
    }

    private static Script Load(Assembly assembly, string module, string resource, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        var sql = reader.ReadToEnd();
        return new Script(module, name, sql, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql))));
    }

    [GeneratedRegex(@"\.Migrations\.(?<name>\d{4}_\w+?)(?:\.(?<engine>sqlite|postgres))?\.sql$")]
    private static partial Regex ScriptName();

    private sealed record Script(string Module, string Name, string Sql, string Checksum);
}
