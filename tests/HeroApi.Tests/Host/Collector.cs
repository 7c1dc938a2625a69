using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace HeroApi.Tests.Host;

/// <summary>One span as a collector gets it.</summary>
internal sealed record Span(string Name, string Trace, string Parent, IReadOnlyDictionary<string, string> Attributes, IReadOnlyList<string> Links);

/// <summary>One measure as a collector gets it, with the attributes of each of its points.</summary>
internal sealed record Measure(string Name, string Unit, IReadOnlyList<IReadOnlyDictionary<string, string>> Points);

/// <summary>An OTLP receiver over HTTP that keeps what it is sent, and reads it by the numbers of the published protocol.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<(string Signal, byte[] Body)> received = new();

    private Collector(WebApplication app) => this.app = app;

    internal string Address => app.Urls.First();

    /// <summary>Every byte of every body.</summary>
    internal IEnumerable<byte[]> Bodies => received.Select(sent => sent.Body);

    internal IReadOnlyList<Span> Spans => [.. Of("traces").SelectMany(scope => Proto.All(scope, 2)).Select(span => new Span(
        Proto.Text(span, 5), Proto.Hex(span, 1), Proto.Hex(span, 4), Attributes(span, 9), [.. Proto.All(span, 13).Select(link => Proto.Hex(link, 1))]))];

    /// <summary>Gauges, sums and histograms, whose points name their attributes by different numbers.</summary>
    internal IReadOnlyList<Measure> Measures => [.. Of("metrics").SelectMany(scope => Proto.All(scope, 2)).Select(metric => new Measure(
        Proto.Text(metric, 1), Proto.Text(metric, 3),
        [
            .. Proto.All(metric, 5).Concat(Proto.All(metric, 7)).SelectMany(data => Proto.All(data, 1)).Select(point => Attributes(point, 7)),
            .. Proto.All(metric, 9).SelectMany(data => Proto.All(data, 1)).Select(point => Attributes(point, 9))
        ]))];

    /// <summary>What the host says of itself.</summary>
    internal IReadOnlyList<IReadOnlyDictionary<string, string>> Resources =>
        [.. received.SelectMany(sent => Proto.All(sent.Body, 1)).SelectMany(resource => Proto.All(resource, 1)).Select(resource => Attributes(resource, 1))];

    internal static async Task<Collector> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var collector = new Collector(builder.Build());
        collector.app.MapPost("/v1/{signal}", async (string signal, HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            collector.received.Enqueue((signal, body.ToArray()));
            return Results.Bytes([], "application/x-protobuf");
        });
        collector.app.MapGet("/{**path}", () => "here");
        await collector.app.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private IEnumerable<byte[]> Of(string signal) => received.Where(sent => sent.Signal == signal).SelectMany(sent => Proto.All(sent.Body, 1)).SelectMany(resource => Proto.All(resource, 2));

    private static Dictionary<string, string> Attributes(byte[] message, int number) => Proto.All(message, number)
        .ToDictionary(pair => Proto.Text(pair, 1), pair => Proto.All(pair, 2).Select(value => Proto.Text(value, 1)).FirstOrDefault() ?? "");
}

/// <summary>The wire format of protocol buffers, as far as a reader without a schema needs it.</summary>
internal static class Proto
{
    internal static IEnumerable<byte[]> All(byte[] message, int number) => Fields(message).Where(field => field.Number == number).Select(field => field.Value);

    internal static string Text(byte[] message, int number) => Encoding.UTF8.GetString(All(message, number).FirstOrDefault() ?? []);

    internal static string Hex(byte[] message, int number) => Convert.ToHexStringLower(All(message, number).FirstOrDefault() ?? []);

    private static IEnumerable<(int Number, byte[] Value)> Fields(byte[] message)
    {
        for (var at = 0; at < message.Length;)
        {
            var tag = Varint(message, ref at);
            var length = (tag & 7) switch
            {
                0 => 0,
                1 => 8,
                2 => (int)Varint(message, ref at),
                5 => 4,
                _ => throw new InvalidDataException("No such wire type.")
            };
            if ((tag & 7) == 0)
                Varint(message, ref at);
            yield return ((int)(tag >> 3), message[at..(at + length)]);
            at += length;
        }
    }

    private static ulong Varint(byte[] message, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = message[at++];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
                return value;
        }
    }
}
