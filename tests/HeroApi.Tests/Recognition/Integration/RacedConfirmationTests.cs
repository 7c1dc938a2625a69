using HeroApi.Recognition.Contracts;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Recognition.Integration;

public sealed class RacedConfirmationTests
{
    private const int Persons = 100;
    private const int OfACase = 50;
    private const int Cases = 10;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task However_many_confirmations_race_a_person_has_one_file_with_every_act(Engine engine)
    {
        await using var api = await Api.On(engine);
        var county = await api.Organisation(region: "410102");
        var opened = new List<Answer>();
        for (var number = 0; number < Cases; number++)
            opened.Add(await county.OpenedCase(("actors", Enumerable.Range(number % 2 * OfACase, OfACase).Select(person => new
            {
                name = $"示范{person}",
                document = new { type = "passport", number = $"E{person:D8}" }
            }))));

        var hosts = new List<Api> { api };
        if (engine == Engine.Postgres)
            hosts.Add(await Api.On(api.Database, clock: api.Clock));
        await Task.WhenAll(opened.Select((seen, number) => county.Step(seen, "outside-decision", new
        {
            actors = Enumerable.Range(0, OfACase).Select(actor => new { actorId = seen.ActorId(actor), outcome = "confirmed" }),
            authority = "示范市公安局",
            number = $"公〔2026〕{number}号",
            decidedOn = "2026-05"
        })).Concat(hosts.SelectMany(host => new[] { host.Settle(), host.Settle() })));
        await api.Settle();
        api.Clock.Advance(TimeSpan.FromMinutes(5));
        await api.Settle();

        (await api.Count("kernel_delivery", "done_at IS NULL")).ShouldBe(0);
        (await api.Count("recognition_hero")).ShouldBe(Persons);
        (await api.Count("recognition_deed")).ShouldBe(Cases * OfACase);
        (await api.Rows<long>("SELECT COUNT(*) FROM recognition_deed GROUP BY hero_id")).ShouldAllBe(acts => acts == Cases * OfACase / Persons);
        (await api.Published<HeroFileOpened>()).Count.ShouldBe(Persons);
        foreach (var host in hosts.Skip(1))
            await host.DisposeAsync();
    }
}
