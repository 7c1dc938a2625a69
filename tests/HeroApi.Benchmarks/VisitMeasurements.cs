using System.Diagnostics;
using System.Text.Json;
using HeroApi.Kernel.Http;

namespace HeroApi.Benchmarks;

/// <summary>Rows of visits: drawing the list of a county that cares for many persons, and reading from it what a township has before it.</summary>
internal sealed partial class Measurements
{
    private const int Register = 20_000;

    private async Task WithVisits()
    {
        await using var site = await Site.Make(engine, "visits", 1_000);
        await using (var connection = await site.Open())
            await Seed.Register(connection, Register);
        await using var ours = await Server.Host(site);

        var drawn = new List<double>();
        var opened = "";
        for (var round = 0; round < plan.Rounds; round++)
        {
            var body = JsonSerializer.Serialize(new { occasion = "spring_festival", title = "春节慰问", from = "2026-01-01", to = "2026-02-28", cashFen = 200_000 }, Json.Web);
            var watch = Stopwatch.StartNew();
            opened = await new Load(ours.Address, 1).Once(Requests.Post("/api/v1/visit-campaigns", Seed.CountyKey, $"campaign-{round}", body), 201);
            drawn.Add(watch.Elapsed.TotalSeconds);
        }

        Table.Plainly(Name("17 draw the list of a campaign"), Median(drawn), "s", 2, $"{Register} persons, drawn, stored and counted");
        var campaign = Requests.Text(opened, "id");
        var list = Requests.Get($"/api/v1/due-visits?campaign={campaign}&region={Seed.Township(1)}&state=due&sort=region", Seed.CountyKey);
        var left = Requests.Get("/api/v1/visits/not-visited?sort=name", Seed.CountyKey);
        await WarmUp(ours, n => n % 2 == 0 ? list : left, 200);
        Table.Speed(Name("17 a township's page of it"), Median(await Rounds(() => Ask(ours, _ => list, 200))), null, null, $"50 of a list of {Register}");
        Table.Speed(Name("17 a page of who was not visited"), Median(await Rounds(() => Ask(ours, _ => left, 200))), null, null, $"50 of {Register} persons");
    }
}
