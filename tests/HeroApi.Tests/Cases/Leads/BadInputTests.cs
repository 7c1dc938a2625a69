using System.Net;
using System.Text;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Leads;

/// <summary>goals.md, second table, row 7: a problem with code and pointer each time, nothing stored, never a 5xx.</summary>
public sealed class BadInputTests
{
    /// <summary>A member of the body as raw JSON, and what must be said of it.</summary>
    private static readonly (string Member, string Json, string Pointer, string Code)[] BadMembers =
    [
        ("channel", "\"smoke_signal\"", "/channel", "value.not_allowed"),
        ("channel", "7", "/channel", "json.type"),
        ("channel", "null", "/channel", "json.type"),
        ("summary", "\" \"", "/summary", "value.required"),
        ("summary", $"\"{new string('长', 4001)}\"", "/summary", "value.too_long"),
        ("summary", "\"a\\u0000b\"", "/summary", "text.nul"),
        ("summary", "\"a\\u0007b\"", "/summary", "text.control_character"),
        ("summary", "\"\\ud800\"", "/summary", "text.not_unicode"),
        ("acted", "{}", "/acted/on", "value.required"),
        ("acted", "null", "/acted", "json.type"),
        ("acted", """{"on":"1899-12-31"}""", "/acted/on", "date.too_early"),
        ("acted", """{"on":"2026-02-30"}""", "/acted/on", "json.type"),
        ("acted", """{"on":20260501}""", "/acted/on", "json.type"),
        ("acted", """{"on":"2026-07"}""", "/acted/on", "value.in_future"),
        ("acted", """{"on":"2026-06-01","time":"23:00"}""", "/acted/time", "value.in_future"),
        ("acted", """{"on":"2026-05-01","time":"25:00"}""", "/acted/time", "value.format"),
        ("acted", """{"on":"2026-05","time":"12:00"}""", "/acted/time", "value.unwanted"),
        ("place", """{"regionCode":"999999"}""", "/place/regionCode", "region.unknown"),
        ("place", """{"regionCode":"37150"}""", "/place/regionCode", "value.format"),
        ("place", """{"regionCode":"371502","point":{"lon":181,"lat":0}}""", "/place/point", "place.point.implausible"),
        ("place", """{"regionCode":"371502","point":{"lon":1e400,"lat":0}}""", "/place/point", "place.point.implausible"),
        ("place", """{"regionCode":"371502","point":{"lon":"NaN","lat":0}}""", "/place/point/lon", "json.type"),
        ("place", """{"regionCode":"371502","point":{"lon":115,"lat":36,"crs":"mars"}}""", "/place/point/crs", "value.not_allowed"),
        ("place", """{"regionCode":"371502","address":"a\nb"}""", "/place/address", "text.control_character"),
        ("persons", "[null]", "/persons/0", "value.required"),
        ("persons", "{}", "/persons", "json.type"),
        ("persons", $"[{string.Join(',', Enumerable.Repeat("""{"name":"示范甲"}""", 51))}]", "/persons", "value.out_of_range"),
        ("persons", """[{"name":""}]""", "/persons/0/name", "value.required"),
        ("persons", """[{"name":"示范甲","document":{"type":"id_card","number":"110105194912310021"}}]""", "/persons/0/document/number", "person.id_number.checksum"),
        ("persons", """[{"name":"示范甲","document":{"type":"id_card","number":"110105205002300025"}}]""", "/persons/0/document/number", "person.id_number.checksum"),
        ("persons", """[{"name":"示范甲","document":{"type":"library_card","number":"1"}}]""", "/persons/0/document/type", "value.not_allowed"),
        ("persons", """[{"name":"示范甲","phone":"12345"}]""", "/persons/0/phone", "person.phone.format"),
        ("persons", """[{"name":"示范甲","householdRegion":"999999"}]""", "/persons/0/householdRegion", "region.unknown"),
        ("beneficiaries", """[{"count":0}]""", "/beneficiaries/0/count", "value.out_of_range"),
        ("beneficiaries", "[null]", "/beneficiaries/0", "value.required"),
        ("harm", """{"injured":-1}""", "/harm/injured", "value.out_of_range"),
        ("harm", """{"injured":1001}""", "/harm/injured", "value.out_of_range"),
        ("harm", """{"died":99999999999999999999}""", "/harm/died", "json.type"),
        ("harm", """{"died":1.5}""", "/harm/died", "json.type"),
        ("reporter", """{"anonymous":false}""", "/reporter/name", "reporter.name_needed"),
        ("reporter", """{"anonymous":true,"name":"示范乙"}""", "/reporter/name", "value.unwanted"),
        ("reporter", """{"anonymous":false,"name":"示范乙","relation":"rival"}""", "/reporter/relation", "value.not_allowed"),
        ("reportedAt", "\"2026-05-02T08:00:00\"", "/reportedAt", "time.offset_missing"),
        ("reportedAt", "\"2026-07-02T08:00:00Z\"", "/reportedAt", "value.in_future"),
        ("reportedAt", "\"1850-07-02T08:00:00Z\"", "/reportedAt", "date.too_early"),
        ("reportedAt", "\"2026-04-02T08:00:00Z\"", "/reportedAt", "lead.reported_before_acted"),
        ("reportingOrgId", "\"not-an-id\"", "/reportingOrgId", "json.type"),
        ("reportingOrgId", "\"00000000-0000-0000-0000-000000000000\"", "/reportingOrgId", "organisation.unknown"),
        ("protection", "\"secret\"", "/protection", "value.not_allowed"),
        ("externalIds", """[{"system":"grid","value":"1"},{"system":"grid","value":"1"}]""", "/externalIds", "external.id_repeated"),
        ("externalIds", """[{"system":"Grid!","value":"1"}]""", "/externalIds/0/system", "value.format"),
        ("externalIds", "[null]", "/externalIds/0", "value.required"),
        ("externalIds", $"[{string.Join(',', Enumerable.Range(0, 11).Select(i => $$"""{"system":"grid","value":"{{i}}"}"""))}]", "/externalIds", "value.out_of_range"),
        ("constructor", "1", "/constructor", "json.member_unknown"),
        ("channel\":\"media\",\"channel", "\"media\"", "/channel", "json.member_duplicate")
    ];

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Every_bad_member_is_named_by_pointer_and_code_and_nothing_is_stored(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();

        foreach (var (member, json, pointer, code) in BadMembers)
        {
            var answer = await officer.Post("leads", Body(member, json));
            answer.MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
            answer.Errors.ShouldContain((pointer, code), $"{member}: {answer.Body}");
        }

        await NothingIsStored(api);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task All_errors_of_a_body_are_told_at_once_and_no_value_is_repeated(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();

        var answer = await officer.Post("leads", States.LeadBody(("channel", "x"), ("summary", ""),
            ("persons", new[] { new { name = "示范甲", document = new { type = "id_card", number = "110105194912310021" }, phone = "777" } })));

        answer.Errors.Select(error => error.Pointer).ShouldBe(["/channel", "/summary", "/persons/0/document/number", "/persons/0/phone"]);
        answer.Body.ShouldNotContain("110105194912310021");
        await NothingIsStored(api);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_is_no_request_at_all_is_refused(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var deep = string.Concat(Enumerable.Repeat("[", 5000)) + string.Concat(Enumerable.Repeat("]", 5000));
        var invalidUtf8 = new ByteArrayContent([.. "{\"channel\":\""u8, 0xED, 0xA0, 0x80, .. "\"}"u8]) { Headers = { ContentType = new("application/json") } };
        var tooLarge = $$"""{"summary":"{{new string('a', 10 * 1024 * 1024)}}"}""";

        (await officer.Post("leads", deep)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await officer.Post("leads", Body("persons", deep))).Errors.ShouldContain(error => error.Code == "json.too_deep" || error.Code == "json.type");
        (await officer.Post("leads", invalidUtf8)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await officer.Post("leads", "{\"channel\":")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await officer.Post("leads", "")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await officer.Post("leads", "null")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await officer.Post("leads", tooLarge, headers: ("Expect", "100-continue"))).MustRefuse(HttpStatusCode.RequestEntityTooLarge, "request.too_large");
        (await officer.Post("leads", new StringContent("a=b", Encoding.UTF8, "application/x-www-form-urlencoded"))).MustRefuse(HttpStatusCode.UnsupportedMediaType, "request.media_type");
        await NothingIsStored(api);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Bad_parameters_and_addresses_are_refused(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();

        var queries = new (string Query, string Pointer, string Code)[]
        {
            ("stat=reported", "/query/stat", "query.parameter_unknown"),
            ("state=lost", "/query/state", "query.parameter_invalid"),
            ("state=reported&state=accepted", "/query/state", "query.parameter_repeated"),
            ("state=reported'%20OR%201=1", "/query/state", "query.parameter_invalid"),
            ("region=37", "/query/region", "query.parameter_invalid"),
            ("region=%00", "/query", "text.nul"),
            ("region=%ED%A0%80", "/query/region", "query.parameter_invalid"),
            ("reportedAt[gte]=2026-05-01", "/query/reportedAt[gte]", "query.parameter_invalid"),
            ("actedOn[lt]=2026-13-01", "/query/actedOn[lt]", "query.parameter_invalid"),
            ("hasInjury=maybe", "/query/hasInjury", "query.parameter_invalid"),
            ("reportingOrg=1", "/query/reportingOrg", "query.parameter_invalid"),
            ("org=1", "/query/org", "query.parameter_invalid"),
            ("limit=501", "/query/limit", "query.parameter_invalid"),
            ("limit=99999999999999999999", "/query/limit", "query.parameter_invalid"),
            ("sort=summary", "/query/sort", "query.parameter_invalid"),
            ("fields=summary,secret", "/query/fields", "query.parameter_invalid")
        };
        foreach (var (query, pointer, code) in queries)
        {
            var answer = await officer.Get($"leads?{query}");
            answer.MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
            answer.Errors.ShouldContain((pointer, code), answer.Body);
        }

        (await officer.Put("leads/ext/grid/G%00", States.LeadBody())).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await officer.Put($"leads/ext/grid/{new string('9', 201)}", States.LeadBody())).Errors.ShouldBe([("/path/value", "value.too_long")]);
        (await officer.Put("leads/ext/grid/a%07b", States.LeadBody())).Errors.ShouldBe([("/path/value", "text.control_character")]);
        (await officer.Put("leads/ext/grid/1?sourceVersion=-1", States.LeadBody())).Errors.ShouldBe([("/query/sourceVersion", "value.out_of_range")]);
        (await officer.Put("leads/ext/grid/1?sourceVersion=99999999999999999999", States.LeadBody())).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await officer.Get("leads/not-an-id")).MustRefuse(HttpStatusCode.NotFound, "route.not_found");
        await NothingIsStored(api);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_would_hurt_elsewhere_is_only_text_here(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();

        foreach (var text in (string[])["'; DROP TABLE cases_lead; --", "=HYPERLINK(\"http://example.test\",\"点我\")", "@SUM(1+1)*cmd|'/C calc'!A0", "<script>alert(1)</script>", "100%_\\", "𠮷野家"])
        {
            var lead = await officer.ReportedLead(("summary", text), ("persons", new[] { new { name = text } }));
            var shown = await officer.Get($"leads/{lead.Id}");
            shown.Text("summary").ShouldBe(text);
            shown.Json.GetProperty("persons")[0].GetProperty("name").GetString().ShouldBe(text);
        }

        (await api.Count("cases_lead")).ShouldBe(6);
    }

    /// <summary>A good body with one member as raw JSON in it.</summary>
    private static string Body(string member, string json)
    {
        var good = States.LeadBody();
        good.Remove(member);
        return System.Text.Json.JsonSerializer.Serialize(good)[..^1] + $",\"{member}\":{json}}}";
    }

    private static async Task NothingIsStored(Api api)
    {
        foreach (var table in (string[])["cases_lead", "cases_lead_person", "kernel_external_id", "kernel_delivery"])
            (await api.Count(table)).ShouldBe(0, table);
        (await api.Count("kernel_audit", "record_type = 'lead'")).ShouldBe(0);
        (await api.Count("kernel_idempotency", "route LIKE '%Lead'")).ShouldBe(0);
    }
}
