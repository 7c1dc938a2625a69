using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using HeroApi.Kernel.Data;
using Npgsql;

namespace HeroApi.Benchmarks;

/// <summary>Rows 6 and 7: how long after its answer a write is in the feed, and how long after its event another module has acted on it.</summary>
internal sealed class Latencies(Site site, Server ours, Func<long, byte[]> create)
{
    private const int Writers = 24;

    private readonly ConcurrentDictionary<string, long> answered = new();
    private readonly Dictionary<string, long> seen = [];

    internal sealed record Result(int Created, int Lost, double Feed, double Effect);

    /// <summary>Writers without a pause between two creates, and one reader of the feed; the 99th of a hundred, in seconds.</summary>
    internal async Task<Result> Run(TimeSpan duration)
    {
        var token = Requests.Text(await new Load(ours.Address, 1).Once(Requests.Get("/api/v1/exchange/changes?start=now", Seed.ProvinceKey), 200), "token");
        var began = DateTimeOffset.UtcNow;
        using var writing = new CancellationTokenSource();
        var reader = Task.Run(() => Read(token, writing.Token));
        await new Load(ours.Address, Writers).Run(create, 201, duration, answer => answered[Requests.Text(answer, "id")] = Stopwatch.GetTimestamp());
        await writing.CancelAsync();
        await reader;
        await site.Settle();

        var waits = answered.Where(lead => seen.ContainsKey(lead.Key)).Select(lead => Math.Max(0, Stopwatch.GetElapsedTime(lead.Value, seen[lead.Key]).TotalSeconds)).ToList();
        return new Result(answered.Count, answered.Count - waits.Count, Of(waits), Of(await Effects(site, began)));
    }

    /// <summary>Reads on after the last write until the feed says that there is no more.</summary>
    private async Task Read(string token, CancellationToken writing)
    {
        using var load = await new Load(ours.Address, 1).Open();
        for (var upToDate = false; !(upToDate && writing.IsCancellationRequested);)
        {
            var ended = writing.IsCancellationRequested;
            using var page = System.Text.Json.JsonDocument.Parse(
                await load.Ask(Requests.Get($"/api/v1/exchange/changes?token={Uri.EscapeDataString(token)}&include=none", Seed.ProvinceKey), 200, keepBody: true));
            var now = Stopwatch.GetTimestamp();
            foreach (var item in page.RootElement.GetProperty("items").EnumerateArray())
                seen.TryAdd(item.GetProperty("id").GetString()!, now);
            token = page.RootElement.GetProperty("token").GetString()!;
            // Only a page asked for after the last answer can be the end.
            upToDate = ended && page.RootElement.GetProperty("upToDate").GetBoolean();
            await Task.Delay(TimeSpan.FromMilliseconds(5), CancellationToken.None);
        }
    }

    /// <summary>From the moment a command said its event until the subscriber's work on it was done, of all since then.</summary>
    /// <param name="subscriber">Of one of them; of all when absent.</param>
    internal static async Task<List<double>> Effects(Site site, DateTimeOffset since, string? subscriber = null)
    {
        await using var connection = await site.Open();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT e.at, d.done_at FROM kernel_delivery d JOIN kernel_event e ON e.id = d.event_id WHERE d.done_at >= @since AND e.at >= @since"
            + (subscriber is null ? "" : $" AND d.subscriber = '{subscriber}'");
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("since", connection is NpgsqlConnection ? TypeHandlers.ToPostgres(since) : TypeHandlers.ToSqlite(since));
        command.Parameters.Add(parameter);
        await using var reader = await command.ExecuteReaderAsync();
        var waits = new List<double>();
        while (await reader.ReadAsync())
            waits.Add((At(reader, 1) - At(reader, 0)).TotalSeconds);
        return waits;
    }

    private static DateTime At(DbDataReader reader, int column) => reader.GetValue(column) is DateTime at
        ? at
        : DateTime.Parse(reader.GetString(column), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);

    /// <summary>The 99th of a hundred.</summary>
    internal static double Of(List<double> waits) => waits.Order().ElementAt((int)(waits.Count * 0.99));
}
