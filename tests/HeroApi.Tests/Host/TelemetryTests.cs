using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using HeroApi.Kernel.Events;
using HeroApi.TestKit;
using HeroApi.Tests.Kernel.Planted;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Host;

/// <summary>A host that is watched tells all it promises (docs/operations.md), and nothing of anybody.</summary>
public sealed partial class TelemetryTests
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string CallersSpan = "00f067aa0ba902b7";

    /// <summary>Everything that may stand beside a value; another name fails until somebody has looked at what it holds.</summary>
    private static readonly HashSet<string> KnownAttributes =
    [
        "hero.operation", "hero.message", "hero.message.kind", "hero.outcome", "hero.lane.group.size", "hero.subscriber", "hero.event", "hero.job.kind", "hero.delivery.dead",
        "hero.delivery.state", "hero.job.state", "hero.sqlite.reader.state", "hero.rate_limit.kind", "error.type",
        "http.request.method", "http.route", "http.response.status_code", "network.protocol.name", "network.protocol.version", "url.scheme", "aspnetcore.user.is_authenticated", "aspnetcore.request.is_unhandled",
        "http.connection.state", "network.peer.address", "server.address", "server.port",
        "db.client.connection.pool.name", "db.client.connection.state", "db.system.name", "db.namespace", "db.response.status_code",
        "gc.heap.generation", "dotnet.gc.heap.generation", "cpu.mode"
    ];

    /// <summary>What the caller below says, in every place that a caller can say something.</summary>
    private static readonly string[] Canaries =
    [
        "金丝雀", "金丝雀巷七十七号", "E77712345", "15455577777", "canary-note", "canary-idempotency", "canary-external", "canary_purpose", "canary-agent", "canary-state", "canary-baggage",
        "canary-search", "canary-path", "canary-outgoing", "canary-message"
    ];

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_watched_host_tells_all_it_promises_and_nothing_of_anybody(Engine engine)
    {
        await using var collector = await Collector.Start();
        await using var api = await PlantedModule.On(engine, Watched(collector));
        var officer = await api.Organisation(scopes: [.. States.OfficerScopes, "pii:read"]);

        var refused = await Story(api, officer, collector.Address);
        await api.Services.GetRequiredService<Vitals>().Look(TestContext.Current.CancellationToken);
        Flush(api);

        refused.Text("traceId").ShouldBe(Trace);
        foreach (var secret in Canaries.Append(officer.Secret!).Append(api.Admin.Secret!).SelectMany(canary => (string[])[canary, Uri.EscapeDataString(canary)]).Distinct())
            Tells(collector, secret).ShouldBeFalse($"tells {secret}");
        // Those of other hosts neither; hosts beside this one in the process are watched with it, and their spans may name a hero_file.
        collector.Bodies.ShouldAllBe(body => !AnySecret().IsMatch(Encoding.Latin1.GetString(body)));
        Tells(collector, "ReportLead").ShouldBeTrue();
        collector.Spans.SelectMany(span => span.Attributes.Keys).Concat(collector.Measures.SelectMany(measure => measure.Points).SelectMany(point => point.Keys))
            .Distinct().Except(KnownAttributes).ShouldBeEmpty();
        collector.Resources.ShouldAllBe(resource => resource["service.name"] == "watched" && !resource.ContainsKey("host.name"));
        Spans(collector, engine);
        Measures(collector, engine);
    }

    [Fact]
    public async Task A_host_that_nobody_watches_makes_nothing()
    {
        await using var api = await Api.On(Engine.Sqlite);
        await using var off = await Api.On(Engine.Sqlite, null, "--OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1", "--OTEL_SDK_DISABLED", "true");

        foreach (var host in (Api[])[api, off])
        {
            host.Services.GetService<TracerProvider>().ShouldBeNull();
            host.Services.GetService<MeterProvider>().ShouldBeNull();
            host.Services.GetService<Vitals>().ShouldBeNull();
        }
    }

    private static bool Tells(Collector collector, string text) => collector.Bodies.Any(body => body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);

    private static void Spans(Collector collector, Engine engine)
    {
        var ours = collector.Spans.Where(span => span.Trace == Trace).ToList();
        var request = ours.Where(span => span.Name == "POST /api/v1/leads/{id:guid}/acceptance").ShouldHaveSingleItem();
        (request.Parent, request.Attributes["hero.operation"]).ShouldBe((CallersSpan, "AcceptLead"));
        ours.Where(span => span.Name == "cases.accept_lead").ShouldHaveSingleItem().Attributes["error.type"].ShouldBe("record.version_stale");
        var names = collector.Spans.Select(span => span.Name).ToHashSet();
        string[] promised = ["POST /api/v1/leads", "GET /api/v1/leads/{id:guid}", "cases.report_lead", "cases.get_lead", "publish", "deliver tests.on_note_said", "job planted"];
        promised.Except(names).ShouldBeEmpty();
        var outgoing = collector.Spans.Where(span => span.Attributes.ContainsKey("server.address")).ToList();
        outgoing.ShouldNotBeEmpty();
        outgoing.ShouldAllBe(span => span.Name == "GET" && span.Parent.Length > 0);
        if (engine == Engine.Sqlite)
            collector.Spans.Where(span => span.Name == "lane group").ShouldContain(span => span.Links.Contains(Trace));
    }

    private static void Measures(Collector collector, Engine engine)
    {
        var told = collector.Measures.GroupBy(measure => measure.Name).ToDictionary(group => group.Key, group => (group.First().Unit, Points: group.SelectMany(measure => measure.Points).ToList()));
        var promised = Promised().Matches(File.ReadAllText(Document())).Select(row => (Name: row.Groups[1].Value, Unit: row.Groups[2].Value, Engine: row.Groups[3].Value))
            .Where(row => row.Engine == "both" || row.Engine.Equals($"{engine}", StringComparison.OrdinalIgnoreCase)).ToList();

        promised.Count.ShouldBeGreaterThan(14);
        foreach (var (name, unit, _) in promised)
        {
            told.ShouldContainKey(name);
            (name, told[name].Unit).ShouldBe((name, unit));
            told[name].Points.ShouldNotBeEmpty(name);
        }

        told.Keys.Where(name => name.StartsWith("hero.", StringComparison.Ordinal)).Except(Promised().Matches(File.ReadAllText(Document())).Select(row => row.Groups[1].Value)).ShouldBeEmpty();
        told["http.server.request.duration"].Points.ShouldContain(point => point.GetValueOrDefault("hero.operation") == "ReportLead" && point["http.route"].StartsWith("/api/v1/leads", StringComparison.Ordinal));
        told["hero.message.duration"].Points.ShouldContain(point => point["hero.message"] == "cases.accept_lead" && point["hero.outcome"] == "refused" && point["error.type"] == "record.version_stale");
        told["hero.delivery.failures"].Points.ShouldContain(point => point["error.type"] == "InvalidOperationException");
        told.ShouldContainKey("dotnet.gc.collections");
    }

    /// <summary>A day at the desk of somebody who writes canaries everywhere; answers a refusal in the trace of the caller.</summary>
    private static async Task<Answer> Story(Api api, Client officer, string elsewhere)
    {
        (string, string)[] said =
        [
            ("X-Action-Note", "canary-note"), ("User-Agent", "canary-agent"), ("baggage", "name=canary-baggage"), ("traceparent", $"00-{Trace}-{CallersSpan}-01"), ("tracestate", "hero=canary-state")
        ];
        var body = States.LeadBody(("place", new { regionCode = "371502", address = "金丝雀巷七十七号" }), ("summary", "金丝雀"),
            ("persons", new[] { new { name = "金丝雀", document = new { type = "passport", number = "E77712345" }, phone = "15455577777" } }));
        var lead = (await officer.Post("leads", body, key: "canary-idempotency", headers: said)).Must(HttpStatusCode.Created);
        (await officer.Get($"leads/{lead.Id}", ("X-Purpose", "canary_purpose"))).Must(HttpStatusCode.OK).Body.ShouldContain("E77712345");
        (await officer.Get("leads/ext/grid/canary-external")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await officer.Get("regions?q=canary-search")).Must(HttpStatusCode.OK);
        (await officer.Get($"canary-path/{Uri.EscapeDataString("金丝雀")}?name=canary-search")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await officer.Post("leads", States.LeadBody(("channel", "canary-path")))).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");

        var hurried = await api.Admin.Post("api-keys", new { name = "金丝雀", scopes = new[] { "orgs:read" }, ratePerSecond = 1, rateBurst = 1 });
        var impatient = api.With(hurried.Must(HttpStatusCode.Created).Text("secret"));
        await impatient.Get("me");
        (await impatient.Get("me")).MustRefuse(HttpStatusCode.TooManyRequests, "rate.exceeded");

        api.Acts().Heard = (_, _) => throw new InvalidOperationException("canary-message 金丝雀");
        api.Acts().Step = (_, _, _) => Task.FromResult(new JobStep(1, null, true));
        (await api.Act("ask", async desk =>
        {
            using var http = new HttpClient();
            await http.GetStringAsync(new Uri($"{elsewhere}/canary-outgoing?name=金丝雀"));
            desk.Outbox.Add(new NoteSaid(lead.Id, "金丝雀"), lead.Id);
            await desk.Jobs.Start("planted", "金丝雀", CancellationToken.None);
        })).Must(HttpStatusCode.OK);
        await api.Settle();
        api.Acts().Heard = (_, _) => Task.CompletedTask;
        api.Clock.Advance(TimeSpan.FromSeconds(5));
        await api.Settle();
        (await api.Act("fail", _ => throw new InvalidOperationException("canary-message 金丝雀"))).Status.ShouldBe(HttpStatusCode.InternalServerError);
        return (await officer.Post($"leads/{lead.Id}/acceptance", new { reason = "金丝雀" }, ifMatch: 77, headers: said)).MustRefuse(HttpStatusCode.PreconditionFailed, "record.version_stale");
    }

    private static string[] Watched(Collector collector) =>
        ["--OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address, "--OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf", "--OTEL_SERVICE_NAME", "watched"];

    private static void Flush(Api api)
    {
        api.Services.GetRequiredService<TracerProvider>().ForceFlush().ShouldBeTrue();
        api.Services.GetRequiredService<MeterProvider>().ForceFlush().ShouldBeTrue();
    }

    private static string Document()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "HeroApi.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return Path.Combine(folder, "docs", "operations.md");
    }

    [GeneratedRegex(@"^\| `([a-z_.]+)` \| ([^ ]+) \| [^|]+ \| (both|sqlite|postgres) \|", RegexOptions.Multiline)]
    private static partial Regex Promised();

    [GeneratedRegex("hero_[A-Za-z0-9_-]{30}")]
    private static partial Regex AnySecret();
}
