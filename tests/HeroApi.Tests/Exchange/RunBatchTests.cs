using System.Net;
using System.Text.Json;
using HeroApi.Host;
using HeroApi.Kernel.Http;
using HeroApi.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Exchange;

public sealed class RunBatchTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_phone_reports_and_decides_in_one_request_and_sends_it_again_without_effect(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        object[] requests =
        [
            Change("accept", "POST", "/api/v1/leads/{{lead.id}}/acceptance", new { reason = "三名见证人证实" }, ["lead"], ("If-Match", "\"{{lead.version}}\"")),
            Change("lead", "POST", "/api/v1/leads", States.LeadBody()),
            new { id = "list", method = "GET", path = "/api/v1/leads?state=accepted", dependsOn = new[] { "accept" } }
        ];

        var first = await officer.Post("batch", new { requests }, key: "phone-7");
        var again = await officer.Post("batch", new { requests }, key: "phone-7");

        Statuses(first).ShouldBe([("accept", 200), ("lead", 201), ("list", 200)]);
        var lead = Body(first, "lead").GetProperty("id").GetGuid();
        Of(first, "lead").GetProperty("headers").GetProperty("Location").GetString().ShouldBe($"/api/v1/leads/{lead}");
        Of(first, "accept").GetProperty("headers").GetProperty("ETag").GetString()!.ShouldStartWith("\"2.");
        Body(first, "accept").GetProperty("state").GetString().ShouldBe("accepted");
        Body(first, "list").GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("id").GetGuid().ShouldBe(lead);
        Statuses(again).ShouldBe(Statuses(first));
        Of(again, "lead").GetProperty("headers").GetProperty("Idempotent-Replayed").GetString().ShouldBe("true");
        Body(again, "lead").GetProperty("id").GetGuid().ShouldBe(lead);
        (await api.Count("cases_lead")).ShouldBe(1);
        (await api.Published<HeroApi.Cases.Contracts.LeadReported>()).Count.ShouldBe(1);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Each_succeeds_or_fails_by_itself_and_what_depends_on_a_failure_is_not_run(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();

        var batch = await officer.Post("batch", new
        {
            requests = new[]
            {
                Change("good", "POST", "/api/v1/leads", States.LeadBody(), [], ("Idempotency-Key", "good-1")),
                Change("bad", "POST", "/api/v1/leads", States.LeadBody(("summary", "")), [], ("Idempotency-Key", "bad-1"), ("Accept-Language", "en")),
                Change("waits", "POST", "/api/v1/leads/{{bad.id}}/acceptance", new { }, ["bad"], ("Idempotency-Key", "waits-1"), ("If-Match", "\"1\"")),
                Change("last", "POST", "/api/v1/leads/{{good.id}}/acceptance", new { }, ["good", "waits"], ("Idempotency-Key", "last-1"), ("If-Match", "\"1\"")),
                Change("keyless", "POST", "/api/v1/leads", States.LeadBody()),
                Change("unmatched", "PATCH", "/api/v1/leads/{{good.id}}", new { summary = "另一经过" }, ["good"]),
                Change("gone", "GET", $"/api/v1/leads/{Guid.CreateVersion7()}"),
                Change("nowhere", "GET", "/api/v1/dragons"),
                Change("forbidden", "GET", "/api/v1/api-keys"),
                Change("misspelt", "GET", "/api/v1/leads?colour=red")
            }
        }, key: "");

        batch.Must(HttpStatusCode.OK);
        Statuses(batch).ShouldBe([("good", 201), ("bad", 400), ("waits", 424), ("last", 424), ("keyless", 400), ("unmatched", 428), ("gone", 404), ("nowhere", 404), ("forbidden", 403), ("misspelt", 400)]);
        Body(batch, "bad").GetProperty("errors")[0].GetProperty("pointer").GetString().ShouldBe("/summary");
        Body(batch, "bad").GetProperty("title").GetString().ShouldBe("The request is not valid");
        Code(batch, "waits").ShouldBe("batch.dependency_failed");
        Body(batch, "last").GetProperty("params").GetProperty("failed")[0].GetString().ShouldBe("waits");
        Code(batch, "keyless").ShouldBe("idempotency.key_missing");
        Code(batch, "unmatched").ShouldBe("record.precondition_required");
        Code(batch, "gone").ShouldBe("record.not_found");
        Code(batch, "nowhere").ShouldBe("route.not_found");
        Code(batch, "forbidden").ShouldBe("auth.scope_missing");
        Body(batch, "misspelt").GetProperty("errors")[0].GetProperty("code").GetString().ShouldBe("query.parameter_unknown");
        (await api.Count("cases_lead", "state = 'reported'")).ShouldBe(1);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_batch_that_cannot_be_meant_is_refused_before_anything_runs(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        async Task<IReadOnlyList<(string, string)>> Refused(params object[] requests)
        {
            var answer = await officer.Post("batch", new { requests = requests.Prepend(Change("first", "POST", "/api/v1/leads", States.LeadBody())) }, key: Guid.NewGuid().ToString());
            return answer.MustRefuse(HttpStatusCode.BadRequest, "request.invalid").Errors;
        }

        (await Refused(Get("a", ["b"]), Get("b", ["a"]))).ShouldBe([("/requests/1/dependsOn", "batch.dependency_cycle"), ("/requests/2/dependsOn", "batch.dependency_cycle")]);
        (await Refused(Get("a", ["a"]))).ShouldBe([("/requests/1/dependsOn", "batch.dependency_cycle")]);
        (await Refused(Get("a", ["nobody"]))).ShouldBe([("/requests/1/dependsOn/0", "batch.dependency_unknown")]);
        (await Refused(Get("first", []))).ShouldBe([("/requests/1/id", "batch.id_repeated")]);
        (await Refused(Get("a b", []))).ShouldBe([("/requests/1/id", "value.format")]);
        (await Refused(Change("a", "TRACE", "/api/v1/leads"))).ShouldBe([("/requests/1/method", "value.not_allowed")]);
        (await Refused(Change("a", "GET", "/api/v1/leads", new { }))).ShouldBe([("/requests/1/body", "value.unwanted")]);
        (await Refused(Change("a", "GET", "/api/v1/leads", null, [], ("Authorization", $"Bearer {api.Admin.Secret}")))).ShouldBe([("/requests/1/headers", "batch.header_not_allowed")]);
        (await Refused(Change("a", "GET", "/api/v1/leads", null, [], ("X-Action-Note", "one\r\ntwo")))).ShouldBe([("/requests/1/headers", "header.invalid")]);
        (await Refused(Change("a", "GET", "/api/v1/leads/{{first.id}}"))).ShouldBe([("/requests/1/path", "batch.reference_unknown")]);
        (await Refused(Change("a", "POST", "/api/v1/leads", new { summary = "{{first.id}}" }))).ShouldBe([("/requests/1/body", "batch.reference_unknown")]);
        foreach (var path in (string[])["http://elsewhere/api/v1/leads", "//elsewhere/api/v1/leads", "/health/live", "/openapi/v1.json", "/api/v1/../../health/live", "/api/v1/%2e%2e/leads",
            "/api/v1//leads", "/api/v1/leads#top", "/api/v1/leads HTTP/1.1", "/api/v1/a\\b"])
            (await Refused(Change("a", "GET", path))).ShouldBe([("/requests/1/path", "batch.path_not_allowed")], path);
        (await Refused([.. Enumerable.Range(0, 20).Select(number => Get($"n{number}", []))])).ShouldBe([("/requests", "value.out_of_range")]);
        (await officer.Post("batch", new { requests = Array.Empty<object>() })).Errors.ShouldBe([("/requests", "value.out_of_range")]);
        (await officer.Post("batch", """{"requests":[null]}""")).Errors.ShouldBe([("/requests/0", "value.required")]);
        (await officer.Post("batch", """{"requests":[{"id":"a","method":"GET","path":"/api/v1/me","headers":{"If-Match":null},"dependsOn":[null]}]}""")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await officer.Post("batch", new { requests = new[] { Get("a", []) } }, key: new string('k', 96))).Errors.ShouldBe([("/headers/Idempotency-Key", "header.invalid")]);
        (await api.Count("cases_lead")).ShouldBe(0);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_an_earlier_answer_says_cannot_break_out_of_its_place(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var hostile = "../api-keys?x=1\"},\"a\":{\"";
        var lead = await officer.ReportedLead(("summary", hostile));

        var batch = await officer.Post("batch", new
        {
            requests = new[]
            {
                Change("lead", "GET", $"/api/v1/leads/{lead.Id}"),
                Change("path", "GET", "/api/v1/leads/{{lead.summary}}", null, ["lead"]),
                Change("copy", "POST", "/api/v1/leads", States.LeadBody(("summary", "{{lead.summary}}"), ("persons", new[] { new { name = "{{lead.persons.0.name}}" } })), ["lead"]),
                Change("text", "POST", "/api/v1/leads", States.LeadBody(("summary", "见 {{lead.id}} 号")), ["lead"]),
                Change("absent", "GET", "/api/v1/leads/{{lead.nothing}}", null, ["lead"]),
                Change("whole", "GET", "/api/v1/leads/{{lead.place}}", null, ["lead"]),
                Change("header", "GET", "/api/v1/leads", null, ["lead"], ("X-Action-Note", "{{lead.place.address}}"))
            }
        }, key: "k");

        Statuses(batch).ShouldBe([("lead", 200), ("path", 404), ("copy", 201), ("text", 201), ("absent", 400), ("whole", 400), ("header", 400)]);
        Code(batch, "path").ShouldBe("route.not_found");
        Body(batch, "copy").GetProperty("summary").GetString().ShouldBe(hostile);
        Body(batch, "copy").GetProperty("persons")[0].GetProperty("name").GetString().ShouldBe("示范甲");
        Body(batch, "text").GetProperty("summary").GetString().ShouldBe("见 {{lead.id}} 号");
        Body(batch, "absent").GetProperty("errors")[0].GetProperty("code").GetString().ShouldBe("batch.reference_unresolved");
        Body(batch, "header").GetProperty("errors")[0].GetProperty("pointer").GetString().ShouldBe("/headers/X-Action-Note");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Every_request_signs_in_and_pays_for_itself(Engine engine)
    {
        await using var api = await Api.On(engine);
        var made = (await api.Admin.Post("api-keys", new { name = "phone", scopes = new[] { "admin" }, ratePerSecond = 1, rateBurst = 4 })).Must(HttpStatusCode.Created);
        var phone = api.With(made.Text("secret"));

        var paid = await phone.Post("batch", new { requests = Enumerable.Range(0, 5).Select(number => Change($"n{number}", "GET", "/api/v1/meta")) });

        Statuses(paid).Select(answer => answer.Status).ShouldBe([200, 200, 200, 200, 200], "what is open to everybody costs nothing");
        var dear = await phone.Post("batch", new { requests = Enumerable.Range(0, 20).Select(number => Change($"n{number}", "GET", "/api/v1/me")) });
        var refused = dear.Json.GetProperty("responses").EnumerateArray().First(one => one.GetProperty("status").GetInt32() == 429);
        refused.GetProperty("headers").GetProperty("Retry-After").GetString().ShouldBe("1");
        refused.GetProperty("headers").GetProperty("RateLimit").GetString().ShouldBe("\"key\";r=0;t=1");

        var (own, id) = (await api.Key(null, ["keys:manage", "orgs:read"]), Guid.Empty);
        id = (await own.Get("me")).Json.GetProperty("keyId").GetGuid();
        var revoking = await own.Post("batch", new
        {
            requests = new[]
            {
                Change("before", "GET", "/api/v1/me"),
                Change("revoke", "POST", $"/api/v1/api-keys/{id}/revocation", null, [], ("If-Match", "\"1\"")),
                Change("after", "GET", "/api/v1/me")
            }
        }, key: "k");
        Statuses(revoking).ShouldBe([("before", 200), ("revoke", 200), ("after", 401)]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task It_speaks_for_its_requests_and_holds_no_batch_and_no_open_door(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(scopes: [.. States.OfficerScopes, "pii:read"]);
        var lead = await officer.ReportedLead();
        var show = Change("show", "GET", $"/api/v1/leads/{lead.Id}");

        var clear = await officer.Post("batch", new { requests = new[] { show, Change("english", "GET", "/api/v1/leads/none", null, [], ("Accept-Language", "en")) } }, headers: [("X-Purpose", "verification")]);
        var nested = await officer.Post("batch", new { requests = new[] { Change("inner", "POST", "/api/v1/batch", new { requests = new[] { show } }), show } });
        var checkedOnly = await officer.Post("batch?validateOnly=true", new { requests = new[] { Change("lead", "POST", "/api/v1/leads", States.LeadBody()), show } });

        Body(clear, "show").GetProperty("persons")[0].GetProperty("phone").GetString().ShouldBe("13800000000");
        Of(clear, "show").GetProperty("headers").GetProperty("Cache-Control").GetString().ShouldBe("no-store");
        clear.Response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        Of(clear, "english").GetProperty("headers").GetProperty("Content-Language").GetString().ShouldBe("en");
        (await api.Count("kernel_read_log")).ShouldBe(1);
        Statuses(nested).ShouldBe([("inner", 400), ("show", 200)]);
        Code(nested, "inner").ShouldBe("batch.not_inside");
        Statuses(checkedOnly).ShouldBe([("lead", 200), ("show", 200)]);
        (await api.Count("cases_lead")).ShouldBe(1);
        (await api.Nobody.Post("batch", new { requests = new[] { show } })).MustRefuse(HttpStatusCode.Unauthorized, "auth.required");
    }

    [Fact]
    public async Task It_ends_in_time_and_within_bounds_and_says_what_it_left_out()
    {
        var planted = new Module(typeof(Api).Assembly, _ => { }, routes =>
        {
            routes.MapGet("/planted/endless", async (CancellationToken ct) => { await Task.Delay(Timeout.Infinite, ct); return Answers.Done(); }).RequireCredential();
            routes.MapGet("/planted/huge", () => Answers.Ok(new string('x', 3 * 1024 * 1024))).RequireCredential();
            routes.MapGet("/planted/picture", () => TypedResults.Bytes(new byte[9], "image/png")).RequireCredential();
            routes.MapGet("/planted/fault", () => { throw new InvalidOperationException("planted"); }).RequireCredential();
        });
        await using var api = await Api.On(Engine.Sqlite, [planted]);
        await using var hasty = await Api.On(Engine.Sqlite, [planted], "--Hero:RequestTimeout", "00:00:02");
        object One(string id) => Change(id, "GET", $"/api/v1/planted/{id.Split('-')[0]}");

        var late = await hasty.Admin.Post("batch", new { requests = new[] { Get("me", []), One("endless"), One("endless-2") } });
        var large = await api.Admin.Post("batch", new { requests = new[] { One("huge"), One("huge-2"), One("huge-3"), Get("me", []) } });
        var odd = await api.Admin.Post("batch", new { requests = new[] { One("picture"), One("fault"), Get("me", []) } });

        Statuses(late).ShouldBe([("me", 200), ("endless", 503), ("endless-2", 503)]);
        Code(late, "endless").ShouldBe("server.timeout");
        Of(late, "endless-2").GetProperty("headers").GetProperty("Retry-After").GetString().ShouldBe("1");
        Statuses(large).ShouldBe([("huge", 200), ("huge-2", 200), ("huge-3", 413), ("me", 413)]);
        Code(large, "me").ShouldBe("batch.answers_too_large");
        Statuses(odd).ShouldBe([("picture", 400), ("fault", 500), ("me", 200)]);
        Code(odd, "picture").ShouldBe("batch.not_inside");
    }

    private static object Get(string id, string[] dependsOn) => new { id, method = "GET", path = "/api/v1/me", dependsOn };

    private static object Change(string id, string method, string path, object? body = null, string[]? dependsOn = null, params (string Name, string Value)[] headers) =>
        new { id, method, path, body, dependsOn = dependsOn ?? [], headers = headers.ToDictionary(header => header.Name, header => header.Value) };

    private static IReadOnlyList<(string Id, int Status)> Statuses(Answer batch) =>
        [.. batch.Must(HttpStatusCode.OK).Json.GetProperty("responses").EnumerateArray().Select(one => (one.GetProperty("id").GetString()!, one.GetProperty("status").GetInt32()))];

    private static JsonElement Of(Answer batch, string id) => batch.Json.GetProperty("responses").EnumerateArray().Single(one => one.GetProperty("id").GetString() == id);

    private static JsonElement Body(Answer batch, string id) => Of(batch, id).GetProperty("body");

    private static string? Code(Answer batch, string id) => Body(batch, id).GetProperty("code").GetString();
}
