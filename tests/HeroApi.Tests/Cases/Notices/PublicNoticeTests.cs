using System.Net;
using System.Xml.Linq;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Notices;

public sealed class PublicNoticeTests
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Nothing_of_the_case_is_told_beyond_its_masking(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        string[] canaries = ["金丝雀甲", "金丝雀乙", "丝雀甲", "丝雀乙", "雀受益", "金 丝 雀", "示范乙", "15400000002", "11010519491231002X", "1101051949", "示范家门牌"];
        var noticed = await officer.NoticedCase(
            ("summary", "金丝雀甲（电话15400000002，身份证11010519491231002X）与金 丝 雀 乙下河救起金雀受益；丝雀甲受轻伤，示范乙报警。"),
            ("place", new { regionCode = "410102", address = "示范家门牌" }),
            ("beneficiaries", new[] { new { name = "金雀受益" } }),
            ("actors", new object[] { new { name = "金丝雀甲", document = new { type = "id_card", number = "11010519491231002X" }, phone = "15400000002" }, new { name = "金丝雀乙", phone = "15400000003" } }));
        await Object(api, noticed, "金丝雀异议");

        foreach (var path in (string[])["public/notices", $"public/notices/{Number(noticed)}", "public/notices.atom"])
        {
            var told = (await api.Nobody.Get(path)).Must(HttpStatusCode.OK).Body;
            told.ShouldContain("金某某");
            canaries.Append("金丝雀异议").Append(noticed.Id.ToString()).Where(canary => told.Contains(canary, StringComparison.Ordinal)).ShouldBeEmpty(path);
        }
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_minor_is_masked_under_every_masking_and_the_draft_shows_it_before(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        // Born on 2008-05-02: not yet 18 on 2026-05-01.
        var proposed = await officer.Propose(await officer.ConcludedCase(("summary", "欧阳示范与示范童下河救人。"), ("actors", new object[]
        {
            new { name = "欧阳示范", document = new { type = "id_card", number = "11010519491231002X" } },
            new { name = "示范童", document = new { type = "id_card", number = Number18("99999920080502001") } }
        })), "confirmation");

        foreach (var (masking, names) in new[] { ("full_name", "欧阳示范、示某某"), ("surname_only", "欧阳某某、示某某"), ("initials", "O.Y.S.F.、S.F.T.") })
        {
            var draft = (await officer.Get($"cases/{proposed.Id}/notice-draft?masking={masking}")).Must(HttpStatusCode.OK);
            string.Join('、', draft.Json.GetProperty("names").EnumerateArray().Select(name => name.GetString())).ShouldBe(names);
            draft.Text("text")!.ShouldNotContain("示范童");
            draft.Text("lastDay").ShouldBe("2026-06-08");
        }

        (await officer.Get($"cases/{proposed.Id}/notice-draft")).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        var drafted = await officer.Get($"cases/{proposed.Id}/notice-draft?masking=full_name");
        var noticed = await officer.Publish(proposed, "full_name");
        (await api.Nobody.Get($"public/notices/{Number(noticed)}")).Text("text").ShouldBe(drafted.Text("text"));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task It_is_shown_while_it_runs_and_thirty_days_after_then_never_again(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var noticed = await officer.NoticedCase();
        var path = $"public/notices/{Number(noticed)}";

        (await api.Nobody.Get(path)).Must(HttpStatusCode.OK).Text("state").ShouldBe("running");
        (await api.Nobody.Get("public/notices?region=410100")).Json.GetProperty("items").GetArrayLength().ShouldBe(1);
        (await api.Nobody.Get("public/notices?region=370500")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        (await api.Nobody.Get("public/notices?region=abc")).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        api.Clock.Advance(TimeSpan.FromDays(8));
        await api.Settle();
        (await api.Nobody.Get(path)).Must(HttpStatusCode.OK).Text("state").ShouldBe("ended");
        api.Clock.Advance(TimeSpan.FromDays(29));
        await api.Settle();
        (await api.Nobody.Get(path)).Must(HttpStatusCode.OK);
        api.Clock.Advance(TimeSpan.FromDays(1));
        await api.Settle();

        (await api.Nobody.Get(path)).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await api.Nobody.Get("public/notices")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        Entries(await api.Nobody.Get("public/notices.atom")).ShouldBeEmpty();
        (await officer.Get($"cases/{noticed.Id}")).Json.GetProperty("notices")[0].TryGetProperty("text", out _).ShouldBeTrue("the file keeps what was published");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task It_is_not_shown_while_suspended_nor_once_withdrawn_or_its_case_is_kept_closely(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102", scopes: [.. States.OfficerScopes, "protected:read"]);
        var (suspended, withdrawn, kept) = (await officer.NoticedCase(), await officer.NoticedCase(), await officer.NoticedCase());

        var stopped = await officer.Step(suspended, "notice-suspension", new { reason = "公告栏拆除" });
        await officer.Step(withdrawn, "notice-withdrawal", new { reason = "文本有误" });
        (await officer.Patch($"cases/{kept.Id}", new { protection = "restricted" }, ifMatch: kept.Version)).Must(HttpStatusCode.OK);

        foreach (var hidden in (Answer[])[suspended, withdrawn, kept])
        {
            (await api.Nobody.Get($"public/notices/{Number(hidden)}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
            (await Object(api, hidden, "不属实")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        }

        (await api.Nobody.Get("public/notices")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        Entries(await api.Nobody.Get("public/notices.atom")).ShouldBeEmpty();
        await officer.Step(stopped, "notice-resumption", new { });
        (await api.Nobody.Get($"public/notices/{Number(suspended)}")).Must(HttpStatusCode.OK);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_feed_is_valid_Atom_whatever_a_text_holds_and_its_ids_stay(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        const string hostile = "<script>alert(\"1\")</script>&amp;]]>\u2028\uFFFE𠀀";
        await officer.NoticedCase(("summary", hostile), ("actors", new[] { new { name = "<b>&\"'" } }));
        await officer.NoticedCase();

        var read = (await api.Nobody.Get("public/notices.atom")).Must(HttpStatusCode.OK);
        var negotiated = await api.Nobody.Get("public/notices?sort=-id", ("Accept", "application/atom+xml"));

        read.Header("Content-Type").ShouldBe("application/atom+xml; charset=utf-8");
        negotiated.Header("Content-Type").ShouldBe("application/atom+xml; charset=utf-8");
        negotiated.Body.ShouldBe(read.Body);
        var entries = Entries(read);
        entries.Count.ShouldBe(2);
        entries[1].Element(Atom + "content")!.Value.ShouldContain(hostile.Replace("\uFFFE", "", StringComparison.Ordinal));
        read.Body.ShouldNotContain("<script");
        foreach (var element in entries.Append(XDocument.Parse(read.Body).Root!))
        {
            element.Element(Atom + "id")!.Value.ShouldStartWith("urn:uuid:");
            element.Element(Atom + "title")!.Value.ShouldNotBeEmpty();
            DateTimeOffset.TryParse(element.Element(Atom + "updated")!.Value, out _).ShouldBeTrue();
        }

        (await api.Nobody.Get("public/notices.atom")).Body.ShouldBe(read.Body);
        (await api.Nobody.Get("public/notices.atom?region=410000")).Must(HttpStatusCode.OK).Body.ShouldNotContain(XDocument.Parse(read.Body).Root!.Element(Atom + "id")!.Value);
        (await api.Nobody.Get("public/notices.atom?region=x")).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Any_cache_may_keep_it_and_asks_whether_it_still_stands(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "410102");
        var noticed = await officer.NoticedCase();

        foreach (var path in (string[])["public/notices", $"public/notices/{Number(noticed)}", "public/notices.atom"])
        {
            var read = (await api.Nobody.Get(path)).Must(HttpStatusCode.OK);
            read.Response.Headers.CacheControl!.ToString().ShouldBe("public, no-cache");
            (await api.Nobody.Get(path, ("If-None-Match", read.ETag!))).Status.ShouldBe(HttpStatusCode.NotModified);
        }

        var held = (await api.Nobody.Get("public/notices")).ETag!;
        await officer.Step(noticed, "notice-withdrawal", new { reason = "文本有误" });
        (await api.Nobody.Get("public/notices", ("If-None-Match", held))).Must(HttpStatusCode.OK).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    private static Task<Answer> Object(Api api, Answer noticed, string text) => api.Nobody.Post($"public/notices/{Number(noticed)}/objections", new { text }, key: "");

    private static string Number(Answer noticed) => noticed.Json.GetProperty("notices").EnumerateArray().Last().GetProperty("number").GetString()!;

    private static List<XElement> Entries(Answer feed) => [.. XDocument.Parse(feed.Must(HttpStatusCode.OK).Body).Root!.Elements(Atom + "entry")];

    /// <summary>Seventeen digits with the check digit of GB 11643.</summary>
    private static string Number18(string digits)
    {
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        return digits + "10X98765432"[digits.Zip(weights, (digit, weight) => (digit - '0') * weight).Sum() % 11];
    }
}
