using System.Text.Json;
using System.Text.RegularExpressions;
using HeroApi.Cases.Leads;
using HeroApi.China;
using HeroApi.Kernel.Http;
using HeroApi.Kernel.Text;

namespace HeroApi.Benchmarks;

/// <summary>What to measure, and for how long.</summary>
internal sealed record Plan
{
    public required int Rows { get; init; }

    /// <summary>How many leads stand in the large database of rows 3, 10 and 11.</summary>
    public required int ManyRows { get; init; }

    public required int Rounds { get; init; }
    public required TimeSpan Round { get; init; }
    public required TimeSpan WarmUp { get; init; }
    public required int Connections { get; init; }
    public required IReadOnlyList<string> Engines { get; init; }
    public required IReadOnlyList<string> Figures { get; init; }

    internal bool Wants(params string[] figures) => figures.Any(Figures.Contains);
}

/// <summary>Rows of the goals: ours and the reference in turns, so that both meet the same noise; medians of the rounds.</summary>
internal sealed partial class Measurements(Plan plan, string engine)
{
    private const int FewRows = 10_000;
    private const int DeepPage = 1_000;

    private static readonly string Create = JsonSerializer.Serialize(new LeadBody
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

    internal static async Task Run(Plan plan)
    {
        Console.WriteLine($"{plan.Rows} and {plan.ManyRows} leads, {plan.Connections} connections, {plan.Rounds} rounds of {plan.Round.TotalSeconds} s each, medians, answers per second");
        Table.Head();
        foreach (var engine in plan.Engines)
        {
            if (engine == "postgres" && Environment.GetEnvironmentVariable("HEROAPI_TEST_POSTGRES") is not { Length: > 0 })
            {
                Table.Missing(engine, "not measured: HEROAPI_TEST_POSTGRES names no PostgreSQL");
                continue;
            }

            var measurements = new Measurements(plan, engine);
            if (plan.Wants("1", "2", "4", "5", "6", "7"))
                await measurements.BesideBare();
            if (plan.Wants("3", "10", "11"))
                await measurements.WithManyRows();
            if (plan.Wants("8"))
                await measurements.Import();
            if (plan.Wants("12", "13"))
                await measurements.WithCases();
            if (plan.Wants("14"))
                await measurements.RaceConfirmations();
            if (plan.Wants("17"))
                await measurements.WithVisits();
            if (plan.Wants("15"))
                await measurements.Verify();
            if (plan.Wants("16"))
                await measurements.Post();
            if (plan.Wants("18"))
                await measurements.FollowRegister();
        }
    }

    private async Task BesideBare()
    {
        // Two databases with the same rows, so that neither side pays for what the other has written.
        await using var site = await Site.Make(engine, "ours", plan.Rows);
        await using var reference = await Site.Make(engine, "bare", plan.Rows);
        await using var ours = await Server.Host(site);
        await using var bare = await Server.Bare(reference);

        var live = Requests.Get("/health/live", null);
        await WarmUp(ours, _ => live, 200);
        Table.Speed(Name("hello"), Median(await Rounds(() => Ask(ours, _ => live, 200))), null, null, "");
        if (plan.Wants("1"))
            await Compare("1 get one lead", 0.70, ours, bare, Gets(plan.Rows));
        if (plan.Wants("2"))
            await Compare("2 list 50, three filters, subtree", 0.60, ours, bare, Lists());
        if (plan.Wants("5"))
            await ReadFeed(site, ours, bare);
        if (plan.Wants("4"))
            await CreateLead(site, ours, reference, bare);
        if (plan.Wants("6", "7"))
            await Wait(site, ours);
    }

    private async Task WithManyRows()
    {
        await using var few = await Site.Make(engine, "few", FewRows);
        await using var many = await Site.Make(engine, "many", plan.ManyRows);
        await using var small = await Server.Host(few);
        if (plan.Wants("10"))
            await StartUp(many);
        await using var large = await Server.Host(many);

        if (plan.Wants("3"))
            await Deep(large);
        if (plan.Wants("11"))
        {
            await Grow("11 growth of 1, get", small, large, Gets(FewRows), Gets(plan.ManyRows), 200);
            await Grow("11 growth of 2, list", small, large, Lists(), Lists(), 200);
            await Grow("11 growth of 4, create", small, large, Creates, Creates, 201, () => Task.WhenAll(few.Settle(), many.Settle()));
        }
    }

    private async Task ReadFeed(Site site, Server ours, Server bare)
    {
        // Each page's token stands in the page before.
        var (us, them) = (new List<byte[]>(), new List<byte[]>());
        var token = site.FeedToken;
        for (var after = 0; after + BareReader.FeedPageSize <= plan.Rows; after += BareReader.FeedPageSize)
        {
            us.Add(Requests.Get($"/api/v1/exchange/changes?token={Uri.EscapeDataString(token)}", Seed.ProvinceKey));
            them.Add(Requests.Get($"/api/v1/exchange/changes?after={after}", null));
            token = Requests.Text(await new Load(ours.Address, 1).Once(us[^1], 200), "token");
        }

        await MustAgree(ours, bare, us[0], them[0]);
        await WarmUp(ours, n => us[(int)(n % us.Count)], 200);
        await WarmUp(bare, n => them[(int)(n % them.Count)], 200);
        var (mine, others) = (new List<double>(), new List<double>());
        for (var round = 0; round < plan.Rounds; round++)
        {
            mine.Add(BareReader.FeedPageSize * await Ask(ours, n => us[(int)(n % us.Count)], 200));
            others.Add(BareReader.FeedPageSize * await Ask(bare, n => them[(int)(n % them.Count)], 200));
        }

        Table.Speed(Name($"5 feed items, >= {(engine == "sqlite" ? 30_000 : 20_000)}/s"), Median(mine), Median(others), 0.50, "bare, pages of 1,000 with bodies");
    }

    private async Task CreateLead(Site site, Server ours, Site reference, Server bare)
    {
        if (engine == "sqlite")
        {
            await Compare("4 create a lead", 0.45, ours, bare, Creates, 201, "bare group commit of one insert", site.Settle);
            return;
        }

        if (!Pgbench.IsThere)
        {
            Table.Missing(Name("4 create a lead"), "not compared: there is no pgbench");
            return;
        }

        var pgbench = new Pgbench(reference, plan);
        await WarmUp(ours, Creates, 201);
        await site.Settle();
        var (us, them) = (new List<double>(), new List<double>());
        for (var round = 0; round < plan.Rounds; round++)
        {
            us.Add(await Ask(ours, Creates, 201));
            await site.Settle();
            them.Add(await pgbench.Run());
        }

        Table.Speed(Name("4 create a lead"), Median(us), Median(them), 0.60, "pgbench, the statements of one create");
    }

    private async Task Wait(Site site, Server ours)
    {
        await WarmUp(ours, Creates, 201);
        await site.Settle();
        var rounds = new List<Latencies.Result>();
        for (var round = 0; round < plan.Rounds; round++)
            rounds.Add(await new Latencies(site, ours, Creates).Run(plan.Round));
        var what = $"24 writers, {rounds.Sum(round => round.Created)} creates, {rounds.Sum(round => round.Lost)} lost";
        Table.Plainly(Name("6 commit to feed, p99"), Median([.. rounds.Select(round => round.Feed)]), "s", engine == "sqlite" ? 0.2 : 1, what);
        Table.Plainly(Name("7 event to effect, p99"), Median([.. rounds.Select(round => round.Effect)]), "s", 0.5, "the same, LeadReported to the activity of its organisation");
    }

    private async Task StartUp(Site many)
    {
        var (ready, memory) = (new List<double>(), new List<double>());
        for (var round = 0; round < plan.Rounds; round++)
        {
            await using var host = await Server.Host(many);
            ready.Add(host.Readiness.TotalSeconds);
            await Task.Delay(TimeSpan.FromSeconds(3));
            memory.Add(host.Memory);
        }

        Table.Plainly(Name("10 start to ready"), Median(ready), "s", 1.5, $"{plan.ManyRows} leads");
        Table.Plainly(Name("10 idle memory"), Median(memory), "MB", 150, "resident, 3 s after");
    }

    private async Task Deep(Server large)
    {
        const string path = $"/api/v1/leads?state=reported&channel=grid_worker&reportedAt[gte]=2016-01-01T00:00:00Z&orgScope=subtree&sort=-reportedAt&org=";
        var first = $"{path}{Seed.Province}";
        var (page, cursor) = (1, "");
        // Ten pages of 50 a step; a cursor holds the place, not the length of the page that led to it.
        for (; page < DeepPage; page += 10)
        {
            var answer = await new Load(large.Address, 1).Once(Requests.Get($"{first}&limit=500{cursor}", Seed.ProvinceKey), 200);
            if (!answer.Contains("\"nextCursor\"", StringComparison.Ordinal))
                break;
            cursor = $"&cursor={Uri.EscapeDataString(Requests.Text(answer, "nextCursor"))}";
        }

        var (near, far) = (Requests.Get(first, Seed.ProvinceKey), Requests.Get(first + cursor, Seed.ProvinceKey));
        var (atFirst, atLast) = await Turns(large, _ => near, large, _ => far, 200, null);
        Table.Growth(Name($"3 list at page {page}"), atLast, atFirst, 1.2, $"page 1 of {plan.ManyRows} leads");
    }

    private async Task Grow(string figure, Server small, Server large, Func<long, byte[]> fromFew, Func<long, byte[]> fromMany, int expected, Func<Task>? settle = null)
    {
        var (few, many) = await Turns(small, fromFew, large, fromMany, expected, settle);
        Table.Growth(Name(figure), many, few, 1.3, $"{plan.ManyRows} leads beside {FewRows}");
    }

    private async Task Compare(
        string figure, double aim, Server ours, Server bare, Func<long, byte[]> request, int expected = 200, string what = "bare", Func<Task>? settle = null)
    {
        if (expected == 200)
            await MustAgree(ours, bare, request(0), request(0));
        var (us, them) = await Turns(ours, request, bare, request, expected, settle);
        Table.Speed(Name(figure), us, them, aim, what);
    }

    private async Task<(double One, double Other)> Turns(
        Server one, Func<long, byte[]> asked, Server other, Func<long, byte[]> askedToo, int expected, Func<Task>? settle)
    {
        await WarmUp(one, asked, expected);
        await (settle?.Invoke() ?? Task.CompletedTask);
        await WarmUp(other, askedToo, expected);
        await (settle?.Invoke() ?? Task.CompletedTask);
        var (us, them) = (new List<double>(), new List<double>());
        for (var round = 0; round < plan.Rounds; round++)
        {
            us.Add(await Ask(one, asked, expected));
            await (settle?.Invoke() ?? Task.CompletedTask);
            them.Add(await Ask(other, askedToo, expected));
            await (settle?.Invoke() ?? Task.CompletedTask);
        }

        return (Median(us), Median(them));
    }

    private static Func<long, byte[]> Gets(int rows)
    {
        var random = new Random(11);
        var requests = Enumerable.Range(0, 2000).Select(_ => Requests.Get($"/api/v1/leads/{Seed.Lead(random.Next(rows))}", Seed.ProvinceKey)).ToArray();
        return n => requests[n % requests.Length];
    }

    private static Func<long, byte[]> Lists()
    {
        var requests = Enumerable.Range(0, Seed.PrefectureCount).Select(i => Requests.Get(
            $"/api/v1/leads?state=reported&channel=grid_worker&reportedAt[gte]=2017-01-01T00:00:00Z&org={Seed.Prefecture(i)}&orgScope=subtree&sort=-reportedAt", Seed.ProvinceKey)).ToArray();
        return n => requests[n % requests.Length];
    }

    private static byte[] Creates(long n) => Requests.Post("/api/v1/leads", Seed.CountyKey, $"bench-{n}", Create);

    /// <summary>A reference that answers something else is none.</summary>
    private static async Task MustAgree(Server ours, Server bare, byte[] request, byte[] bareRequest)
    {
        var us = await new Load(ours.Address, 1).Once(request, 200);
        var them = await new Load(bare.Address, 1).Once(bareRequest, 200);
        // Cursors and tokens are encrypted anew each time, and what stands behind the items of the feed is of the moment.
        if (Encrypted().Replace(us, "") != Encrypted().Replace(them, ""))
            throw new InvalidOperationException($"The bare server answers otherwise:\n{us}\n{them}");
    }

    [GeneratedRegex(",\"nextCursor\":\"[^\"]*\"|\\],\"(next|token)\":\"[^\"]*\",.*")]
    private static partial Regex Encrypted();

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

    private string Name(string figure) => $"{engine}: {figure}";

    private static double Median(List<double> figures) => figures.Order().ElementAt(figures.Count / 2);
}
