using System.Net;
using HeroApi.Cases.Contracts;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Leads;

public sealed class UpsertLeadTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_first_sending_creates_the_next_one_updates_and_the_same_again_is_answered_again(Engine engine)
    {
        await using var api = await Api.On(engine);
        var grid = await api.Organisation();

        var created = await grid.Put("leads/ext/grid/G-1", States.LeadBody());
        var updated = await grid.Put("leads/ext/grid/G-1", States.LeadBody(("channel", "station")));
        var again = await grid.Put("leads/ext/grid/G-1", States.LeadBody(("channel", "station")));

        created.Must(HttpStatusCode.Created).Text("result").ShouldBe("created");
        created.Header("Location").ShouldBe($"/api/v1/leads/{created.Text("lead.id")}");
        updated.Must(HttpStatusCode.OK).Text("result").ShouldBe("updated");
        updated.Text("lead.channel").ShouldBe("station");
        updated.Text("lead.version").ShouldBe("2");
        updated.Text("lead.id").ShouldBe(created.Text("lead.id"));
        again.Replayed.ShouldBeTrue();
        again.Body.ShouldBe(updated.Body);
        (await grid.Get("leads/ext/grid/G-1")).Text("externalIds").ShouldBe("""[{"system":"grid","value":"G-1"}]""");
        (await api.Published<LeadReported>()).Count.ShouldBe(1);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Sixteen_at_once_are_one_record_and_one_answer(Engine engine)
    {
        await using var api = await Api.On(engine);
        var grid = await api.Organisation();

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => grid.Put("leads/ext/grid/G-1", States.LeadBody())));

        answers.Select(answer => (answer.Status, answer.Body, answer.ETag)).Distinct().ShouldHaveSingleItem().Status.ShouldBe(HttpStatusCode.Created);
        answers.Count(answer => !answer.Replayed).ShouldBe(1);
        (await api.Count("cases_lead")).ShouldBe(1);
        (await api.Count("kernel_audit", "action = 'cases.upsert_lead'")).ShouldBe(1);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Two_credentials_racing_on_a_new_id_never_make_a_second_record(Engine engine)
    {
        await using var api = await Api.On(engine);
        var first = await api.Organisation();
        var second = await api.Key(first.OrgId);

        for (var round = 0; round < 8; round++)
        {
            var path = $"leads/ext/grid/G-{round}";
            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? first : second).Put(path, States.LeadBody(("summary", $"第{i % 2}份")))));

            answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.Created || answer.Status == HttpStatusCode.OK);
            answers.Where(answer => !answer.Replayed && answer.Status == HttpStatusCode.Created).ShouldHaveSingleItem();
            (await api.Count("cases_lead")).ShouldBe(round + 1);
        }

        (await api.Published<LeadReported>()).Count.ShouldBe(8);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_says_nothing_new_is_unchanged_and_what_is_late_is_ignored(Engine engine)
    {
        await using var api = await Api.On(engine);
        var grid = await api.Organisation();
        await grid.Put("leads/ext/grid/G-1?sourceVersion=5", States.LeadBody());

        var same = await grid.Put("leads/ext/grid/G-1?sourceVersion=6", States.LeadBody());
        var late = await grid.Put("leads/ext/grid/G-1?sourceVersion=5", States.LeadBody(("channel", "media")));
        var next = await grid.Put("leads/ext/grid/G-1?sourceVersion=7", States.LeadBody(("channel", "media")));

        same.Must(HttpStatusCode.OK).Text("result").ShouldBe("unchanged");
        same.Text("lead.version").ShouldBe("1");
        late.Must(HttpStatusCode.OK).Text("result").ShouldBe("stale_ignored");
        late.Text("lead.channel").ShouldBe("grid_worker");
        next.Must(HttpStatusCode.OK).Text("result").ShouldBe("updated");
        next.Text("lead.channel").ShouldBe("media");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_somebody_changed_since_is_not_answered_from_memory(Engine engine)
    {
        await using var api = await Api.On(engine);
        var grid = await api.Organisation();
        var created = await grid.Put("leads/ext/grid/G-1", States.LeadBody());
        await grid.Patch($"leads/{created.Text("lead.id")}", new { channel = "media" }, ifMatch: 1);

        var again = await grid.Put("leads/ext/grid/G-1", States.LeadBody());

        again.Must(HttpStatusCode.OK).Replayed.ShouldBeFalse();
        again.Text("result").ShouldBe("updated");
        again.Text("lead.channel").ShouldBe("grid_worker");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_system_that_was_not_granted_is_refused_whether_or_not_the_row_exists(Engine engine)
    {
        await using var api = await Api.On(engine);
        var grid = await api.Organisation();
        var other = await api.Key(grid.OrgId, systems: ["hospital"]);
        await grid.Put("leads/ext/grid/G-1", States.LeadBody());

        foreach (var value in (string[])["G-1", "G-2"])
        {
            (await other.Put($"leads/ext/grid/{value}", States.LeadBody())).MustRefuse(HttpStatusCode.Forbidden, "external.system_not_granted");
            (await other.Get($"leads/ext/grid/{value}")).MustRefuse(HttpStatusCode.Forbidden, "external.system_not_granted");
        }

        (await grid.Get("leads/ext/grid/G-2")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task An_id_of_a_record_out_of_sight_is_taken_and_nothing_of_it_is_told(Engine engine)
    {
        await using var api = await Api.On(engine);
        var mine = await api.Organisation();
        var theirs = await api.Organisation(region: "370602");
        var lead = await theirs.Put("leads/ext/grid/G-1", States.LeadBody());

        var sent = await mine.Put("leads/ext/grid/G-1", States.LeadBody());
        var posted = await mine.Post("leads", States.LeadBody(("externalIds", new[] { new { system = "grid", value = "G-1" } })));
        var own = await theirs.Post("leads", States.LeadBody(("externalIds", new[] { new { system = "grid", value = "G-1" } })));

        sent.MustRefuse(HttpStatusCode.Conflict, "external.id_taken");
        sent.Text("params.id").ShouldBeNull();
        posted.MustRefuse(HttpStatusCode.Conflict, "external.id_taken");
        posted.Text("params.id").ShouldBeNull();
        own.MustRefuse(HttpStatusCode.Conflict, "external.id_taken");
        own.Text("params.id").ShouldBe(lead.Text("lead.id"));
        (await api.Count("cases_lead")).ShouldBe(1);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_deleted_lead_does_not_come_back(Engine engine)
    {
        await using var api = await Api.On(engine);
        var grid = await api.Organisation();
        var created = await grid.Put("leads/ext/grid/G-1", States.LeadBody());
        await grid.Delete($"leads/{created.Text("lead.id")}?reason=entered_in_error", ifMatch: 1);

        (await grid.Put("leads/ext/grid/G-1", States.LeadBody())).MustRefuse(HttpStatusCode.Gone, "record.deleted");
        (await grid.Put("leads/ext/grid/G-1", States.LeadBody(("channel", "media")))).MustRefuse(HttpStatusCode.Gone, "record.deleted");
        (await grid.Get("leads/ext/grid/G-1")).MustRefuse(HttpStatusCode.Gone, "record.deleted");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task An_id_may_hold_whatever_an_address_can_carry(Engine engine)
    {
        await using var api = await Api.On(engine);
        var grid = await api.Organisation();

        foreach (var value in (string[])["a/b", "网格 七", "x?y=1&z", "'; DROP TABLE cases_lead; --"])
        {
            (await grid.Put($"leads/ext/grid/{Uri.EscapeDataString(value)}", States.LeadBody())).Must(HttpStatusCode.Created);
            var shown = await grid.Get($"leads/ext/grid/{Uri.EscapeDataString(value)}");
            shown.Must(HttpStatusCode.OK).Json.GetProperty("externalIds")[0].GetProperty("value").GetString().ShouldBe(value);
        }
    }
}
