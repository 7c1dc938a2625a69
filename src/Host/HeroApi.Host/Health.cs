using System.Reflection;
using HeroApi.Host.Samples;
using HeroApi.Kernel;
using HeroApi.Kernel.Data;
using HeroApi.Kernel.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HeroApi.Host;

/// <summary>Whether the host lives, whether it can do its work, and what it is.</summary>
internal static class Health
{
    private static readonly TimeSpan LongestLag = TimeSpan.FromSeconds(60);

    internal static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", Live).WithName("GetLiveness").WithSummary("Whether the process answers").WithTags("Health").Open();
        app.MapGet("/health/ready", Ready).WithName("GetReadiness").WithSummary("Whether the host can do its work").WithTags("Health").Open()
            .Produces<Readiness>(StatusCodes.Status503ServiceUnavailable);
        app.MapGet("/api/v1/meta", Meta).WithName("GetMeta").WithSummary("Version, engine and modules of this installation").WithTags("Health").Open();
    }

    /// <summary>For the supervisor that restarts a process which no longer answers.</summary>
    private static Reply<Liveness> Live() => Answers.Ok(new Liveness { Alive = true });

    /// <summary>For the proxy that sends requests only to hosts whose database, migrations, writer, feed and keys are in order.</summary>
    private static async Task<Results<Reply<Readiness>, JsonHttpResult<Readiness>>> Ready(
        IEngine engine, Migrations migrations, ModuleAssemblies modules, IEnumerable<ReadyCheck> more, Demo demo, TimeProvider clock, CancellationToken ct)
    {
        var checks = new Dictionary<string, string>
        {
            ["database"] = await Check(async () => await Oldest(engine, ct) is not null || true, ct),
            ["migrations"] = await Check(() => migrations.UpToDate(modules.All, ct), ct),
            ["lane"] = engine is SqliteEngine { Waiting: > 1000 } ? "behind" : "ok",
            ["feed"] = await Check(async () => await Oldest(engine, ct) is not { } oldest || clock.GetUtcNow() - oldest < LongestLag, ct),
            // The host does not start with keys that do not fit its data, so a host that answers has them.
            ["keys"] = "ok",
            ["samples"] = demo.Loading ? "behind" : "ok"
        };
        foreach (var check in more)
            checks[check.Name] = await Check(() => check.Holds(ct), ct);
        var readiness = new Readiness { Ready = checks.Values.All(state => state == "ok"), Checks = checks };
        return readiness.Ready ? Answers.Ok(readiness) : TypedResults.Json(readiness, Json.Web, statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>For clients that must know what they talk to.</summary>
    private static Reply<MetaView> Meta(IEngine engine) => Answers.Ok(new MetaView
    {
        Version = typeof(Health).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0],
        Engine = engine.Name,
        Modules = [.. Modules.All.Select(module => module.Assembly.GetName().Name!.Split('.')[^1].ToLowerInvariant())]
    });

    private static async Task<string> Check(Func<Task<bool>> holds, CancellationToken ct)
    {
        try
        {
            return await holds().WaitAsync(TimeSpan.FromSeconds(5), ct) ? "ok" : "behind";
        }
        catch (Exception) when (!ct.IsCancellationRequested)
        {
            return "down";
        }
    }

    private static async Task<DateTimeOffset?> Oldest(IEngine engine, CancellationToken ct)
    {
        await using var lease = await engine.Read(ct);
        return await Dapper.SqlMapper.QueryFirstOrDefaultAsync<DateTimeOffset?>(lease.Connection, new("SELECT at FROM kernel_change ORDER BY seq LIMIT 1", cancellationToken: ct));
    }
}

/// <summary>The process answers.</summary>
internal sealed record Liveness
{
    public required bool Alive { get; init; }
}

/// <summary>What the host needs for its work, each <c>ok</c>, <c>behind</c> or <c>down</c>.</summary>
internal sealed record Readiness
{
    public required bool Ready { get; init; }

    /// <summary>database, migrations, lane (the writer's queue), feed (age of unpublished changes), keys, files (the store is this installation's), samples (all of a demo's are in).</summary>
    public required IReadOnlyDictionary<string, string> Checks { get; init; }

    internal static Readiness Example => new()
    {
        Ready = true,
        Checks = new Dictionary<string, string> { ["database"] = "ok", ["migrations"] = "ok", ["lane"] = "ok", ["feed"] = "ok", ["keys"] = "ok", ["files"] = "ok" }
    };
}

/// <summary>What this installation is.</summary>
internal sealed record MetaView
{
    public required string Version { get; init; }

    /// <summary><c>sqlite</c> or <c>postgres</c>.</summary>
    public required string Engine { get; init; }

    public required IReadOnlyList<string> Modules { get; init; }

    internal static MetaView Example => new() { Version = "0.1.0", Engine = "sqlite", Modules = ["access", "organisations", "cases", "files", "exchange"] };
}
