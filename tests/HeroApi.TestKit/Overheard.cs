using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using HeroApi.Kernel.Data;
using Microsoft.Extensions.DependencyInjection;
using SQLitePCL;

namespace HeroApi.TestKit;

/// <summary>The statements that a command sends to its database, in order and without their values: what an observer of time and work could learn from.</summary>
public sealed partial class Overheard : IDisposable
{
    private readonly ConcurrentQueue<string> texts = [];
    private readonly ActivityTraceId trace = ActivityTraceId.CreateRandom();
    private readonly ActivityListener listener;

    private Overheard()
    {
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Npgsql" or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.TraceId == trace && (activity.GetTagItem("db.query.text") ?? activity.GetTagItem("db.statement")) is string text)
                    texts.Enqueue(Bare(text));
            }
        };
        ActivitySource.AddActivityListener(listener);
    }

    /// <summary>A header that makes the request's statements known as its own.</summary>
    public (string, string) Header => ("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");

    /// <summary>Listens to what <paramref name="ask"/> has written, with the header that it sends.</summary>
    public static async Task<(Answer Answer, IReadOnlyList<string> Statements)> To(Api api, Func<(string, string), Task<Answer>> ask)
    {
        using var heard = new Overheard();
        // On SQLite one connection writes, and nobody else at this time.
        await heard.Trace(api, on: true);
        var answer = await ask(heard.Header);
        await heard.Trace(api, on: false);
        return (answer, [.. heard.texts.Where(text => !Beside().IsMatch(text))]);
    }

    public void Dispose() => listener.Dispose();

    private Task<int> Trace(Api api, bool on) => api.Services.GetRequiredService<IEngine>().Write(session =>
    {
        if (session.Connection is SqliteStatements lane)
            raw.sqlite3_trace(lane.Handle, on ? (_, text) => texts.Enqueue(Bare(text)) : null, null);
        return Task.FromResult(0);
    }, CancellationToken.None);

    private static string Bare(string text) => Spaces().Replace(Value().Replace(text, "?"), " ").Trim();

    [GeneratedRegex(@"x'[0-9A-Fa-f]*'|'(?:[^']|'')*'|(?<![\w$@])-?\d+|NULL", RegexOptions.IgnoreCase)]
    private static partial Regex Value();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    /// <summary>What a lane or a pool says around the commands of everybody, and what works behind them.</summary>
    [GeneratedRegex(@"^(BEGIN|COMMIT|SAVEPOINT|RELEASE|ROLLBACK|DISCARD|SET |--|PRAGMA)|seal_no|kernel_(change|feed|lock|delivery|timer|job|host|key|event)\b|access_")]
    private static partial Regex Beside();
}
