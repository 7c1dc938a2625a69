using System.IO.Compression;
using System.Net;
using System.Text;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Kernel.Http;

/// <summary>What an answer looks like: tags, encodings, languages, fields.</summary>
public sealed class RepresentationTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_a_caller_holds_already_is_not_sent_again(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var lead = await officer.ReportedLead();
        var seen = await officer.Get($"leads/{lead.Id}");

        var again = await officer.Get($"leads/{lead.Id}", ("If-None-Match", $"\"other\", {seen.ETag}"));
        again.Must(HttpStatusCode.NotModified).Body.ShouldBeEmpty();
        again.ETag.ShouldBe(seen.ETag);

        await officer.Post($"leads/{lead.Id}/acceptance", new { }, ifMatch: 1);
        (await officer.Get($"leads/{lead.Id}", ("If-None-Match", seen.ETag!))).Must(HttpStatusCode.OK).ETag.ShouldStartWith("\"2.");
    }

    [Fact]
    public async Task A_tag_is_of_one_representation()
    {
        await using var api = await Api.On(Engine.Sqlite);
        var officer = await api.Organisation();
        var lead = await officer.ReportedLead();

        Task<Answer> Get(string query = "", params (string, string)[] headers) => officer.Get($"leads/{lead.Id}{query}", headers);
        var plain = await Get();
        string?[] tags =
        [
            plain.ETag, (await Get("", ("Accept-Encoding", "br"))).ETag, (await Get("", ("Accept-Encoding", "gzip"))).ETag,
            (await Get("", ("Accept-Language", "en"))).ETag, (await Get("?fields=id")).ETag
        ];

        tags.ShouldBeUnique();
        (await Get("", ("Accept-Encoding", "br;q=0, gzip"))).ETag.ShouldBe(tags[2]);
        (await Get("", ("Accept-Encoding", "gzip"), ("If-None-Match", tags[2]!))).Must(HttpStatusCode.NotModified);
        (await Get("", ("Accept-Encoding", "gzip"), ("If-None-Match", plain.ETag!))).Must(HttpStatusCode.OK);
        plain.Header("Vary")!.ShouldContain("Accept-Encoding");
        plain.Header("Vary")!.ShouldContain("X-Purpose");
        plain.Response.Headers.CacheControl!.ToString().ShouldBe("no-cache, private");
    }

    [Theory, InlineData("br"), InlineData("gzip")]
    public async Task Answers_and_problems_come_compressed(string encoding)
    {
        await using var api = await Api.On(Engine.Sqlite);
        var known = await api.Admin.Get("vocabularies/scope");

        (await Raw(api, "/api/v1/vocabularies/scope", encoding)).ShouldBe(known.Body);
        (await Raw(api, "/api/v1/vocabularies/none", encoding)).ShouldContain("record.not_found");
    }

    [Fact]
    public async Task A_compressed_request_is_read_and_what_only_claims_to_be_is_refused()
    {
        await using var api = await Api.On(Engine.Sqlite);
        var officer = await api.Organisation();
        var lead = Encoding.UTF8.GetBytes(System.Text.Json.JsonSerializer.Serialize(States.LeadBody()));
        // White space, so that no fault of its JSON ends the reading early.
        var bomb = Encoding.UTF8.GetBytes(new string(' ', 64 * 1024 * 1024));

        (await officer.Post("leads", Body(Gzip(lead), "gzip"))).Must(HttpStatusCode.Created);
        (await officer.Post("leads", Body(lead, "gzip"))).MustRefuse(HttpStatusCode.BadRequest, "request.malformed");
        (await officer.Post("leads", Body(lead, "rot13"))).MustRefuse(HttpStatusCode.UnsupportedMediaType, "request.media_type");
        (await officer.Post("leads", Body(Gzip(bomb), "gzip"))).MustRefuse(HttpStatusCode.RequestEntityTooLarge, "request.too_large");
        (await officer.Post("leads", Body(bomb[..(2 * 1024 * 1024)], null))).MustRefuse(HttpStatusCode.RequestEntityTooLarge, "request.too_large");
        (await api.Count("cases_lead")).ShouldBe(1);
    }

    [Fact]
    public async Task Chinese_is_spoken_unless_English_is_preferred()
    {
        await using var api = await Api.On(Engine.Sqlite);

        var chinese = await api.Admin.Get("leads/0198f000-0000-7000-8000-000000000001");
        var english = await api.Admin.Get("leads/0198f000-0000-7000-8000-000000000001", ("Accept-Language", "fr, en;q=0.9, zh;q=0.5"));

        chinese.Header("Content-Language").ShouldBe("zh-CN");
        chinese.Text("title").ShouldBe("记录不存在或不在可见范围内");
        english.Header("Content-Language").ShouldBe("en");
        english.Text("title").ShouldBe("The record does not exist or is not visible to you");
        english.Code.ShouldBe(chinese.Code);
        english.Header("Vary")!.ShouldContain("Accept-Language");
    }

    [Fact]
    public async Task Faults_are_told_in_the_caller_s_language_without_names_of_members()
    {
        await using var api = await Api.On(Engine.Sqlite);
        var officer = await api.Organisation();
        var bad = States.LeadBody(("summary", ""), ("harm", new { injured = -1 }), ("reporter", new { anonymous = true, name = "示范乙" }));

        var chinese = (await officer.Post("leads", bad)).Json.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("message").GetString()!).ToList();
        var english = (await officer.Post("leads", bad, headers: ("Accept-Language", "en"))).Json.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("message").GetString()!).ToList();

        chinese.ShouldBe(["此项必填", "数值超出范围", "此处不得填写"]);
        english.ShouldBe(["This is required", "The value is out of range", "This must be absent here"]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Only_the_fields_asked_for_are_sent(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var lead = await officer.ReportedLead();

        (await officer.Get($"leads/{lead.Id}?fields=id,place.regionCode,persons.name")).Must(HttpStatusCode.OK).Body
            .ShouldBe($$"""{"id":"{{lead.Id}}","place":{"regionCode":"371502"},"persons":[{"name":"示范甲"}]}""");
        var page = (await officer.Get($"audit?record={lead.Id}&fields=action&count=exact")).Must(HttpStatusCode.OK);
        page.Text("items").ShouldBe("""[{"action":"cases.report_lead"}]""");
        page.Text("count").ShouldBe("1");
        (await officer.Get($"leads/{lead.Id}?fields=id,place.planet")).Errors.ShouldHaveSingleItem().ShouldBe(("/query/fields", "query.parameter_invalid"));
        (await officer.Get("audit?fields=items")).Errors.ShouldHaveSingleItem().ShouldBe(("/query/fields", "query.parameter_invalid"));
    }

    [Fact]
    public async Task Head_answers_what_get_would_without_the_body()
    {
        await using var api = await Api.On(Engine.Sqlite);
        var officer = await api.Organisation();
        var lead = await officer.ReportedLead();

        var head = await officer.Send(HttpMethod.Head, $"leads/{lead.Id}", null, null, null);

        head.Must(HttpStatusCode.OK).Body.ShouldBeEmpty();
        head.ETag.ShouldBe((await officer.Get($"leads/{lead.Id}")).ETag);
        (await officer.Send(HttpMethod.Head, "no-such-route", null, null, null)).Must(HttpStatusCode.NotFound);
    }

    private static async Task<string> Raw(Api api, string path, string encoding)
    {
        using var http = new HttpClient { BaseAddress = api.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Authorization", $"Bearer {api.Admin.Secret}" }, { "Accept-Encoding", encoding } } };
        using var response = await http.SendAsync(request);
        response.Content.Headers.ContentEncoding.ShouldHaveSingleItem().ShouldBe(encoding);
        var stream = await response.Content.ReadAsStreamAsync();
        await using Stream plain = encoding == "br" ? new BrotliStream(stream, CompressionMode.Decompress) : new GZipStream(stream, CompressionMode.Decompress);
        return await new StreamReader(plain).ReadToEndAsync();
    }

    private static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(content);
        return packed.ToArray();
    }

    private static ByteArrayContent Body(byte[] content, string? encoding)
    {
        var body = new ByteArrayContent(content) { Headers = { { "Content-Type", "application/json" } } };
        if (encoding is not null)
            body.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        return body;
    }
}
