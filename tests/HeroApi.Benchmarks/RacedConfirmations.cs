using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using HeroApi.Kernel.Http;

namespace HeroApi.Benchmarks;

/// <summary>10,000 confirmations of 2,000 persons, each of five bodies at about the same time: 2,000 files, and every act in one.</summary>
internal sealed partial class Measurements
{
    private const int Persons = 2_000;
    private const int EachTime = 5;
    private const int OfACase = 50;

    private async Task RaceConfirmations()
    {
        await using var site = await Site.Make(engine, "race", FewRows);
        await using var ours = await Server.Host(site);
        var numbers = Enumerable.Range(0, Persons * EachTime / OfACase).ToList();
        var began = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(numbers.Chunk(numbers.Count / 8), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (some, _) =>
        {
            using var connection = await new Load(ours.Address, 1).Open();
            foreach (var number in some)
                await Confirm(connection, number);
        });

        var acts = 0L;
        await using var database = await site.Open();
        await using var counted = database.CreateCommand();
        for (var waited = Stopwatch.StartNew(); acts < Persons * EachTime;)
        {
            if (waited.Elapsed > TimeSpan.FromMinutes(10))
                throw new TimeoutException($"{acts} of {Persons * EachTime} confirmations have arrived after ten minutes.");
            await Task.Delay(200);
            counted.CommandText = "SELECT COUNT(*) FROM recognition_deed";
            acts = (long)(await counted.ExecuteScalarAsync())!;
        }

        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        counted.CommandText = "SELECT COUNT(*) FROM recognition_hero";
        var files = (long)(await counted.ExecuteScalarAsync())!;
        if (files != Persons)
            throw new InvalidOperationException($"{Persons} persons have {files} files.");
        Table.Speed(Name("14 raced confirmations into files"), acts / seconds, null, null, string.Create(CultureInfo.InvariantCulture, $"{acts} confirmations, {files} files"));
    }

    /// <summary>A case of fifty who stepped in, all of whom another body has confirmed.</summary>
    private static async Task Confirm(Load.Connection connection, int number)
    {
        var first = number * OfACase % Persons;
        var opened = await Send("/api/v1/cases", new
        {
            summary = "众人下河救起落水儿童。",
            category = "rescue_person",
            acted = new { on = "2026-05-01" },
            place = new { regionCode = "410102", address = "示范河边" },
            actors = Enumerable.Range(first, OfACase).Select(person => new { name = $"示范{person}", document = new { type = "passport", number = $"E{person:D8}" } })
        }, null, 201);
        await Send($"/api/v1/cases/{opened.GetProperty("id").GetString()}/outside-decision", new
        {
            actors = opened.GetProperty("actors").EnumerateArray().Select(actor => new { actorId = actor.GetProperty("id").GetString(), outcome = "confirmed" }),
            authority = "示范市公安局",
            number = $"公〔2026〕{number}号",
            decidedOn = "2026-05"
        }, opened.GetProperty("version").GetInt64(), 200);

        async Task<JsonElement> Send(string path, object body, long? version, int expected) => JsonDocument.Parse(await connection.Ask(
            Requests.Post(path, Seed.CountyKey, $"race-{number}-{expected}", JsonSerializer.Serialize(body, Json.Web), version), expected, keepBody: true)).RootElement;
    }
}
