using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HeroApi.TestKit;
using HeroApi.Tests.Contract;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Welfare.GreenChannel;

public sealed partial class ChannelTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_hospital_learns_at_the_door_what_it_needs_and_everybody_who_cares_learns_that_it_asked(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (county, home) = (await api.Organisation(region: "410102"), await api.Organisation(region: "371502"));
        var hero = await api.Entitled(home);
        var (hospital, desk) = await api.Hospital(county, ("region", "410102"));

        var issued = (await home.Post("green-channel/codes", new { heroId = hero.Id, services = new[] { "inpatient", "emergency", "health_check" } }, key: "one")).Must(HttpStatusCode.OK);
        var code = issued.Text("code")!;
        issued.Text("qr").ShouldBe(code);
        Convert.FromBase64String(issued.Text("qrPng")!)[1..4].ShouldBe("PNG"u8.ToArray());
        (await api.Holds(code)).ShouldBeFalse();
        (await county.Post("green-channel/codes", new { heroId = hero.Id })).Errors.ShouldBe([("/heroId", "welfare.person_unknown")], "the county at the hospital does not see the file");

        var yes = (await desk.Post("green-channel/verifications", new { code = code.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal) }, key: "door")).Must(HttpStatusCode.OK);
        JsonNode.Parse(yes.Body)!.AsObject().Select(member => member.Key).ShouldBe(["id", "covered", "services", "name", "officer", "officerPhone"]);
        (yes.Text("covered"), yes.Text("services"), yes.Text("name"), yes.Text("officerPhone")).ShouldBe(("true", """["emergency","inpatient"]""", "示范甲", "15400000000"));
        (await desk.Post("green-channel/verifications", new { code = code.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal) }, key: "door")).Body.ShouldBe(yes.Body, "a retry is answered, not a second use");
        (await desk.Post("green-channel/verifications", new { code })).Must(HttpStatusCode.OK).Text("covered").ShouldBe("false", "a code is used once");

        var first = (await home.Post("green-channel/codes", new { heroId = hero.Id })).Text("code")!;
        var second = (await home.Post("green-channel/codes", new { heroId = hero.Id })).Text("code")!;
        (await desk.Post("green-channel/verifications", new { code = first })).Text("covered").ShouldBe("false", "the next code takes its place");
        api.Clock.Advance(TimeSpan.FromMinutes(11));
        (await desk.Post("green-channel/verifications", new { code = second })).Text("covered").ShouldBe("false", "it holds for ten minutes");

        var entitlement = (await home.Get($"entitlements?hero={hero.Id}")).Json.GetProperty("items")[0].GetProperty("id").GetGuid();
        var asked = (await home.Get($"entitlements/{entitlement}/channel-checks")).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        (asked.GetProperty("hospitalId").GetGuid(), asked.GetProperty("covered").GetBoolean()).ShouldBe((hospital, true));
        (await county.Get($"entitlements/{entitlement}/channel-checks")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        var listed = (await county.Get($"green-channel/checks?hospital={hospital}&count=exact")).Must(HttpStatusCode.OK);
        (listed.Text("count"), listed.Body.Contains(hero.Id.ToString(), StringComparison.Ordinal)).ShouldBe(("4", false), "the county of the hospital does not see the person");
        (await home.Get("green-channel/checks")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        (await api.Admin.Get($"read-log?record={hero.Id}&purpose=green_channel")).Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("action").GetString().ShouldBe("VerifyEntitlement");

        var use = new { id = Guid.CreateVersion7(), service = "emergency", usedAt = "2026-06-01T01:05:00Z", checkId = yes.Id };
        var used = (await desk.Post("green-channel/uses", use)).Must(HttpStatusCode.OK);
        (await desk.Post("green-channel/uses", use)).Body.ShouldBe(used.Body);
        (await desk.Post("green-channel/uses", use with { service = "inpatient" })).MustRefuse(HttpStatusCode.PreconditionFailed, "record.exists");
        (await desk.Post("green-channel/uses", use with { id = Guid.CreateVersion7(), service = "health_check" })).Errors.ShouldBe([("/service", "green_channel.service_not_covered")]);
        (await desk.Post("green-channel/uses", use with { id = Guid.CreateVersion7(), checkId = asked.GetProperty("hospitalId").GetGuid() })).Errors.ShouldBe([("/checkId", "green_channel.check_unknown")]);
        (await county.Get("green-channel/uses?service=emergency&usedOn[gte]=2026-06-01")).Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().TryGetProperty("heroId", out _).ShouldBeFalse();
        Figures(await county.Get("green-channel-statistics?from=2026-06-01&region=410000")).ShouldBe((1, 1, 1, "示范县人民医院"));
        Figures(await county.Get("green-channel-statistics?to=2026-05-31")).ShouldBe((1, 0, 0, null));
        Figures(await home.Get("green-channel-statistics")).ShouldBe((0, 0, 0, null));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Who_is_not_entitled_and_nobody_cost_the_same_statements_and_get_the_same_answer(Engine engine)
    {
        await using var api = await Api.On(engine);
        var county = await api.Organisation(region: "371502");
        var (_, desk) = await api.Hospital(county);
        var (dead, merged, other, deleted) = (await api.Entitled(county), await api.Entitled(county), await api.Entitled(county), await api.Entitled(county));
        var codes = new List<string>();
        foreach (var hero in (Answer[])[dead, merged, deleted])
            codes.Add((await county.Post("green-channel/codes", new { heroId = hero.Id })).Must(HttpStatusCode.OK).Text("code")!);
        var token = (await county.Post("green-channel/tokens", new { heroId = dead.Id })).Must(HttpStatusCode.OK).Text("token")!;

        (await county.Post($"heroes/{dead.Id}/contact-attempts", new { channel = "visit", result = "no_answer", state = "deceased", diedOn = "2026-05" })).Must(HttpStatusCode.OK);
        (await county.Post($"heroes/{merged.Id}/merger", new { intoId = other.Id, intoVersion = 1, reason = "同一人" }, ifMatch: 1)).Must(HttpStatusCode.OK);
        (await county.Delete($"heroes/{deleted.Id}?reason=entered_in_error", ifMatch: 1)).Must(HttpStatusCode.NoContent);
        await api.Settle();
        (await county.Post("green-channel/codes", new { heroId = dead.Id })).MustRefuse(HttpStatusCode.Conflict, "welfare.not_entitled");

        var nobody = await Overheard.To(api, header => desk.Post("green-channel/verifications", new { code = "0000-0000" }, headers: header));
        nobody.Answer.Must(HttpStatusCode.OK).Text("covered").ShouldBe("false");
        nobody.Statements.Sum(text => Ours().Count(text)).ShouldBe(5, string.Join('\n', nobody.Statements));
        foreach (var code in codes)
        {
            var heard = await Overheard.To(api, header => desk.Post("green-channel/verifications", new { code }, headers: header));
            heard.Statements.ShouldBe(nobody.Statements);
            Alike(heard.Answer).ShouldBe(Alike(nobody.Answer));
        }

        var forged = await Overheard.To(api, header => desk.Post("green-channel/verifications", new { token = token[..^4] + "AAAA" }, headers: header));
        var ended = await Overheard.To(api, header => desk.Post("green-channel/verifications", new { token }, headers: header));
        ended.Statements.ShouldBe(forged.Statements);
        Alike(ended.Answer).ShouldBe(Alike(forged.Answer));
        Alike(ended.Answer).ShouldBe(Alike(nobody.Answer));
        (await api.Rows<long>("SELECT COUNT(*) FROM kernel_read_log WHERE action = 'VerifyEntitlement'")).ShouldBe([6]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_hospitals_key_can_do_nothing_but_verify(Engine engine)
    {
        await using var api = await Api.On(engine);
        var county = await api.Organisation();
        var (hospital, desk) = await api.Hospital(county);
        var document = await ApiDocument.Of(api);

        var open = new List<string>();
        foreach (var operation in document.Operations.Where(operation => operation.Scope is not null))
        {
            Task<Answer> With(string value) => desk.Send(new HttpMethod(operation.Method), Parameter().Replace(operation.Path, value), operation.TakesJson ? "{}" : null, 1, "any");
            var answer = await With(Guid.CreateVersion7().ToString());
            if (answer.Code is "route.not_found")
                answer = await With("1");
            if (answer.Code != "auth.scope_missing")
                open.Add(operation.Id);
        }

        document.Operations.Count.ShouldBeGreaterThan(200);
        // What any credential may read: itself, and reference data that is public law or geography.
        open.Except(document.Operations.Where(operation => operation.Scope is "").Select(operation => operation.Id)).ShouldBe(["VerifyEntitlement", "ReportChannelUse"], ignoreOrder: true);

        var (loose, unbound) = await api.VerifyingKey(county.OrgId);
        (await unbound.Post("green-channel/verifications", new { code = "0000-0000" })).MustRefuse(HttpStatusCode.Forbidden, "green_channel.hospital_not_known");
        (await api.Admin.Post("green-channel/verifications", new { code = "0000-0000" })).MustRefuse(HttpStatusCode.Forbidden, "green_channel.hospital_not_known");
        var version = (await county.Get($"hospitals/{hospital}")).Version;
        (await county.Post($"hospitals/{hospital}/keys", new { keyId = loose }, ifMatch: version)).Must(HttpStatusCode.OK);
        (await unbound.Post("green-channel/verifications", new { code = "0000-0000" })).Must(HttpStatusCode.OK);
        (await api.Admin.Patch($"api-keys/{loose}", new { scopes = new[] { "green_channel:verify", "heroes:read" } }, ifMatch: 1)).Must(HttpStatusCode.OK);
        api.Clock.Advance(TimeSpan.FromSeconds(5));
        (await unbound.Post("green-channel/verifications", new { code = "0000-0000" })).MustRefuse(HttpStatusCode.Forbidden, "green_channel.hospital_not_known");
        (await county.Patch($"hospitals/{hospital}", new { validTo = "2026-05-31" }, ifMatch: version + 1)).Must(HttpStatusCode.OK);
        (await desk.Post("green-channel/verifications", new { code = "0000-0000" })).MustRefuse(HttpStatusCode.Forbidden, "green_channel.hospital_not_known");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_hospital_without_a_network_verifies_by_the_published_keys_and_reports_later(Engine engine)
    {
        await using var api = await Api.On(engine);
        var county = await api.Organisation();
        var hero = await api.Entitled(county);
        var (_, desk) = await api.Hospital(county);
        var token = (await county.Post("green-channel/tokens", new { heroId = hero.Id, services = new[] { "emergency", "outpatient" } })).Must(HttpStatusCode.OK).Text("token")!;
        var keys = (await api.Nobody.Get("public/green-channel/keys")).Must(HttpStatusCode.OK);

        keys.Json.GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("kid").GetString()).ShouldBe(["2026-05", "2026-06", "2026-07"]);
        var claims = ByPublishedKey(token, keys.Json).ShouldNotBeNull();
        claims.EnumerateObject().Select(claim => claim.Name).ShouldBe(["jti", "sub", "services", "iat", "exp"]);
        claims.GetProperty("services").GetRawText().ShouldBe("""["emergency","outpatient"]""");
        (claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64()).ShouldBe(12 * 60 * 60);
        ByPublishedKey(token[..^4] + "AAAA", keys.Json).ShouldBeNull();
        (await desk.Post("green-channel/verifications", new { token })).Must(HttpStatusCode.OK).Text("services").ShouldBe("""["emergency"]""");

        // The network is away for a day; meanwhile the person dies, and what was given stays given.
        api.Clock.Advance(TimeSpan.FromHours(26));
        (await county.Post($"heroes/{hero.Id}/contact-attempts", new { channel = "visit", result = "no_answer", state = "deceased", diedOn = "2026-06-02" })).Must(HttpStatusCode.OK);
        await api.Settle();
        (await desk.Post("green-channel/verifications", new { token })).Text("covered").ShouldBe("false");
        var uses = Enumerable.Range(0, 5).Select(hour => new { id = Guid.CreateVersion7(), service = "emergency", usedAt = $"2026-06-01T0{hour + 1}:30:00Z", token }).ToList();
        var reports = await Task.WhenAll(uses.Concat(uses).Reverse().Select(use => desk.Post("green-channel/uses", use, key: "")));
        reports.ShouldAllBe(report => report.Status == HttpStatusCode.OK);
        (await api.Count("welfare_channel_use")).ShouldBe(5);
        (await desk.Post("green-channel/uses", uses[0] with { id = Guid.CreateVersion7(), usedAt = "2026-06-01T13:30:00Z" })).Errors.ShouldBe([("/token", "green_channel.token_unknown")]);
        (await desk.Post("green-channel/uses", uses[0] with { id = Guid.CreateVersion7(), token = "e30.e30.e30" })).Errors.ShouldBe([("/token", "green_channel.token_unknown")]);
        (await desk.Post("green-channel/uses", uses[0] with { id = Guid.CreateVersion7(), service = "outpatient" })).Errors.ShouldBe([("/service", "green_channel.service_not_covered")]);
        Figures(await county.Get("green-channel-statistics")).ShouldBe((1, 1, 5, "示范县人民医院"));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Too_many_wrong_codes_close_the_door_for_a_key_and_for_its_hospital(Engine engine)
    {
        await using var api = await Api.On(engine);
        var county = await api.Organisation();
        var hero = await api.Entitled(county);
        var (hospital, desk) = await api.Hospital(county);
        var (key, night) = await api.VerifyingKey(county.OrgId);
        (await county.Post($"hospitals/{hospital}/keys", new { keyId = key }, ifMatch: 2)).Must(HttpStatusCode.OK);
        Task<Answer[]> Guess(Client from) => Task.WhenAll(Enumerable.Range(0, 25).Select(n => from.Post("green-channel/verifications", new { code = $"WRNG-{n:0000}" })));

        (await Guess(desk)).Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(20);
        var code = (await county.Post("green-channel/codes", new { heroId = hero.Id })).Text("code")!;
        (await desk.Post("green-channel/verifications", new { code })).MustRefuse(HttpStatusCode.TooManyRequests, "rate.exceeded");
        (await night.Post("green-channel/verifications", new { code })).Must(HttpStatusCode.OK).Text("covered").ShouldBe("true");
        (await Guess(night)).Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(20);
        (await night.Post("green-channel/verifications", new { code = "0000-0000" })).MustRefuse(HttpStatusCode.TooManyRequests, "rate.exceeded");

        api.Clock.Advance(TimeSpan.FromHours(1));
        var later = (await county.Post("green-channel/codes", new { heroId = hero.Id })).Text("code")!;
        (await desk.Post("green-channel/verifications", new { code = later })).Must(HttpStatusCode.OK).Text("covered").ShouldBe("true");
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();

    [GeneratedRegex("(FROM|INTO) welfare_")]
    private static partial Regex Ours();

    /// <summary>What a hospital's own program does with a token: RFC 7515 with the published key, and nothing of ours.</summary>
    private static JsonElement? ByPublishedKey(string token, JsonElement set)
    {
        var parts = token.Split('.');
        var kid = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0])).RootElement.GetProperty("kid").GetString();
        var key = set.GetProperty("keys").EnumerateArray().Single(known => known.GetProperty("kid").GetString() == kid);
        using var verifier = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Base64Url.DecodeFromChars(key.GetProperty("x").GetString()), Y = Base64Url.DecodeFromChars(key.GetProperty("y").GetString()) }
        });
        return verifier.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256)
            ? JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1])).RootElement
            : null;
    }

    private static (long Hospitals, long Persons, long Uses, string? First) Figures(Answer answer)
    {
        var told = answer.Must(HttpStatusCode.OK).Json;
        return (told.GetProperty("hospitals").GetInt64(), told.GetProperty("persons").GetInt64(), told.GetProperty("uses").GetInt64(),
            told.GetProperty("byHospital").EnumerateArray().Select(one => one.GetProperty("name").GetString()).FirstOrDefault());
    }

    /// <summary>All of an answer but the id of the check and what names the moment.</summary>
    private static string Alike(Answer answer)
    {
        var body = JsonNode.Parse(answer.Body)!.AsObject();
        body.Remove("id");
        var headers = answer.Response.Headers.Concat(answer.Response.Content.Headers).Where(header => header.Key is not ("Date" or "RateLimit"))
            .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}").Order(StringComparer.Ordinal);
        return $"{(int)answer.Status}\n{string.Join('\n', headers)}\n{body.ToJsonString()}";
    }
}
