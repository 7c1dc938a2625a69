using System.Net;
using HeroApi.TestKit;
using HeroApi.Tests.Recognition.Plaques;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Recognition.Certificates;

public sealed class CertificateTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Whoever_holds_a_certificate_learns_that_it_is_genuine_and_nothing_more(Engine engine)
    {
        await using var api = await Api.On(engine);
        var keeper = await api.Organisation(scopes: [.. States.OfficerScopes, "protected:read"]);
        var hero = await keeper.Hero("示范甲", protection: "sealed");
        var issued = (await keeper.Post($"heroes/{hero.Id}/certificates", new { kind = "honour" }, key: "one")).Must(HttpStatusCode.Created);
        var again = await keeper.Post($"heroes/{hero.Id}/certificates", new { kind = "honour" }, key: "one");
        var (number, code) = (issued.Text("certificate.number")!, issued.Text("code")!);

        var genuine = await Ask(api, number, code.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal));
        Answer[] others = [await Ask(api, number, "00000-00000"), await Ask(api, "2026-9999", code), await Ask(api, "no%20number", code)];
        var shown = (await keeper.Get($"heroes/{hero.Id}/certificates")).Must(HttpStatusCode.OK);
        var printed = (await keeper.Get($"heroes/{hero.Id}/certificates/{issued.Text("certificate.id")}/qr")).Must(HttpStatusCode.OK);

        (number, again.Replayed, again.Body).ShouldBe(("2026-0001", true, issued.Body));
        genuine.Must(HttpStatusCode.OK).Body.ShouldBe("""{"genuine":true}""");
        others.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK && answer.Body == """{"genuine":false}""");
        shown.Body.ShouldNotContain(code);
        (await printed.Bytes())[..4].ShouldBe([0x89, 0x50, 0x4E, 0x47]);
        printed.Header("Cache-Control").ShouldBe("no-store");
        (await api.Holds(code)).ShouldBeFalse();
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_was_replaced_or_revoked_is_genuine_no_longer(Engine engine)
    {
        await using var api = await Api.On(engine);
        var keeper = await api.Organisation();
        var hero = await keeper.Hero("示范甲");
        var first = (await keeper.Post($"heroes/{hero.Id}/certificates", new { kind = "honour", number = "聊证0001" })).Must(HttpStatusCode.Created);
        var taken = await keeper.Post($"heroes/{hero.Id}/certificates", new { kind = "honour", number = "聊证0001" });

        var second = (await keeper.Post($"heroes/{hero.Id}/certificates/{Id(first)}/replacement", new { reason = "原件遗失" }, ifMatch: Version(first))).Must(HttpStatusCode.Created);
        var replaced = await Ask(api, first);
        var before = await Ask(api, second);
        var revoked = (await keeper.Post($"heroes/{hero.Id}/certificates/{Id(second)}/revocation", new { reason = "姓名有误" }, ifMatch: Version(second))).Must(HttpStatusCode.OK);
        var after = await Ask(api, second);
        var twice = await keeper.Post($"heroes/{hero.Id}/certificates/{Id(second)}/revocation", new { reason = "姓名有误" }, ifMatch: revoked.Version);

        taken.MustRefuse(HttpStatusCode.Conflict, "certificate.number_taken");
        (replaced.Text("genuine"), before.Text("genuine"), after.Text("genuine")).ShouldBe(("false", "true", "false"));
        revoked.Json.GetProperty("certificates").EnumerateArray().Select(one => one.GetProperty("state").GetString()).ShouldBe(["replaced", "revoked"]);
        twice.MustRefuse(HttpStatusCode.Conflict, "certificate.ended");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_certificate_falls_with_the_confirmation_it_is_about(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (county, home) = (await api.Organisation(region: "410102"), await api.Organisation(region: "371502"));
        var decided = await api.Confirmed(county, "郑见确〔2026〕1号", Confirmations.Actor());
        var hero = (await home.Get("heroes")).Parts("items")[0];
        var issued = (await home.Post($"heroes/{hero}/certificates", new { kind = "confirmation", caseId = decided.Id })).Must(HttpStatusCode.Created);
        var foreign = await home.Post($"heroes/{hero}/certificates", new { kind = "confirmation", caseId = Guid.NewGuid() });
        var looking = await county.Get($"heroes/{hero}/certificates/{Id(issued)}/qr");

        await api.Revoked(county, decided, "certificate");

        (await Ask(api, issued)).Text("genuine").ShouldBe("false");
        foreign.Errors.ShouldBe([("/caseId", "certificate.about_unknown")]);
        looking.MustRefuse(HttpStatusCode.Conflict, "exchange.not_owner");
        (await home.Get($"heroes/{hero}/certificates")).Text("certificates")!.ShouldContain("revoked");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Nobody_tries_many_codes_at_one_number(Engine engine)
    {
        await using var api = await Api.On(engine, null, "--Hero:AddressRatePerSecond", "1000", "--Hero:AddressRateBurst", "1000");
        var keeper = await api.Organisation();
        var issued = (await keeper.Post($"heroes/{(await keeper.Hero("示范甲")).Id}/certificates", new { kind = "honour" })).Must(HttpStatusCode.Created);

        for (var guess = 0; guess < 20; guess++)
            (await Ask(api, issued.Text("certificate.number")!, "00000-00000")).Text("genuine").ShouldBe("false");
        var closed = await Ask(api, issued);
        api.Clock.Advance(TimeSpan.FromHours(1));
        var open = await Ask(api, issued);

        closed.MustRefuse(HttpStatusCode.TooManyRequests, "rate.exceeded");
        open.Text("genuine").ShouldBe("true");
    }

    private static Task<Answer> Ask(Api api, Answer issued) => Ask(api, issued.Text("certificate.number")!, issued.Text("code")!);

    private static Task<Answer> Ask(Api api, string number, string code) => api.Nobody.Post($"public/certificates/{number}/lookup", new { code });

    private static string Id(Answer issued) => issued.Text("certificate.id")!;

    private static long Version(Answer issued) => issued.Json.GetProperty("heroVersion").GetInt64();
}
