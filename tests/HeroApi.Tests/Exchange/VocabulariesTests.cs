using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Exchange;

public sealed class VocabulariesTests
{
    /// <summary>A request for each vocabulary that a caller writes codes of, with the code in its place.</summary>
    private static readonly Dictionary<string, Func<Api, Client, string, Task<Answer>>> Writes = new()
    {
        ["lead_channel"] = (_, officer, code) => Lead(officer, ("channel", code)),
        ["protection"] = (_, officer, code) => Lead(officer, ("protection", code)),
        ["crs"] = (_, officer, code) => Lead(officer, ("place", new { regionCode = "371502", point = new { lon = 115.9, lat = 36.4, crs = code } })),
        ["document_type"] = (_, officer, code) => Lead(officer, ("persons", new[] { new { name = "示范甲", document = new { type = code, number = "11010519491231002X" } } })),
        ["reporter_relation"] = (_, officer, code) => Lead(officer, ("reporter", new { name = "示范乙", relation = code })),
        ["organisation_kind"] = (api, _, code) => api.Admin.Post("organisations?validateOnly=true", new { code = "X-1", name = "示范", kind = code, level = "county", regionCode = "371502" }),
        ["organisation_level"] = (api, _, code) => api.Admin.Post("organisations?validateOnly=true", new { code = "X-1", name = "示范", kind = "association", level = code, regionCode = "371502" }),
        ["scope"] = (api, _, code) => api.Admin.Post("api-keys?validateOnly=true", new { name = "k", scopes = new[] { code } })
    };

    [Fact]
    public async Task A_vocabulary_holds_exactly_what_the_validators_take()
    {
        await using var api = await Api.On(Engine.Sqlite);
        var officer = await api.Organisation(scopes: ["admin"]);

        foreach (var (name, write) in Writes)
        {
            var terms = (await officer.Get($"vocabularies/{name}")).Must(HttpStatusCode.OK).Json.GetProperty("terms").EnumerateArray().ToList();
            terms.ShouldNotBeEmpty();
            foreach (var term in terms)
                (await write(api, officer, term.GetProperty("code").GetString()!)).Must(HttpStatusCode.OK).Text("valid").ShouldBe("true");
            (await write(api, officer, "no_such_code")).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        }
    }

    [Fact]
    public async Task Every_code_has_a_label_in_both_languages()
    {
        await using var api = await Api.On(Engine.Sqlite);
        var names = (await api.Admin.Get("vocabularies")).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString()).ToList();

        names.ShouldBeUnique();
        Writes.Keys.ShouldBeSubsetOf(names!);
        new[] { "lead_state", "job_state", "api_key_state", "removal_reason" }.ShouldBeSubsetOf(names);
        foreach (var name in names)
        {
            var terms = (await api.Admin.Get($"vocabularies/{name}")).Json.GetProperty("terms").EnumerateArray().ToList();
            terms.Select(term => term.GetProperty("code").GetString()).ShouldBeUnique();
            terms.ShouldAllBe(term => term.GetProperty("zh").GetString()!.Length > 0 && term.GetProperty("en").GetString()!.Length > 0);
        }
    }

    [Fact]
    public async Task A_vocabulary_that_is_known_already_is_not_sent_again()
    {
        await using var api = await Api.On(Engine.Sqlite);
        var first = await api.Admin.Get("vocabularies/lead_channel");
        var listed = (await api.Admin.Get("vocabularies")).Json.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("name").GetString() == "lead_channel");

        listed.GetProperty("version").GetInt64().ShouldBe(first.Version);
        (await api.Admin.Get("vocabularies/lead_channel", ("If-None-Match", first.ETag!))).Must(HttpStatusCode.NotModified).Body.ShouldBeEmpty();
        (await api.Admin.Get("vocabularies/no_such_list")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await api.Nobody.Get("vocabularies")).MustRefuse(HttpStatusCode.Unauthorized, "auth.required");
    }

    private static Task<Answer> Lead(Client officer, params (string, object?)[] changed) => officer.Post("leads?validateOnly=true", States.LeadBody(changed));
}
