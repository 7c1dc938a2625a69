using System.Net;
using System.Text.Json.Nodes;
using HeroApi.TestKit;
using HeroApi.Tests.Exchange.Offers;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Receipts;

public sealed class LookUpReceiptTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Every_way_of_taking_a_lead_in_gives_a_receipt_and_its_replay_the_same_one(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var id = Guid.CreateVersion7();

        var posted = await officer.Post("leads", States.LeadBody(), key: "one");
        var postedAgain = await officer.Post("leads", States.LeadBody(), key: "one");
        var put = await officer.Create($"leads/{id}", States.LeadBody());
        var putAgain = await officer.Create($"leads/{id}", States.LeadBody());
        var upserted = await officer.Put("leads/ext/grid/G-1", States.LeadBody());
        var upsertedAgain = await officer.Put("leads/ext/grid/G-1", States.LeadBody());
        var updated = await officer.Put("leads/ext/grid/G-1", States.LeadBody(("channel", "media")));

        (postedAgain.Replayed, postedAgain.Body).ShouldBe((true, posted.Body));
        (putAgain.Replayed, putAgain.Body).ShouldBe((true, put.Body));
        (upsertedAgain.Replayed, upsertedAgain.Body).ShouldBe((true, upserted.Body));
        updated.Must(HttpStatusCode.OK).Text("receipt").ShouldBeNull();
        foreach (var created in (Answer[])[posted, put, upserted])
        {
            created.Must(HttpStatusCode.Created).Text("receipt.code")!.ShouldMatch("^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$");
            (await Ask(api, created)).Must(HttpStatusCode.OK).Text("state").ShouldBe("received");
        }
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_code_is_shown_to_nobody_else_and_kept_nowhere_in_clear(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var lead = await officer.ReportedLead();
        var (number, code) = (lead.Text("receipt.number")!, lead.Text("receipt.code")!);
        await api.Settle();

        foreach (var path in (string[])[$"leads/{lead.Id}", "leads", $"leads?receiptNumber={number}", "exchange/changes", "audit", "jobs"])
        {
            var shown = (await (path == "jobs" ? api.Admin : officer).Get(path)).Must(HttpStatusCode.OK).Body;
            shown.ShouldNotContain(code);
            shown.ShouldNotContain("receiptCode");
        }

        (await officer.Get($"leads/{lead.Id}")).Text("receiptNumber").ShouldBe(number);
        (await officer.Get($"leads?receiptNumber={number}")).Json.GetProperty("items").GetArrayLength().ShouldBe(1);
        (await api.Holds(code)).ShouldBeFalse();
        (await api.Holds(code.Replace("-", "", StringComparison.Ordinal))).ShouldBeFalse();
        (await api.Holds(lead.Id.ToString())).ShouldBeTrue("the search finds what is there");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_holder_is_told_in_plain_words_how_the_lead_stands(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var other = await api.Organisation(region: "350582");
        var (waiting, accepted, dismissed, unexplained, duplicate, handed) = (await officer.ReportedLead(), await officer.ReportedLead(), await officer.ReportedLead(),
            await officer.ReportedLead(), await officer.ReportedLead(), await officer.ReportedLead());
        api.Clock.Advance(TimeSpan.FromDays(3));
        await officer.Post($"leads/{accepted.Id}/acceptance", new { }, ifMatch: 1);
        await officer.Post($"leads/{dismissed.Id}/dismissal", new { reason = "示范甲是救生员", kind = "duty_bound" }, ifMatch: 1);
        await officer.Post($"leads/{unexplained.Id}/dismissal", new { reason = "示范甲是救生员" }, ifMatch: 1);
        await officer.Post($"leads/{duplicate.Id}/duplicate", new { ofLeadId = waiting.Id }, ifMatch: 1);
        await officer.HandOver(handed.Id, other);

        var states = new List<(string?, string?, string?, string?)>();
        foreach (var lead in (Answer[])[waiting, accepted, dismissed, unexplained, duplicate, handed])
        {
            var told = (await Ask(api, lead)).Must(HttpStatusCode.OK);
            told.Text("number").ShouldBe(lead.Text("receipt.number"));
            told.Text("receivedOn").ShouldBe("2026-06-01");
            states.Add((told.Text("state"), told.Text("decidedOn"), told.Text("reason"), told.Text("stateText")));
        }

        states.ShouldBe(
        [
            ("received", null, null, "已收到，等待处理"), ("accepted", "2026-06-04", null, "已受理，正在核实"), ("not_accepted", "2026-06-04", "duty_bound", "未受理"),
            ("not_accepted", "2026-06-04", null, "未受理"), ("already_known", "2026-06-04", null, "与已有线索为同一事件，一并处理"), ("handed_over", null, null, "已转交其他机构，等待处理")
        ]);
        var english = await Ask(api, dismissed, headers: ("Accept-Language", "en"));
        (english.Text("stateText"), english.Text("reasonText")).ShouldBe(("Not accepted", "It was the person's duty to act"));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_organisation_to_ask_is_the_one_that_has_it_now(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (officer, other) = (await api.Organisation(), await api.Organisation(region: "350582"));
        await api.Admin.Patch($"organisations/{other.OrgId}", new { contact = "0595-1540000" }, ifMatch: 1);
        var lead = await officer.ReportedLead();

        var before = await Ask(api, lead);
        await officer.HandOver(lead.Id, other);
        var after = await Ask(api, lead);

        before.Text("contact").ShouldBeNull();
        after.Text("organisation").ShouldNotBe(before.Text("organisation"));
        after.Text("contact").ShouldBe("0595-1540000");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Nothing_of_persons_or_of_the_act_is_told_whatever_the_protection(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(scopes: [.. States.OfficerScopes, "protected:read"]);
        string[] canaries = ["金丝雀甲", "金丝雀乙", "金丝雀丙", "金丝雀经过", "金丝雀地址", "金丝雀备注", "金丝雀理由", "13800000000", "13900000000", "11010519491231002X"];
        var answers = new List<JsonObject>();

        foreach (var protection in (string[])["none", "restricted", "sealed"])
        {
            var lead = await officer.ReportedLead(("protection", protection), ("summary", "金丝雀经过"), ("place", new { regionCode = "371502", address = "金丝雀地址" }),
                ("persons", new[] { new { name = "金丝雀甲", document = new { type = "id_card", number = "11010519491231002X" }, phone = "13800000000" } }),
                ("beneficiaries", new[] { new { name = "金丝雀乙", note = "金丝雀备注" } }), ("reporter", new { name = "金丝雀丙", phone = "13900000000" }));
            await officer.Post($"leads/{lead.Id}/dismissal", new { reason = "金丝雀理由", kind = "other" }, ifMatch: 1);

            var told = (await Ask(api, lead)).Must(HttpStatusCode.OK);
            canaries.Where(canary => told.Body.Contains(canary, StringComparison.Ordinal)).ShouldBeEmpty();
            told.Body.ShouldNotContain(lead.Id.ToString());
            told.Body.ShouldNotContain(officer.OrgId.ToString());
            var shape = JsonNode.Parse(told.Body)!.AsObject();
            shape.Remove("number");
            answers.Add(shape);
        }

        answers.Select(answer => answer.ToJsonString()).Distinct().ShouldHaveSingleItem("or the answer would tell of the protection");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_wrong_code_an_unknown_number_a_deleted_lead_and_a_text_answer_the_same(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var (lead, deleted) = (await officer.ReportedLead(), await officer.ReportedLead());
        await officer.Delete($"leads/{deleted.Id}?reason=test_data", ifMatch: 1);
        var unknown = HeroApi.Cases.Receipts.ReceiptNumber.Format(HeroApi.Cases.Receipts.ReceiptNumber.New(new DateOnly(2026, 6, 1)));

        var wrong = await Ask(api, lead.Text("receipt.number")!, deleted.Text("receipt.code")!);
        Answer[] others =
        [
            await Ask(api, unknown, lead.Text("receipt.code")!), await Ask(api, deleted), await Ask(api, "no-number", lead.Text("receipt.code")!),
            await Ask(api, Mistyped(lead.Text("receipt.number")!), lead.Text("receipt.code")!), await Ask(api, lead.Text("receipt.number")!, "密码")
        ];

        wrong.MustRefuse(HttpStatusCode.NotFound, "receipt.unknown");
        foreach (var other in others)
            Alike(other).ShouldBe(Alike(wrong));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_code_may_be_written_as_people_write(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var lead = await officer.ReportedLead();
        var code = lead.Text("receipt.code")!;

        foreach (var written in (string[])[code.ToLowerInvariant(), code.Replace("-", " ", StringComparison.Ordinal), code.Replace('0', 'O').Replace('1', 'l')])
            (await Ask(api, lead.Text("receipt.number")!, written)).Must(HttpStatusCode.OK);
        (await Ask(api, lead.Text("receipt.number")!, "")).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
        (await Ask(api, lead.Text("receipt.number")!, new string('A', 41))).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Too_many_wrong_codes_close_a_number_on_every_host_for_an_hour_known_or_not(Engine engine)
    {
        await using var api = await Api.On(engine, settings: ["--Hero:AddressRateBurst", "1000"]);
        var officer = await api.Organisation();
        var lead = await officer.ReportedLead();
        var (number, unknown) = (lead.Text("receipt.number")!, HeroApi.Cases.Receipts.ReceiptNumber.Format(HeroApi.Cases.Receipts.ReceiptNumber.New(new DateOnly(2026, 6, 1))));

        foreach (var guessed in (string[])[number, unknown, "no-number"])
        {
            // Side by side too: at most so many of them are told that they were wrong. Nor does asking to validate only leave one uncounted.
            var wrong = await Task.WhenAll(Enumerable.Range(0, 30).Select(n => api.Nobody.Post($"lead-receipts/{guessed}/lookup?validateOnly=true", new { code = $"WRONG-{n:00000}" }, key: "")));
            wrong.Count(answer => answer.Code == "receipt.unknown").ShouldBe(20);
            wrong.Count(answer => answer.Code == "rate.exceeded").ShouldBe(10);
            (await Ask(api, guessed, "WRONG-00000")).MustRefuse(HttpStatusCode.TooManyRequests, "rate.exceeded").Header("Retry-After").ShouldBe("3600");
        }

        (await Ask(api, lead)).MustRefuse(HttpStatusCode.TooManyRequests, "rate.exceeded");
        if (engine == Engine.Postgres)
        {
            await using var second = await Api.On(api.Database, clock: api.Clock);
            (await Ask(second, lead)).MustRefuse(HttpStatusCode.TooManyRequests, "rate.exceeded");
        }

        api.Clock.Advance(TimeSpan.FromHours(1));
        (await Ask(api, lead)).Must(HttpStatusCode.OK);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Asking_rightly_writes_nothing(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var lead = await officer.ReportedLead();
        var audited = await api.Count("kernel_audit");

        for (var time = 0; time < 30; time++)
            (await Ask(api, lead)).Must(HttpStatusCode.OK);

        (await api.Count("cases_receipt_guess")).ShouldBe(0);
        (await api.Count("kernel_audit")).ShouldBe(audited);
    }

    [Fact]
    public async Task One_address_asks_only_so_often_and_only_a_known_proxy_speaks_for_others()
    {
        string[] few = ["--Hero:AddressRatePerSecond", "1", "--Hero:AddressRateBurst", "2"];
        await using var open = await Api.On(Engine.Sqlite, settings: few);
        await using var behind = await Api.On(Engine.Sqlite, settings: [.. few, "--Hero:TrustedProxies", "127.0.0.0/8, 10.0.0.7"]);

        var told = await Ask(open, "x", "y", ("X-Forwarded-For", "198.51.100.1"));
        told.Header("RateLimit-Policy").ShouldBe("\"address\";q=2;w=2");
        told.Header("RateLimit").ShouldBe("\"address\";r=1;t=1");
        (await UntilRefused(open, n => $"198.51.100.{n}")).MustRefuse(HttpStatusCode.TooManyRequests, "rate.exceeded").Header("Retry-After").ShouldBe("1");
        (await UntilRefused(behind, _ => "198.51.100.1")).MustRefuse(HttpStatusCode.TooManyRequests, "rate.exceeded");
        (await UntilRefused(behind, n => $"198.51.100.{n}, 198.51.100.2, 10.0.0.7")).MustRefuse(HttpStatusCode.TooManyRequests, "rate.exceeded");
        for (var n = 10; n < 60; n++)
            (await Ask(behind, $"y{n}", "z", ("X-Forwarded-For", $"198.51.100.{n}"))).MustRefuse(HttpStatusCode.NotFound, "receipt.unknown");
    }

    [Fact]
    public async Task A_proxy_that_is_no_address_stops_the_start()
    {
        var refused = await Should.ThrowAsync<HeroApi.Kernel.HostRefused>(() => Api.On(Engine.Sqlite, settings: ["--Hero:TrustedProxies", "proxy.example"]));

        refused.Message.ShouldContain("proxy.example");
    }

    private static Task<Answer> Ask(Api api, Answer created, params (string, string)[] headers) =>
        Ask(api, created.Text("receipt.number")!, created.Text("receipt.code")!, headers);

    private static Task<Answer> Ask(Api api, string number, string code, params (string, string)[] headers) =>
        api.Nobody.Post($"lead-receipts/{number}/lookup", new { code }, key: "", headers: headers);

    private static async Task<Answer> UntilRefused(Api api, Func<int, string> forwarded)
    {
        for (var n = 1; n < 100; n++)
            if (await Ask(api, "x", "y", ("X-Forwarded-For", forwarded(n))) is { Status: HttpStatusCode.TooManyRequests } refused)
                return refused;
        throw new InvalidOperationException("Nothing was refused.");
    }

    /// <summary>Another last digit but one: the check digit no longer fits.</summary>
    private static string Mistyped(string number) => number[..^2] + (number[^2] == '9' ? '0' : (char)(number[^2] + 1)) + number[^1];

    /// <summary>All of an answer but what names the request and the moment.</summary>
    private static string Alike(Answer answer)
    {
        var problem = JsonNode.Parse(answer.Body)!.AsObject();
        problem.Remove("instance");
        problem.Remove("traceId");
        var headers = answer.Response.Headers.Concat(answer.Response.Content.Headers)
            .Where(header => header.Key is not ("Date" or "RateLimit" or "Content-Length")).Select(header => $"{header.Key}: {string.Join(", ", header.Value)}").Order(StringComparer.Ordinal);
        return $"{(int)answer.Status}\n{string.Join('\n', headers)}\n{problem.ToJsonString()}";
    }
}
