using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Investigation;

public sealed class VisitTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_phone_without_a_network_may_send_a_visit_twice(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var accepted = await officer.AcceptedCase();
        var photo = (await officer.Upload(Uploads.Photo())).Must(HttpStatusCode.Created);
        var visit = Visit(Guid.CreateVersion7(), "河岸陡，无护栏。", photo.Id);

        var first = await officer.Step(accepted, "visits", visit);
        var again = await officer.Step(first, "visits", visit);
        var concluded = await officer.Step(await officer.ProvenCase(again), "conclusion", new { conclusion = "属实。" });
        var late = await officer.Step(concluded, "visits", visit);

        first.Json.GetProperty("visits").GetArrayLength().ShouldBe(1);
        first.Json.GetProperty("visits")[0].GetProperty("visitedAt").GetString().ShouldBe("2026-05-20T01:00:00Z");
        again.Version.ShouldBe(first.Version);
        late.Version.ShouldBe(concluded.Version);
        late.Json.GetProperty("visits").GetArrayLength().ShouldBe(1);
        (await api.Count("cases_visit")).ShouldBe(1);
        (await api.Count("cases_step", "action = 'visit'")).ShouldBe(1);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Both_of_a_phones_attempts_at_once_make_one_visit(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var accepted = await officer.AcceptedCase();
        var visit = Visit(Guid.CreateVersion7(), "河岸陡，无护栏。");

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => officer.Post($"cases/{accepted.Id}/visits", visit)));

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK);
        (await api.Count("cases_visit")).ShouldBe(1);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Another_visit_under_a_known_id_is_refused_and_so_is_one_of_another_case(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var (accepted, other) = (await officer.AcceptedCase(), await officer.OpenedCase());
        var id = Guid.CreateVersion7();
        await officer.Step(accepted, "visits", Visit(id, "河岸陡。"));

        (await officer.Post($"cases/{accepted.Id}/visits", Visit(id, "河岸平。"))).MustRefuse(HttpStatusCode.PreconditionFailed, "record.exists");
        (await officer.Post($"cases/{other.Id}/visits", Visit(id, "河岸陡。"))).MustRefuse(HttpStatusCode.PreconditionFailed, "record.exists");
        (await officer.Post($"cases/{other.Id}/tasks", new { id, what = "x", assignee = "示范办案人" })).MustRefuse(HttpStatusCode.PreconditionFailed, "record.exists");
        (await api.Count("cases_visit")).ShouldBe(1);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Nobody_visits_before_the_act_or_tomorrow_or_with_a_strangers_pictures(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var stranger = await api.Organisation(region: "410103");
        var opened = await officer.OpenedCase();
        var photo = (await stranger.Upload(Uploads.Photo())).Must(HttpStatusCode.Created);

        (await officer.Post($"cases/{opened.Id}/visits", Visit(null, "河岸陡。", at: "2026-04-30T01:00:00Z"))).Errors.ShouldBe([("/visitedAt", "case.before_act")]);
        (await officer.Post($"cases/{opened.Id}/visits", Visit(null, "河岸陡。", at: "2026-06-03T01:00:00Z"))).Errors.ShouldBe([("/visitedAt", "value.in_future")]);
        (await officer.Post($"cases/{opened.Id}/visits", Visit(null, "河岸陡。", photo.Id))).Errors.ShouldBe([("/fileIds/0", "file.unknown")]);
        (await officer.Post($"cases/{opened.Id}/visits", Visit(Guid.NewGuid(), "河岸陡。"))).Errors.ShouldBe([("/id", "id.not_uuid_v7")]);
    }

    private static object Visit(Guid? id, string seen, Guid? photo = null, string at = "2026-05-20T01:00:00Z") => new
    {
        id,
        visitedAt = at,
        place = "示范河边",
        visitors = "示范办案人",
        seen,
        fileIds = photo is { } file ? new[] { file } : []
    };
}
