using HeroApi.Kernel.Events;
using HeroApi.Kernel.Text;
using HeroApi.TestKit;
using HeroApi.Tests.Cases.Leads;
using HeroApi.Tests.Kernel.Planted;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Kernel.Events;

/// <summary>A release that gives a text other terms writes the index anew, beside whoever works meanwhile.</summary>
public sealed class SearchRebuildTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task An_index_of_an_older_release_is_written_anew_at_the_next_start(Engine engine)
    {
        await using var database = await TestDatabase.On(engine);
        var lost = new List<Guid>();
        string? secret;
        await using (var older = await Api.On(database, PlantedModule.Planted))
        {
            var officer = await older.Organisation();
            secret = officer.Secret;
            for (var i = 0; i < 450; i++)
                lost.Add((await officer.ReportedLead(("persons", new[] { new { name = "王佳木" } }))).Id);
            var gone = await officer.ReportedLead(("persons", new[] { new { name = "王佳木" } }));
            await officer.Delete($"leads/{gone.Id}?reason=entered_in_error", ifMatch: 1);
            (await older.Count("kernel_job", "kind = 'kernel.search_rebuild'")).ShouldBe(0);

            await older.Run(async desk =>
            {
                foreach (var id in lost)
                    desk.Changes.Found("lead", new Searched(id, 1, new SearchTerms().Text("旧词")));
                desk.Changes.Found("organisation", new Searched(officer.OrgId, 1, new SearchTerms().Text("旧词")));
                await desk.Db.Execute("UPDATE kernel_search_head SET definition = definition - 1", null, CancellationToken.None);
            });
            (await officer.Finds("旧词")).Count.ShouldBe(450);
            (await officer.Finds("佳木")).ShouldBeEmpty();
        }

        await using var newer = await Api.On(database, PlantedModule.Planted);
        await newer.Settle();

        var caller = newer.With(secret);
        (await caller.Finds("旧词")).ShouldBeEmpty();
        (await caller.Finds("佳木")).ShouldBe(lost);
        (await caller.Get("organisations?q=示范机构&count=exact")).Text("count").ShouldBe("1");
        (await newer.Rows<string>("SELECT state FROM kernel_job WHERE kind = 'kernel.search_rebuild'")).ShouldBe(["succeeded"]);
        (await newer.Rows<long>("SELECT definition FROM kernel_search_head")).ShouldBe([SearchTerms.Definition]);
    }

    /// <summary>On SQLite there is one writer, so what a chunk has read stays as it is while it writes.</summary>
    [Theory, InlineData(Engine.Postgres)]
    public async Task Terms_of_an_older_version_do_not_take_the_place_of_newer_ones(Engine engine)
    {
        await using var api = await PlantedModule.On(engine);
        var officer = await api.Organisation();
        var lead = await officer.ReportedLead();
        await officer.Patch($"leads/{lead.Id}", new { summary = "改写后的经过" }, ifMatch: 1);

        await api.Run(desk =>
        {
            desk.Changes.Found("lead", new Searched(lead.Id, 1, new SearchTerms().Text("路人下河")));
            return Task.CompletedTask;
        });

        (await officer.Finds("改写")).ShouldBe([lead.Id]);
        (await officer.Finds("下河")).ShouldBeEmpty();
    }
}
