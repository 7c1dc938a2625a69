using System.Net;
using System.Text.RegularExpressions;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Kernel.Http;

/// <summary>What a request must say, and what it must not.</summary>
public sealed class RequestRulesTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_change_names_the_version_it_is_meant_for(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var lead = await officer.ReportedLead();
        Task<Answer> Accept(string? match) => officer.Post($"leads/{lead.Id}/acceptance", new { }, headers: match is null ? [] : [("If-Match", match)]);

        (await Accept(null)).MustRefuse((HttpStatusCode)428, "record.precondition_required");
        (await Accept("1")).Errors.ShouldHaveSingleItem().ShouldBe(("/headers/If-Match", "header.invalid"));
        (await Accept("\"one\"")).Errors.ShouldHaveSingleItem().ShouldBe(("/headers/If-Match", "header.invalid"));
        var stale = await Accept("\"9\"");
        stale.MustRefuse(HttpStatusCode.PreconditionFailed, "record.version_stale");
        stale.Text("current.version").ShouldBe("1");
        (await Accept(lead.ETag)).Must(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Transports_without_patch_and_delete_say_them_in_a_post()
    {
        await using var api = await Api.On(Engine.Sqlite);
        var key = await api.Admin.Post("api-keys", new { name = "k", scopes = new[] { "leads:read" } });

        var amended = await api.Admin.Post($"api-keys/{key.Id}", new { name = "改名" }, ifMatch: 1, headers: ("X-HTTP-Method-Override", "patch"));
        amended.Must(HttpStatusCode.OK).Text("name").ShouldBe("改名");
        await api.Admin.Post($"api-keys/{key.Id}/rotation", new { }, ifMatch: 2);
        var secrets = (await api.Admin.Get($"api-keys/{key.Id}")).Json.GetProperty("secrets");
        (await api.Admin.Post($"api-keys/{key.Id}/secrets/{secrets[1].GetProperty("id")}", ifMatch: 3, headers: ("X-HTTP-Method-Override", "DELETE"))).Must(HttpStatusCode.NoContent);

        (await api.Admin.Post($"api-keys/{key.Id}", new { }, headers: ("X-HTTP-Method-Override", "TRACE"))).Errors.ShouldHaveSingleItem().ShouldBe(("/headers/X-HTTP-Method-Override", "header.invalid"));
        (await api.Admin.Get($"api-keys/{key.Id}", ("X-HTTP-Method-Override", "DELETE"))).Errors.ShouldHaveSingleItem().ShouldBe(("/headers/X-HTTP-Method-Override", "header.invalid"));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Every_verb_reaches_its_operation_through_a_post(Engine engine)
    {
        await using var api = await Api.On(engine);
        var document = (await api.Nobody.Get("/openapi/v1.json")).Json;
        var walked = 0;

        foreach (var path in document.GetProperty("paths").EnumerateObject())
            foreach (var operation in path.Value.EnumerateObject().Where(operation => operation.Name is "put" or "patch" or "delete"))
            {
                var route = Regex.Replace(path.Name, @"\{(\w+)\}", match => match.Groups[1].Value is "id" ? "0198f000-0000-7000-8000-0000000000aa" : "grid");
                var body = operation.Value.TryGetProperty("requestBody", out var taken) && taken.GetProperty("content").TryGetProperty("application/json", out var json)
                    ? json.GetProperty("example").GetRawText() : null;
                foreach (var headers in (IReadOnlyList<(string, string)[]>)[[], [("If-Match", "\"1\"")]])
                {
                    var plain = await api.Admin.Send(new HttpMethod(operation.Name.ToUpperInvariant()), route, body, null, null, headers);
                    var posted = await api.Admin.Post(route, body, key: "", headers: [.. headers, ("X-HTTP-Method-Override", operation.Name.ToUpperInvariant())]);

                    (posted.Status, posted.Code).ShouldBe((plain.Status, plain.Code), $"{operation.Name} {route}");
                    posted.Code.ShouldNotBe("route.method_not_allowed", $"{operation.Name} {route}");
                    posted.Code.ShouldNotBe("idempotency.key_missing", "a key is as optional as with the verb itself");
                }

                walked++;
            }

        walked.ShouldBeGreaterThanOrEqualTo(8);
    }

    [Theory]
    [InlineData("""{"name":"k","scopes":["leads:read"],"colour":"red"}""", "/colour", "json.member_unknown")]
    [InlineData("""{"name":"k","name":"k","scopes":["leads:read"]}""", "/name", "json.member_duplicate")]
    [InlineData("""{"name":7,"scopes":["leads:read"]}""", "/name", "json.type")]
    [InlineData("""{"name":"k"}""", "/scopes", "value.required")]
    [InlineData("""{"name":"k\u0000","scopes":["leads:read"]}""", "/name", "text.nul")]
    [InlineData("""{"name":"k","scopes":["leads:read"],"expiresAt":"2030-01-01T00:00:00"}""", "/expiresAt", "time.offset_missing")]
    public async Task Json_is_read_strictly(string body, string pointer, string code)
    {
        await using var api = await Api.On(Engine.Sqlite);

        var refused = await api.Admin.Post("api-keys", body);

        refused.MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        refused.Errors.ShouldHaveSingleItem().ShouldBe((pointer, code));
    }

    [Fact]
    public async Task What_is_no_json_at_all_is_refused()
    {
        await using var api = await Api.On(Engine.Sqlite);

        foreach (var body in new[] { "", "{", "null", "[]", "\"text\"", new string('[', 100) })
            (await api.Admin.Post("api-keys", body)).Must(HttpStatusCode.BadRequest).Code.ShouldNotBeNull();
        (await api.Admin.Post("api-keys", new StringContent("name=k", null, "text/plain"))).MustRefuse(HttpStatusCode.UnsupportedMediaType, "request.media_type");
    }

    [Fact]
    public async Task Query_parameters_that_are_unknown_repeated_or_wrong_are_refused()
    {
        await using var api = await Api.On(Engine.Sqlite);

        (await api.Admin.Get("audit?actoin=x")).Errors.ShouldHaveSingleItem().ShouldBe(("/query/actoin", "query.parameter_unknown"));
        (await api.Admin.Get("audit?limit=1&limit=2")).Errors.ShouldHaveSingleItem().ShouldBe(("/query/limit", "query.parameter_repeated"));
        (await api.Admin.Get("audit?limit=0&count=all&sort=colour&record=7&at[gte]=2026-01-01")).Errors.Select(error => error.Pointer)
            .ShouldBe(["/query/limit", "/query/count", "/query/sort", "/query/record", "/query/at[gte]"], ignoreOrder: true);
        (await api.Admin.Get("audit?limit=501")).Errors.ShouldHaveSingleItem().ShouldBe(("/query/limit", "query.parameter_invalid"));
        (await api.Admin.Get("audit?action=%00")).Errors.ShouldHaveSingleItem().ShouldBe(("/query", "text.nul"));
        (await api.Admin.Get("me?validateOnly=true")).Errors.ShouldHaveSingleItem().ShouldBe(("/query/validateOnly", "query.parameter_unknown"));
        (await api.Admin.Post("api-keys?validateOnly=maybe", new { })).Errors.ShouldHaveSingleItem().ShouldBe(("/query/validateOnly", "query.parameter_invalid"));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Validating_only_says_what_would_be_and_stores_nothing(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var lead = await officer.ReportedLead();
        await api.Settle();
        string[] tables = ["cases_lead", "cases_case", "kernel_audit", "kernel_event", "kernel_feed", "kernel_change", "kernel_idempotency", "kernel_scope", "kernel_delivery"];
        var before = await Task.WhenAll(tables.Select(table => api.Count(table)));

        (await officer.Post("leads?validateOnly=true", States.LeadBody())).Must(HttpStatusCode.OK).Body.ShouldBe("""{"valid":true}""");
        (await officer.Post("leads?validateOnly=true", States.LeadBody(), key: "")).Must(HttpStatusCode.OK);
        (await officer.Post("leads?validateOnly=true", States.LeadBody(("summary", "")))).Errors.ShouldHaveSingleItem().ShouldBe(("/summary", "value.required"));
        (await officer.Post("leads?validateOnly=true", States.LeadBody(("place", new { regionCode = "999999" })))).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        (await officer.Post($"leads/{lead.Id}/acceptance?validateOnly=true", new { }, ifMatch: 1)).Must(HttpStatusCode.OK).ETag.ShouldBeNull();
        (await officer.Post($"leads/{lead.Id}/acceptance?validateOnly=true", new { }, ifMatch: 2)).MustRefuse(HttpStatusCode.PreconditionFailed, "record.version_stale");

        (await Task.WhenAll(tables.Select(table => api.Count(table)))).ShouldBe(before);
        (await officer.Get($"leads/{lead.Id}")).Text("state").ShouldBe("reported");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_repeated_post_answers_what_the_first_one_did_for_seven_days(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();

        var first = (await officer.Post("leads", States.LeadBody(), key: "report-1")).Must(HttpStatusCode.Created);
        var again = (await officer.Post("leads", States.LeadBody(), key: "report-1")).Must(HttpStatusCode.Created);
        (first.Replayed, again.Replayed).ShouldBe((false, true));
        (again.Body, again.ETag, again.Header("Location")).ShouldBe((first.Body, first.ETag, first.Header("Location")));

        (await officer.Post("leads", States.LeadBody(("summary", "另一件事。")), key: "report-1")).MustRefuse((HttpStatusCode)422, "idempotency.key_reused");
        (await (await api.Key(officer.OrgId)).Post("leads", States.LeadBody(), key: "report-1")).Must(HttpStatusCode.Created).Replayed.ShouldBeFalse("keys are each caller's own");
        api.Clock.Advance(TimeSpan.FromDays(6));
        await api.Settle();
        (await officer.Post("leads", States.LeadBody(), key: "report-1")).Replayed.ShouldBeTrue();
        api.Clock.Advance(TimeSpan.FromDays(2));
        await api.Settle();

        (await officer.Post("leads", States.LeadBody(), key: "report-1")).Must(HttpStatusCode.Created).Id.ShouldNotBe(first.Id);
    }

    [Fact]
    public async Task A_post_that_changes_something_brings_a_key_of_the_right_form()
    {
        await using var api = await Api.On(Engine.Sqlite);
        var officer = await api.Organisation();

        (await officer.Post("leads", States.LeadBody(), key: "")).MustRefuse(HttpStatusCode.BadRequest, "idempotency.key_missing");
        (await officer.Post("leads", States.LeadBody(), key: new string('k', 129))).Errors.ShouldHaveSingleItem().ShouldBe(("/headers/Idempotency-Key", "header.invalid"));
        (await officer.Post("leads", States.LeadBody(), key: "two words")).Errors.ShouldHaveSingleItem().ShouldBe(("/headers/Idempotency-Key", "header.invalid"));
        (await officer.Post("leads", States.LeadBody(("summary", "")), key: "mend")).Must(HttpStatusCode.BadRequest);
        (await officer.Post("leads", States.LeadBody(), key: "mend")).Must(HttpStatusCode.Created).Replayed.ShouldBeFalse("only what succeeded is kept");
        (await officer.Post("leads", States.LeadBody(), headers: ("X-Action-Note", new string('字', 501)))).Errors.ShouldHaveSingleItem().ShouldBe(("/headers/X-Action-Note", "header.invalid"));
    }
}
