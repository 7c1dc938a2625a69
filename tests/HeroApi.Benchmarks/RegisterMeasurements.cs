using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using HeroApi.China;
using HeroApi.Kernel.Http;

namespace HeroApi.Benchmarks;

/// <summary>Row 7 of the goals for Welfare: how long after its event a new hero file has its person on the insurance list, entitled to the green channel and on the visit list of the county.</summary>
internal sealed partial class Measurements
{
    private const string OnAllLists =
        """
        SELECT COUNT(*)
        FROM   recognition_hero h
        JOIN   welfare_entitlement e ON e.hero_id = h.id AND e.state = 'active'
        WHERE  EXISTS (SELECT 1 FROM welfare_policy_member m WHERE m.hero_id = h.id AND m.state = 'pending_join')
        AND    EXISTS (SELECT 1 FROM welfare_due_visit d WHERE d.hero_id = h.id AND d.campaign_id IS NOT NULL AND d.state = 'due')
        """;

    private long files;

    private async Task FollowRegister()
    {
        foreach (var perSecond in (int[])[25, 100])
        {
            await using var site = await Site.Make(engine, "follow", FewRows);
            await using var ours = await Server.Host(site);
            await OpenLists(site, ours);
            await OpenFiles(ours, perSecond, plan.WarmUp);
            await site.Settle();

            var (waits, before) = (new List<double>(), await Count(site, "SELECT COUNT(*) FROM recognition_hero"));
            for (var round = 0; round < plan.Rounds; round++)
            {
                var began = DateTimeOffset.UtcNow;
                await OpenFiles(ours, perSecond, plan.Round);
                await site.Settle();
                waits.Add(Latencies.Of(await Latencies.Effects(site, began, "welfare.on_hero_file_opened")));
            }

            var (opened, arrived) = (await Count(site, "SELECT COUNT(*) FROM recognition_hero"), await Count(site, OnAllLists));
            Table.Plainly(Name($"18 file opened to all lists, p99, {perSecond}/s"), Median(waits), "s", 0.5,
                string.Create(CultureInfo.InvariantCulture, $"24 writers, {opened - before} files: insured, entitled and to be visited; {opened - arrived} not"));
        }
    }

    /// <summary>A policy of names in force and an open campaign, which needs somebody to begin with.</summary>
    private async Task OpenLists(Site site, Server ours)
    {
        await OpenFiles(ours, 100, TimeSpan.FromSeconds(0.1));
        await site.Settle();
        var (load, today) = (new Load(ours.Address, 1), TimeProvider.System.Today());
        var policy = await load.Once(Requests.Post("/api/v1/policies", Seed.CountyKey, "policy", JsonSerializer.Serialize(new
        {
            insurerName = "示范财产保险股份有限公司",
            insurerCode = "91350100M000100Y43",
            number = "示保1",
            kind = "accident_medical",
            from = today,
            to = today.AddYears(1),
            covers = new[] { new { what = "death", amountFen = 25_000_000 } },
            premiumFen = 2_400_000,
            payer = "fund"
        }, Json.Web)), 201);
        await load.Once(Requests.Post($"/api/v1/policies/{Requests.Text(policy, "id")}/conclusion", Seed.CountyKey, "conclusion", "{}", ifMatch: 1), 200);
        await load.Once(Requests.Post("/api/v1/visit-campaigns", Seed.CountyKey, "campaign", JsonSerializer.Serialize(
            new { occasion = "spring_festival", title = "春节慰问", from = today, to = today.AddMonths(2), cashFen = 200_000 }, Json.Web)), 201);
        await site.Settle();
    }

    /// <summary>So many files a second in all, by writers who wait for their turn.</summary>
    private Task OpenFiles(Server server, int perSecond, TimeSpan duration)
    {
        var (began, turns, turn) = (Stopwatch.GetTimestamp(), (long)(perSecond * duration.TotalSeconds), 0L);
        return Task.WhenAll(Enumerable.Range(0, 24).Select(_ => Task.Run(async () =>
        {
            using var connection = await new Load(server.Address, 1).Open();
            for (var mine = Interlocked.Increment(ref turn); mine <= turns; mine = Interlocked.Increment(ref turn))
            {
                var wait = TimeSpan.FromSeconds((double)mine / perSecond) - Stopwatch.GetElapsedTime(began);
                if (wait > TimeSpan.Zero)
                    await Task.Delay(wait);
                var number = Interlocked.Increment(ref files);
                await connection.Ask(Requests.Post("/api/v1/heroes", Seed.CountyKey, $"file-{number}", string.Create(CultureInfo.InvariantCulture,
                    $$"""{"name":"示范甲","document":{"type":"passport","number":"E{{number:D8}}"},"householdRegion":"{{Seed.CountyRegion(0)}}"}""")), 201, keepBody: false);
            }
        })));
    }

    private static async Task<long> Count(Site site, string query) => long.Parse(await site.Rows(query), CultureInfo.InvariantCulture);
}
