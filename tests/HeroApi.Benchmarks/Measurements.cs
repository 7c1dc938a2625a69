using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using HeroApi.Cases.Leads;
using HeroApi.Kernel.Http;
using HeroApi.Kernel.Time;

namespace HeroApi.Benchmarks;

/// <summary>What to measure, and for how long.</summary>
internal sealed record Plan
{
    public required int Rows { get; init; }
    public required int Rounds { get; init; }
    public required TimeSpan Round { get; init; }
    public required TimeSpan WarmUp { get; init; }
    public required int Connections { get; init; }
    public required IReadOnlyList<string> Engines { get; init; }
    public required IReadOnlyList<string> Figures { get; init; }
}

/// <summary>Rows 1, 2 and 4 of the goals: ours and the reference in turns, so that both meet the same noise; medians of the rounds.</summary>
internal sealed partial class Measurements(Plan plan, Site site, Server ours, Server bare, Site reference)
{
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    private string Engine => site.Postgres is null ? "sqlite" : "postgres";

    internal static async Task Run(Plan plan)
    {
        Console.WriteLine($"{plan.Rows} leads, {plan.Connections} connections, {plan.Rounds} rounds of {plan.Round.TotalSeconds} s each, medians, answers per second");
        Console.WriteLine($"{"figure",-34}{"ours",10}{"reference",11}{"ratio",7}{"aim",6}  reference is");
        foreach (var engine in plan.Engines)
        {
            if (engine == "postgres" && Environment.GetEnvironmentVariable("HEROAPI_TEST_POSTGRES") is not { Length: > 0 })
            {
                Console.WriteLine($"{engine,-34} not measured: HEROAPI_TEST_POSTGRES names no PostgreSQL");
                continue;
            }

            // Two databases with the same rows, so that neither side pays for what the other has written.
            await using var site = await Site.Make(engine, "ours", plan.Rows);
            await using var reference = await Site.Make(engine, "bare", plan.Rows);
            await using var ours = await Server.Host(site);
            await using var bare = await Server.Bare(reference);
            await new Measurements(plan, site, ours, bare, reference).All();
        }
    }

    private async Task All()
    {
        var live = Get("/health/live", null);
        await WarmUp(ours, _ => live, 200);
        Print("hello", Median(await Rounds(() => Ask(ours, _ => live, 200))), null, null, "");
        if (plan.Figures.Contains("1"))
            await GetLead();
        if (plan.Figures.Contains("2"))
            await ListLeads();
        if (plan.Figures.Contains("4"))
            await CreateLead();
    }

    private async Task GetLead()
    {
        var random = new Random(11);
        var requests = Enumerable.Range(0, 2000).Select(_ => Get($"/api/v1/leads/{Seed.Lead(random.Next(plan.Rows))}", Seed.ProvinceKey)).ToArray();
        await MustAgree(requests[0]);
        await Compare("1 get one lead", 0.70, "bare", n => requests[n % requests.Length], 200);
    }

    private async Task ListLeads()
    {
        var requests = Enumerable.Range(0, Seed.PrefectureCount).Select(i => Get(
            $"/api/v1/leads?state=reported&channel=grid_worker&reportedAt[gte]=2017-01-01T00:00:00Z&org={Seed.Prefecture(i)}&orgScope=subtree&sort=-reportedAt", Seed.ProvinceKey)).ToArray();
        await MustAgree(requests[0]);
        await Compare("2 list 50, three filters, subtree", 0.60, "bare", n => requests[n % requests.Length], 200);
    }

    private async Task CreateLead()
    {
        var body = JsonSerializer.Serialize(new LeadBody
        {
            Channel = "grid_worker",
            Summary = "路人听到呼救，下河救起落水儿童，随后在众人协助下将其送往医院。",
            Acted = new ActedBody { On = PartialDate.Parse("2026-05-01", null), Time = "14:00" },
            Place = new PlaceBody { RegionCode = Seed.CountyRegion(0), Address = "示范河边" },
            Persons =
            [
                new PersonBody { Name = "示范甲", Document = new DocumentBody { Type = "id_card", Number = "11010519491231002X" }, Phone = "13800000000", HouseholdRegion = Seed.CountyRegion(1) }
            ],
            Reporter = new ReporterBody { Name = "示范乙", Relation = "witness", Phone = "13900000000" }
        }, Json.Web);
        byte[] Request(long n) => Post("/api/v1/leads", Seed.CountyKey, $"bench-{n}", body);

        if (site.Postgres is null)
        {
            await Compare("4 create a lead", 0.45, "bare group commit of one insert", Request, 201, site.Settle);
            return;
        }

        if (!Pgbench.IsThere)
        {
            Console.WriteLine($"{"4 create a lead",-34} not compared: there is no pgbench");
            return;
        }

        var pgbench = new Pgbench(reference, plan);
        await WarmUp(ours, Request, 201);
        await site.Settle();
        var (us, them) = (new List<double>(), new List<double>());
        for (var round = 0; round < plan.Rounds; round++)
        {
            us.Add(await Ask(ours, Request, 201));
            await site.Settle();
            them.Add(await pgbench.Run());
        }

        Print("4 create a lead", Median(us), Median(them), 0.60, "pgbench, the statements of one create");
    }

    private async Task Compare(string figure, double aim, string what, Func<long, byte[]> request, int expected, Func<Task>? settle = null)
    {
        await WarmUp(ours, request, expected);
        if (settle is not null)
            await settle();
        await WarmUp(bare, request, expected);
        var (us, them) = (new List<double>(), new List<double>());
        for (var round = 0; round < plan.Rounds; round++)
        {
            us.Add(await Ask(ours, request, expected));
            if (settle is not null)
                await settle();
            them.Add(await Ask(bare, request, expected));
        }

        Print(figure, Median(us), Median(them), aim, what);
    }

    /// <summary>A reference that answers something else is none.</summary>
    private async Task MustAgree(byte[] request)
    {
        var us = await new Load(ours.Address, 1).Once(request, 200);
        var them = await new Load(bare.Address, 1).Once(request, 200);
        // A cursor is encrypted anew each time.
        if (Cursor().Replace(us, "") != Cursor().Replace(them, ""))
            throw new InvalidOperationException($"The bare server answers otherwise:\n{us}\n{them}");
    }

    [GeneratedRegex(",\"nextCursor\":\"[^\"]*\"")]
    private static partial Regex Cursor();

    private Task<double> Ask(Server server, Func<long, byte[]> request, int expected) => new Load(server.Address, plan.Connections).Run(request, expected, plan.Round);

    /// <summary>Until the compiler is done with the methods in use; its threads would take the processors from the first rounds.</summary>
    private Task WarmUp(Server server, Func<long, byte[]> request, int expected) => new Load(server.Address, plan.Connections).Run(request, expected, plan.WarmUp);

    private async Task<List<double>> Rounds(Func<Task<double>> measure)
    {
        var figures = new List<double>();
        for (var round = 0; round < plan.Rounds; round++)
            figures.Add(await measure());
        return figures;
    }

    private void Print(string figure, double us, double? them, double? aim, string what) => Console.WriteLine(
        $"{$"{Engine}: {figure}",-34}{us.ToString("N0", Plain),10}{them?.ToString("N0", Plain),11}{(us / them)?.ToString("0.00", Plain),7}{aim?.ToString("0.00", Plain),6}  {what}");

    private static double Median(List<double> figures) => figures.Order().ElementAt(figures.Count / 2);

    private static byte[] Get(string path, string? key) => Encoding.UTF8.GetBytes(
        $"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n{(key is null ? "" : $"Authorization: Bearer {key}\r\n")}\r\n");

    private static byte[] Post(string path, string key, string idempotencyKey, string body) => Encoding.UTF8.GetBytes(
        $"POST {path} HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\nAuthorization: Bearer {key}\r\nIdempotency-Key: {idempotencyKey}\r\n"
        + $"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
}
