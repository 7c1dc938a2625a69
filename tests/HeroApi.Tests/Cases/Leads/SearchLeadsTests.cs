using System.Net;
using HeroApi.China;
using HeroApi.Kernel.Text;
using HeroApi.TestKit;
using HeroApi.Tests.Exchange.Offers;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Leads;

public sealed class SearchLeadsTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_lead_is_found_by_its_persons_its_place_and_its_words(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var lead = await officer.ReportedLead(
            ("summary", "两名学生跳入冰湖，救起落水儿童，110随后到场。"),
            ("persons", new[] { new { name = "张小明" }, new { name = "曾强" } }),
            ("beneficiaries", new[] { new { name = "孙果果" } }),
            ("reporter", new { anonymous = false, name = "阿不都·热合曼" }),
            ("place", new { regionCode = "371502", address = "古楼街道铁塔社区" }));
        var other = await officer.ReportedLead(("persons", new[] { new { name = "张晓敏" } }), ("place", new { regionCode = "350500" }));

        foreach (var query in (string[])["张小", "小明", "明", "zxm 曾", "xiaoming", "zengqiang", "果果", "sgg", "阿不都热合曼", "热合", "冰湖", "落水 冰", "110", "聊城", "东昌府区古楼", "铁塔社区"])
            (await officer.Finds(query)).ShouldBe([lead.Id], query);
        (await officer.Finds("zxm")).ShouldBe([lead.Id, other.Id]);
        (await officer.Finds("张")).ShouldBe([lead.Id, other.Id]);
        foreach (var query in (string[])["李", "张明", "xm zz", "湖救", "烟台", "binghu"])
            (await officer.Finds(query)).ShouldBeEmpty(query);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_is_written_is_found_at_once_whatever_way_it_came(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var other = await api.Organisation(region: "370602");
        var id = Guid.CreateVersion7(api.Clock.GetUtcNow());

        await officer.Create($"leads/{id}", Named("赵一凡"));
        (await officer.Finds("一凡")).ShouldBe([id]);
        await officer.Patch($"leads/{id}", new { persons = new[] { new { name = "钱二宝" } } }, ifMatch: 1);
        (await officer.Finds("一凡")).ShouldBeEmpty();
        (await officer.Finds("qeb")).ShouldBe([id]);
        await officer.Put($"leads/{id}", Named("孙三元"), ifMatch: 2);
        (await officer.Finds("二宝")).ShouldBeEmpty();
        (await officer.Finds("三元")).ShouldBe([id]);
        await officer.Post($"leads/{id}/acceptance", new { }, ifMatch: 3);
        (await officer.Finds("三元")).ShouldBe([id]);

        var sent = await officer.Put("leads/ext/grid/G-1", Named("李四海"));
        var sentId = sent.Must(HttpStatusCode.Created).Json.GetProperty("lead").GetProperty("id").GetGuid();
        await officer.Put("leads/ext/grid/G-1", Named("周五行"));
        (await officer.Finds("四海")).ShouldBeEmpty();
        (await officer.Finds("zwx")).ShouldBe([sentId]);
        await officer.HandOver(sentId, other);
        (await officer.Finds("五行")).ShouldBeEmpty();
        (await other.Finds("五行")).ShouldBe([sentId]);

        await other.Delete($"leads/{sentId}?reason=entered_in_error", ifMatch: 3);
        (await other.Finds("五行")).ShouldBeEmpty();
        (await officer.Post("leads?validateOnly=true", Named("吴六奇"))).Status.ShouldBe(HttpStatusCode.OK);
        (await officer.Finds("六奇")).ShouldBeEmpty();
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Nobody_finds_or_counts_what_is_hidden(Engine engine)
    {
        await using var api = await Api.On(engine);
        var city = await api.Organisation(region: "371500", level: "prefecture");
        var county = await api.Organisation(under: city, scopes: [.. States.OfficerScopes, "protected:read"]);
        var stranger = await api.Organisation(region: "370602");
        var plain = await county.ReportedLead(("persons", new[] { new { name = "王佳木" } }));
        var closed = await county.ReportedLead(("protection", "restricted"), ("persons", new[] { new { name = "王佳木" } }));
        var shut = await county.ReportedLead(("protection", "sealed"), ("persons", new[] { new { name = "王佳木" } }));

        (await county.Finds("佳木")).ShouldBe([plain.Id, closed.Id, shut.Id]);
        (await city.Finds("佳木")).ShouldBe([plain.Id]);
        (await city.Finds("wjm")).ShouldBe([plain.Id]);
        (await stranger.Finds("佳木")).ShouldBe([]);
        (await stranger.Finds("w")).ShouldBe([]);
        (await api.Admin.Finds("佳木")).ShouldBe([plain.Id, closed.Id]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Numbers_are_no_way_to_a_person(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        await officer.ReportedLead(("reporter", new { anonymous = false, name = "示范乙", phone = "13900000000" }), ("externalIds", new[] { new { system = "grid", value = "G77" } }));

        foreach (var number in (string[])["11010519491231002X", "110105", "13800000000", "138", "13900000000", "1101", "002x", "G77"])
            (await officer.Finds(number)).ShouldBeEmpty(number);
        (await officer.Finds("示范甲")).Count.ShouldBe(1);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_search_goes_with_filters_sorts_pages_and_counts(Engine engine)
    {
        await using var api = await Api.On(engine);
        var city = await api.Organisation(region: "371500", level: "prefecture");
        var county = await api.Organisation(under: city);
        var found = new List<Guid>();
        for (var day = 1; day <= 7; day++)
        {
            found.Add((await county.ReportedLead(("persons", new[] { new { name = "王佳木" } }), ("acted", new { on = $"2026-04-{10 - day:00}" }), ("channel", day % 2 == 0 ? "media" : "station"))).Id);
            await county.ReportedLead();
        }

        foreach (var (sort, expected) in new[] { ("id", found), ("-id", [.. found.AsEnumerable().Reverse()]), ("actedOn", [.. found.AsEnumerable().Reverse()]), ("-actedOn", found) })
        {
            var (seen, cursor) = (new List<Guid>(), "");
            do
            {
                var page = (await city.Get($"leads?q=佳木&limit=3&count=exact&sort={sort}{cursor}")).Must(HttpStatusCode.OK);
                page.Text("count").ShouldBe("7");
                seen.AddRange(Ids(page));
                cursor = page.Text("nextCursor") is { } next ? $"&cursor={Uri.EscapeDataString(next)}" : "";
            }
            while (cursor.Length > 0);

            seen.ShouldBe(expected, sort);
        }

        Ids(await city.Get("leads?q=佳木&channel=media&sort=-id&limit=2")).ShouldBe([found[5], found[3]]);
        Ids(await city.Get($"leads?q=wjm&org={county.OrgId}&orgScope=subtree&actedOn[lt]=2026-04-05")).ShouldBe([found[5], found[6]]);
        Ids(await city.Get($"leads?q=wjm&org={city.OrgId}")).ShouldBeEmpty();

        var mark = Uri.EscapeDataString((await city.Get("leads?q=佳木&limit=3")).Text("nextCursor")!);
        (await city.Get($"leads?q=王佳&limit=3&cursor={mark}")).MustRefuse(HttpStatusCode.BadRequest, "page.cursor_invalid");
        (await city.Get($"leads?limit=3&cursor={mark}")).MustRefuse(HttpStatusCode.BadRequest, "page.cursor_invalid");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Whatever_is_asked_is_mere_text(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var lead = await officer.ReportedLead(("summary", "NEAR OR AND NOT 下河"));

        foreach (var query in (string[])["\"下河\"", "下河*", "'下河'", "(下河", "下河)", "NEAR(下河)", "not 下河", "AND", "or not", "^下河", "-near 下河", "下河 & not | or", "下:*河", "下河\\", "{near}", "<b>下河</b>"])
            (await officer.Get($"leads?q={Uri.EscapeDataString(query)}")).Must(HttpStatusCode.OK);
        foreach (var query in (string[])["\"下河\"", "下河*", "near not", "下河 & not | or", "'下河' -- not"])
            (await officer.Finds(query)).ShouldBe([lead.Id], query);
        foreach (var query in (string[])["terms:下河", "lead_下河", "下河 OR 上山", "%", "summary:near"])
            (await officer.Get($"leads?q={Uri.EscapeDataString(query)}")).Body.ShouldNotContain(lead.Id.ToString(), Case.Sensitive, query);

        foreach (var query in (string[])["", "%20", "%22*()%22", "，。！", "%F0%9F%9A%92", Uri.EscapeDataString(new string('救', 101)), Uri.EscapeDataString(new string('救', 500)), "a b c d e f g h i"])
            (await officer.Get($"leads?q={query}")).Errors.ShouldBe([("/query/q", "query.search_invalid")], query);
        // Half a surrogate cannot be written in an address; what stands there is text like any other.
        Ids(await officer.Get("leads?q=%ED%A0%BD下河")).ShouldBeEmpty();
        (await officer.Get("leads?q=%00")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await officer.Get("leads?q=下河&q=上山")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await officer.Get($"leads?q={new string('x', 10_000)}")).Status.ShouldBeOneOf(HttpStatusCode.BadRequest, HttpStatusCode.RequestUriTooLong);
    }

    /// <summary>Names and searches made of few characters, so that they meet often, and of everything that is hostile.</summary>
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Both_engines_find_what_the_plain_definition_finds(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var random = new Random(20_261_121);
        string[] parts = ["张", "李", "王", "小", "明", "乐", "单", "曾", "𠮷", "〇", "·", " ", "，", "a", "Ab", "12", "ü", "é", "Ａ", "'", "\"", "*", ":", "&", "|", "!", "_", "\\", "热", "ئۇ", "བོད", "カ", "한"];
        string Any(int most) => string.Concat(Enumerable.Range(0, random.Next(1, most + 1)).Select(_ => parts[random.Next(random.Next(2) == 0 ? 8 : parts.Length)]));

        var leads = new List<(Guid Id, SearchTerms Terms)>();
        while (leads.Count < 120)
        {
            var (name, summary, address) = ("某" + Any(4), "某" + Any(12), Any(6));
            var lead = await officer.ReportedLead(("summary", summary), ("persons", new[] { new { name } }), ("place", new { regionCode = "371502", address }));
            leads.Add((lead.Id, new SearchTerms().Person(name).Text(summary).Text("山东省聊城市东昌府区" + address)));
        }

        var (hits, misses) = (0, 0);
        for (var i = 0; i < 400; i++)
        {
            var text = i % 3 == 0 ? Pinyin.Initials(Any(3)) + Any(1) : Any(4);
            if (SearchQuery.Parse(text) is not { } query)
                continue;

            var expected = leads.Where(lead => query.Finds(lead.Terms.All)).Select(lead => lead.Id).ToList();
            (await officer.Finds(text)).ShouldBe(expected, text);
            hits += expected.Count > 0 ? 1 : 0;
            misses += expected.Count == 0 ? 1 : 0;
        }

        hits.ShouldBeGreaterThan(60);
        misses.ShouldBeGreaterThan(60);
    }

    private static Dictionary<string, object?> Named(string name) => States.LeadBody(("persons", new[] { new { name } }));

    private static List<Guid> Ids(Answer page) => [.. page.Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid())];
}

/// <summary>What the tests of searching say again and again.</summary>
internal static class Searching
{
    /// <summary>Those found, which are also those counted.</summary>
    internal static async Task<List<Guid>> Finds(this Client officer, string query)
    {
        var page = (await officer.Get($"leads?q={Uri.EscapeDataString(query)}&limit=500&count=exact")).Must(HttpStatusCode.OK);
        var found = page.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid()).ToList();
        page.Text("count").ShouldBe($"{found.Count}");
        return found;
    }
}
