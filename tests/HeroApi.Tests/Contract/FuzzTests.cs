using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using HeroApi.TestKit;
using HeroApi.Tests.AccessMatrix;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Contract;

/// <summary>
/// Every operation of the document, asked wrongly in every way the document lets one think of. HEROAPI_FUZZ_SEED chooses
/// other requests than the usual ones, HEROAPI_FUZZ_REQUESTS another number for each operation.
/// </summary>
public sealed class FuzzTests
{
    /// <summary>The server's own refusals, before a route is known or of what no route takes; the document's first words name them.</summary>
    private static readonly int[] Anywhere = [405, 406, 414, 431];

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task No_request_breaks_the_host_and_every_answer_is_documented(Engine engine)
    {
        var (seed, most) = (Setting("HEROAPI_FUZZ_SEED", 20260601), Setting("HEROAPI_FUZZ_REQUESTS", 70));
        await using var stage = await Stage.On(engine);
        var document = await ApiDocument.Of(stage.Api);
        var (requests, faults, table) = (new Requests(stage), new List<string>(), new SortedDictionary<string, List<int>>(StringComparer.Ordinal));

        foreach (var operation in document.Operations.Where(operation => operation.Tag != "Planted" && !Exempt.FromFuzzing.ContainsKey(operation.Id)))
        {
            var random = new Random(seed);
            var attempts = await requests.For(operation, keep: true);
            var verbs = document.Operations.Where(other => other.Path == operation.Path).Select(other => other.Method).ToList();
            var probes = new Probes(operation, attempts[0].Ask, verbs).All().ToArray();
            random.Shuffle(probes);
            foreach (var probe in probes.Take(operation.Takes.Count == 0 ? most : 2 * most))
            {
                var answer = await Send(stage, attempts[random.Next(attempts.Count)].Caller, probe, validateOnly: operation.Changes && random.Next(4) > 0);
                (table.TryGetValue(operation.Id, out var statuses) ? statuses : table[operation.Id] = []).Add((int)answer.Status);
                faults.AddRange(Faults(document, operation, probe, answer).Select(fault => $"{operation} with {probe.What}: {fault}: {Start(answer.Body)}"));
            }
        }

        Print(engine, seed, table);
        string.Join('\n', faults.GroupBy(fault => fault.Split(" with ")[0]).SelectMany(group => group.Take(4))).ShouldBeEmpty();
        table.Count.ShouldBeGreaterThan(40);
        (await stage.Api.Nobody.Get("/health/ready")).Must(HttpStatusCode.OK);
        await (await stage.Key(stage.Vantages[0], ["leads:write"])).ReportedLead();
        stage.Logged.ShouldNotContain(Probes.Canary);
        stage.Logged.Length.ShouldBeGreaterThan(1000);
    }

    [Fact]
    public async Task An_answer_that_nobody_has_documented_is_caught()
    {
        await using var api = await Api.On(Engine.Sqlite);
        var document = await ApiDocument.Of(api);
        var list = document.Operations.Single(operation => operation.Id == "ListLeads");
        var probe = new Probe("nothing", HttpMethod.Get, "/api/v1/leads", () => null, []);
        Answer Fake(int status, string body) => new((HttpStatusCode)status, new HttpResponseMessage { Content = new StringContent(body, Encoding.UTF8, "application/problem+json") }, body);
        var example = document.ProblemExamples["request.invalid"].ToJsonString();

        Faults(document, list, probe, Fake(400, example)).ShouldBeEmpty();
        Faults(document, list, probe, Fake(500, document.ProblemExamples["server.error"].ToJsonString())).ShouldNotBeEmpty();
        Faults(document, list, probe, Fake(409, example)).ShouldNotBeEmpty();
        Faults(document, list, probe, Fake(400, "{}")).ShouldNotBeEmpty();
        Faults(document, list, probe, Fake(400, example.Replace("request.invalid", "lead.unheard_of", StringComparison.Ordinal))).ShouldNotBeEmpty();
        Faults(document, list, probe with { MustFail = true }, (await api.Admin.Get("leads"))).ShouldNotBeEmpty();
    }

    private static IEnumerable<string> Faults(ApiDocument document, ApiOperation operation, Probe probe, Answer answer)
    {
        var status = (int)answer.Status;
        if (status >= 500)
            return [$"{status}"];
        if (probe.MustFail && status < 400)
            return [$"{status}, though it must be refused"];
        // The server refuses a request line with NUL before anybody sees it.
        if (status == 400 && answer.Body.Length == 0 && probe.Path.Contains("%00", StringComparison.Ordinal))
            return [];
        // Another verb is another operation, or none.
        if (Anywhere.Contains(status) || operation.Method != probe.Method.Method || probe.Headers.Any(header => header.Name == "X-HTTP-Method-Override"))
            return answer.Body.Length > 0 && status >= 400 ? document.Misfits(document.Problem, JsonNode.Parse(answer.Body)) : [];

        var unlike = ExamplesTests.Unlike(document, operation, answer);
        return status >= 400 && answer.Code is { } code && !operation.Codes($"{status}").Contains(code) ? unlike.Append($"{status} {code} is not documented") : unlike;
    }

    private static async Task<Answer> Send(Stage stage, Client caller, Probe probe, bool validateOnly)
    {
        var path = validateOnly && !probe.Path.Contains("validateOnly=", StringComparison.Ordinal) ? $"{probe.Path}{(probe.Path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}validateOnly=true" : probe.Path;
        return await (probe.Anonymous ? stage.Api.Nobody : caller).Send(probe.Method, path, probe.Body(), null, null, [.. probe.Headers]);
    }

    private static int Setting(string name, int usual) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var given) ? given : usual;

    private static string Start(string body) => body.Length > 300 ? body[..300] : body;

    private static void Print(Engine engine, int seed, SortedDictionary<string, List<int>> table)
    {
        static string Counted(IEnumerable<int> statuses) => string.Join("  ", statuses.GroupBy(status => status).OrderBy(group => group.Key).Select(group => $"{group.Key}×{group.Count()}"));

        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"fuzz on {engine}, seed {seed}: {table.Count} operations, {table.Values.Sum(statuses => statuses.Count)} requests, {Counted(table.Values.SelectMany(statuses => statuses))}");
        foreach (var (id, statuses) in table)
            text.AppendLine(CultureInfo.InvariantCulture, $"  {id,-24}{statuses.Count,5}  {Counted(statuses)}");
        Console.Write(text);
    }
}
