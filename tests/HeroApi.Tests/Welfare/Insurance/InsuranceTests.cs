using System.Net;
using HeroApi.Host;
using HeroApi.TestKit;
using HeroApi.Welfare.Contracts;
using HeroApi.Welfare.Insurance.Members;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Welfare.Insurance;

public sealed class InsuranceTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_policy_of_names_takes_its_list_from_the_register_and_follows_it_to_its_last_day(Engine engine)
    {
        await using var api = await Api.On(engine);
        var home = await api.Organisation(region: "371502");
        var (first, second) = (await Opened(home), await Opened(home));
        (await home.Post("policies", Policy(("to", "2025-12-31"), ("insurerCode", "91350100M000100Y44"), ("covers", new[] { Cover("death", 1), Cover("death", 2) })))).Errors
            .ShouldBe([("/insurerCode", "policy.credit_code"), ("/to", "policy.period_reversed"), ("/covers", "policy.cover_repeated")], ignoreOrder: true);
        (await home.Post("policies", Policy(("region", "999999"), ("previousId", null)))).Errors.ShouldBe([("/region", "region.unknown")]);

        var draft = (await home.Post("policies", Policy(("number", null)))).Must(HttpStatusCode.Created);
        (draft.Text("state"), draft.Text("covered"), draft.Text("reach")).ShouldBe(("draft", "named_list", "self"));
        (await home.Post($"policies/{draft.Id}/conclusion", new { }, ifMatch: 1)).Errors.ShouldBe([("/number", "value.required")]);
        var concluded = (await home.Post($"policies/{draft.Id}/conclusion", new { number = "示保1" }, ifMatch: 1)).Must(HttpStatusCode.OK);
        (await home.Post("policies", Policy(("number", "示保1")))).MustRefuse(HttpStatusCode.Conflict, "policy.number_taken");
        (await home.Patch($"policies/{draft.Id}", new { note = "迟" }, concluded.Version)).MustRefuse(HttpStatusCode.Conflict, "policy.transition.not_allowed");
        await api.Settle();

        var third = await Opened(home);
        await api.Settle();
        (await Members(home, draft.Id)).ShouldBe([(1, first.Id, "pending_join", null), (2, second.Id, "pending_join", null), (3, third.Id, "pending_join", null)]);

        // Whom the insurer was never told of is dropped; whom an officer took off the register does not put on again.
        (await home.Post($"heroes/{first.Id}/contact-attempts", new { channel = "visit", result = "relative", state = "deceased", diedOn = "2026-05" })).Must(HttpStatusCode.OK);
        var removed = await Member(home, draft.Id, 2);
        (await home.Post($"policy-members/{removed.Id}/removal", new { note = "已由单位投保" }, ifMatch: removed.Version)).Must(HttpStatusCode.OK).Text("state").ShouldBe("dropped");
        (await home.Post($"policy-members/{removed.Id}/removal", new { note = "已由单位投保" }, ifMatch: 2)).MustRefuse(HttpStatusCode.Conflict, "policy_member.transition.not_allowed");
        (await home.Patch($"heroes/{second.Id}", new { householdRegion = "371503" }, second.Version)).Must(HttpStatusCode.OK);
        await api.Settle();
        (await Members(home, draft.Id)).ShouldBe([(1, first.Id, "dropped", "died"), (2, second.Id, "dropped", "removed"), (3, third.Id, "pending_join", null)]);
        (await home.Post($"policies/{draft.Id}/members", new { heroId = third.Id })).MustRefuse(HttpStatusCode.Conflict, "policy_member.listed");
        (await home.Post($"policies/{draft.Id}/members", new { heroId = first.Id })).MustRefuse(HttpStatusCode.Conflict, "welfare.not_entitled");
        (await home.Post($"policies/{draft.Id}/members", new { heroId = second.Id, joinDay = "2027-01-01" })).Errors.ShouldBe([("/joinDay", "policy.outside_period")]);
        (await home.Post($"policies/{draft.Id}/members", new { heroId = second.Id, joinDay = "2026-06-15" })).Must(HttpStatusCode.Created).Text("addedBy").ShouldBe("hand");

        // Two files of one person are one member, and two again when that is undone.
        (await home.Post($"heroes/{third.Id}/merger", new { intoId = second.Id, intoVersion = 2, reason = "同一人" }, ifMatch: 1)).Must(HttpStatusCode.OK);
        await api.Settle();
        (await Members(home, draft.Id)).Where(member => member.State == "pending_join").ShouldBe([(3, third.Id, "pending_join", null)]);
        (await home.Get($"policy-members?policy={draft.Id}&person={second.Id}&state=pending_join&count=exact")).Text("count").ShouldBe("1");
        var merger = (await home.Get("hero-mergers")).Json.GetProperty("items")[0].GetProperty("id").GetGuid();
        (await home.Post($"heroes/{second.Id}/merger-reversal", new { mergerId = merger, reason = "不是同一人" }, ifMatch: 3)).Must(HttpStatusCode.OK);
        await api.Settle();
        (await Members(home, draft.Id)).Where(member => member.State == "pending_join").Select(member => member.HeroId).ShouldBe([third.Id]);

        (await home.Get("policies/renewals")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        (await home.Get("policies/renewals?within=365")).Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("id").GetGuid().ShouldBe(draft.Id);
        (await home.Post("policies", Policy(("number", null), ("from", "2027-01-01"), ("to", "2027-12-31"), ("previousId", draft.Id)))).Must(HttpStatusCode.Created);
        (await home.Get("policies/renewals?within=365")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        api.Clock.Advance(TimeSpan.FromDays(214));
        await api.Settle();
        (await api.Published<PolicyEnded>()).ShouldBe([new PolicyEnded(draft.Id, home.OrgId, new DateOnly(2026, 12, 31))]);
        var ended = (await home.Get($"policies/{draft.Id}")).Must(HttpStatusCode.OK);
        (ended.Text("state"), ended.Text("endedOn")).ShouldBe(("ended", "2026-12-31"));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_city_insures_the_registers_below_it_and_who_moves_away_stays_on_its_list_alone(Engine engine)
    {
        await using var api = await Api.On(engine);
        var city = await api.Organisation(region: "371500", level: "prefecture");
        var (county, other) = (await api.Organisation(city, region: "371502"), await api.Organisation(city, region: "371503"));
        var hero = await Opened(county);
        await api.Settle();
        var (wide, own) = (await InForce(city, ("reach", "subtree")), await InForce(county, ("region", "371502")));
        var unnamed = await InForce(county, ("covered", "on_register"));
        await api.Settle();
        (await Members(city, wide.Id)).ShouldBe([(1, hero.Id, "pending_join", null)]);
        (await Members(county, own.Id)).ShouldBe([(1, hero.Id, "pending_join", null)]);
        (await Members(county, wide.Id)).ShouldBe([(1, hero.Id, "pending_join", null)], "who cares for a person sees by what he is insured");
        (await county.Get($"policies/{wide.Id}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await county.Post($"policies/{unnamed.Id}/members", new { heroId = hero.Id })).MustRefuse(HttpStatusCode.Conflict, "policy.unnamed");

        (await county.Patch($"heroes/{hero.Id}", new { householdRegion = "110101" }, hero.Version)).Must(HttpStatusCode.OK);
        await api.Settle();
        (await Members(county, own.Id)).ShouldBe([(1, hero.Id, "dropped", "moved")]);
        (await Members(city, wide.Id)).ShouldBe([(1, hero.Id, "pending_join", null)]);

        // The other county kept a file of the same person all the time.
        var kept = await Opened(other);
        await api.Settle();
        (await city.Post($"heroes/{hero.Id}/merger", new { intoId = kept.Id, intoVersion = 1, reason = "同一人" }, ifMatch: 2)).Must(HttpStatusCode.OK);
        await api.Settle();
        (await Members(city, wide.Id)).ShouldBe([(1, hero.Id, "pending_join", null), (2, kept.Id, "dropped", "merged")]);
        (await Members(other, wide.Id)).ShouldBe([(2, kept.Id, "dropped", "merged")]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Who_comes_onto_the_register_or_dies_is_not_forgotten_when_the_host_dies_in_between(Engine engine)
    {
        await using var database = await TestDatabase.On(engine);
        var clock = new TestClock();
        Guid hero, policy;
        Client home;
        await using (var api = await Api.On(database, clock: clock))
        {
            home = await api.Organisation(region: "371502");
            policy = (await InForce(home)).Id;
            await api.Settle();
        }

        await using (var dying = await Api.On(database, [Dying], clock: clock))
        {
            home = dying.With(home.Secret, home.OrgId);
            hero = (await Opened(home)).Id;
            (await Members(home, policy)).ShouldBeEmpty();
        }

        clock.Advance(TimeSpan.FromHours(1));
        await using (var api = await Api.On(database, clock: clock))
        {
            home = api.With(home.Secret, home.OrgId);
            await api.Settle();
            (await Members(home, policy)).ShouldBe([(1, hero, "pending_join", null)]);
        }

        await using (var dying = await Api.On(database, [Dying], clock: clock))
        {
            home = dying.With(home.Secret, home.OrgId);
            (await home.Post($"heroes/{hero}/contact-attempts", new { channel = "visit", result = "relative", state = "deceased", diedOn = "2026-05-30" })).Must(HttpStatusCode.OK);
            (await Members(home, policy)).ShouldBe([(1, hero, "pending_join", null)]);
        }

        clock.Advance(TimeSpan.FromHours(1));
        await using (var api = await Api.On(database, clock: clock))
        {
            await api.Settle();
            (await Members(api.With(home.Secret, home.OrgId), policy)).ShouldBe([(1, hero, "dropped", "died")]);
            (await api.Published<HeroApi.Recognition.Contracts.HeroFileOpened>()).ShouldHaveSingleItem();
        }
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_insurer_is_told_once_a_month_of_whom_agreed_and_of_nobody_else(Engine engine)
    {
        await using var database = await TestDatabase.On(engine);
        var clock = new TestClock();
        await using var api = await Api.On(database, clock: clock);
        var home = await api.Organisation(region: "371502");
        var teller = await api.Key(home.OrgId, ["welfare:read", "pii:read"]);
        var (first, second) = (await Agreeing(home, "示范甲", "E00000001"), await Agreeing(home, "=1+1", "E00000002"));
        var silent = (await home.Post("heroes", new { name = "示范丙", householdRegion = "371502", document = new { type = "passport", number = "E00000003" } })).Must(HttpStatusCode.Created);
        await Agreeing(home, "示范丁", number: null);
        await api.Settle();
        var policy = await InForce(home);
        await api.Settle();
        (await home.Post($"policies/{policy.Id}/endorsements", new { month = "2026-05" })).MustRefuse(HttpStatusCode.Conflict, "endorsement.nothing_to_tell");

        var made = (await home.Post($"policies/{policy.Id}/endorsements", new { month = "2026-06", number = "1" })).Must(HttpStatusCode.Created);
        (made.Text("joins"), made.Text("leaves"), made.Text("insuredBefore"), made.Text("insuredAfter")).ShouldBe(("2", "0", "0", "2"));
        (await home.Post($"policies/{policy.Id}/endorsements", new { month = "2026-06", number = "2" })).MustRefuse(HttpStatusCode.Conflict, "endorsement.open");
        var path = $"policies/{policy.Id}/endorsements/{made.Id}";
        (await teller.Get($"{path}/file")).MustRefuse(HttpStatusCode.Forbidden, "pii.purpose_needed");
        (await home.Get($"{path}/file", ("X-Purpose", "insurance"))).MustRefuse(HttpStatusCode.Forbidden, "pii.purpose_needed");
        (await api.Count("kernel_read_log")).ShouldBe(0);
        var csv = (await teller.Get($"{path}/file", ("X-Purpose", "insurance"))).Must(HttpStatusCode.OK);
        csv.Body.Split('\n').Skip(1).Select(line => line.Trim()).Where(line => line.Length > 0)
            .ShouldBe([$"1,加保,示范甲,护照,E00000001,1,2026-06-01,,,{policy.Text("number")},1", $"2,加保,\"'=1+1\",护照,E00000002,2,2026-06-01,,,{policy.Text("number")},1"]);
        (await api.Rows<Guid>("SELECT record_id FROM kernel_read_log WHERE record_type = 'hero' AND purpose = 'insurance'")).ShouldBe([first, second], ignoreOrder: true);

        // What was told stays as it was told, also when the register says something else since.
        (await home.Patch($"heroes/{first}", new { name = "示范更名" }, (await home.Get($"heroes/{first}")).Version)).Must(HttpStatusCode.OK);
        await api.Settle();
        (await teller.Get($"{path}/file", ("X-Purpose", "insurance"))).Body.ShouldBe(csv.Body);
        var workbook = (await teller.Get($"{path}/file?format=xlsx", ("X-Purpose", "insurance"))).Must(HttpStatusCode.OK);
        clock.Advance(TimeSpan.FromDays(1));
        (await teller.Get($"{path}/file?format=xlsx", ("X-Purpose", "insurance"))).Body.ShouldBe(workbook.Body);

        await Withdrawn(home, first);
        await api.Settle();
        (await teller.Get($"{path}/file", ("X-Purpose", "insurance"))).MustRefuse(HttpStatusCode.Conflict, "endorsement.consent_withdrawn");
        (await home.Post($"{path}/cancellation", new { reason = "有人撤回同意" }, ifMatch: 1)).Must(HttpStatusCode.OK);
        (await Members(home, policy.Id)).Select(member => (member.State, member.Reason)).ShouldBe([("dropped", "consent_withdrawn"), ("pending_join", null), ("pending_join", null), ("pending_join", null)]);

        var next = (await home.Post($"policies/{policy.Id}/endorsements", new { number = "2" })).Must(HttpStatusCode.Created);
        (await home.Get($"policies/{policy.Id}/endorsements/{next.Id}")).Json.GetProperty("lines").EnumerateArray().ShouldHaveSingleItem().GetProperty("heroId").GetGuid().ShouldBe(second);
        (await home.Post($"policies/{policy.Id}/endorsements/{next.Id}/acceptance", new { insurerNumber = "示批1" }, ifMatch: 1)).Must(HttpStatusCode.OK).Text("state").ShouldBe("accepted");
        (await home.Post($"policies/{policy.Id}/endorsements/{next.Id}/cancellation", new { reason = "迟" }, ifMatch: 2)).MustRefuse(HttpStatusCode.Conflict, "endorsement.answered");
        (await Members(home, policy.Id))[1].ShouldBe((2, second, "insured", null));

        // Who was insured and has died leaves with the next; who agrees since joins with it.
        (await home.Post($"heroes/{second}/contact-attempts", new { channel = "visit", result = "relative", state = "deceased", diedOn = "2026-06-01" })).Must(HttpStatusCode.OK);
        await Agrees(home, silent.Id);
        await api.Settle();
        var third = (await home.Post($"policies/{policy.Id}/endorsements", new { number = "3" })).Must(HttpStatusCode.Created);
        (third.Text("joins"), third.Text("leaves"), third.Text("insuredBefore"), third.Text("insuredAfter")).ShouldBe(("1", "1", "1", "1"));
        (await teller.Get($"policies/{policy.Id}/endorsements/{third.Id}/file", ("X-Purpose", "insurance"))).Body.ShouldContain("1,减保,\"'=1+1\",护照,E00000002,2,,2026-06-01,去世");
        (await home.Post($"policies/{policy.Id}/endorsements/{third.Id}/acceptance", new { }, ifMatch: 1)).Must(HttpStatusCode.OK);
        (await Members(home, policy.Id)).Select(member => member.State).ShouldBe(["dropped", "left", "insured", "pending_join"]);
        (await home.Get($"policies/{policy.Id}/endorsements?count=exact")).Text("count").ShouldBe("3");

        // The insurer hears of a withdrawal too, but not again who it is.
        await Withdrawn(home, silent.Id);
        await api.Settle();
        var last = (await home.Post($"policies/{policy.Id}/endorsements", new { number = "4" })).Must(HttpStatusCode.Created);
        var file = (await teller.Get($"policies/{policy.Id}/endorsements/{last.Id}/file", ("X-Purpose", "insurance"))).Must(HttpStatusCode.OK).Body;
        file.ShouldContain("1,减保,,,,3,,2026-06-02,撤回向保险机构提供信息的同意");
        file.ShouldNotContain("E00000003");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_withdrawn_consent_is_heeded_though_the_host_dies_in_between(Engine engine)
    {
        await using var database = await TestDatabase.On(engine);
        var clock = new TestClock();
        Guid hero, policy;
        Client home;
        await using (var api = await Api.On(database, clock: clock))
        {
            home = await api.Organisation(region: "371502");
            hero = await Agreeing(home, "示范甲", "E00000001");
            policy = await Insured(api, home);
            (await Members(home, policy)).ShouldBe([(1, hero, "insured", null)]);
        }

        await using (var dying = await Api.On(database, [Dying], clock: clock))
        {
            home = dying.With(home.Secret, home.OrgId);
            await Withdrawn(home, hero);
            (await Members(home, policy)).ShouldBe([(1, hero, "insured", null)]);
        }

        clock.Advance(TimeSpan.FromHours(1));
        await using (var api = await Api.On(database, clock: clock))
        {
            await api.Settle();
            (await Members(api.With(home.Secret, home.OrgId), policy)).ShouldBe([(1, hero, "pending_leave", "consent_withdrawn")]);
        }
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_gap_list_names_who_is_not_insured_and_is_empty_after_one_endorsement(Engine engine)
    {
        await using var api = await Api.On(engine);
        var home = await api.Organisation(region: "371502");
        var (first, second) = (await Agreeing(home, "示范甲", "E00000001"), await Agreeing(home, "示范乙", "E00000002"));
        var silent = (await home.Post("heroes", new { name = "示范丙", householdRegion = "371502", document = new { type = "passport", number = "E00000003" } })).Must(HttpStatusCode.Created);
        await api.Settle();
        (await Gaps(home)).ShouldBe([(silent.Id, "no_policy"), (first, "no_policy"), (second, "no_policy")], ignoreOrder: true);

        var policy = await InForce(home);
        await api.Settle();
        (await Gaps(home)).ShouldBe([(silent.Id, "no_consent"), (first, "waiting"), (second, "waiting")], ignoreOrder: true);
        await Agrees(home, silent.Id);
        var made = (await home.Post($"policies/{policy.Id}/endorsements", new { })).Must(HttpStatusCode.Created);
        (await Figures(home, null)).ShouldBe((3, 0, 3));
        (await home.Post($"policies/{policy.Id}/endorsements/{made.Id}/acceptance", new { }, ifMatch: 1)).Must(HttpStatusCode.OK);

        (await Gaps(home)).ShouldBeEmpty();
        (await Figures(home, null)).ShouldBe((3, 3, 0));
        (await Figures(home, "2026-05-31")).ShouldBe((0, 0, 0), "nobody was registered yet");
        var proof = (await home.Get($"policies/cover?hero={first}&on=2026-06-01")).Must(HttpStatusCode.OK);
        (proof.Text("insured"), proof.Json.GetProperty("policies")[0].GetProperty("memberNumber").GetInt64(), proof.Json.GetProperty("policies")[0].GetProperty("covers")[0].GetProperty("amountFen").GetInt64())
            .ShouldBe(("true", 1, 25_000_000));
        (await home.Get($"policies/cover?hero={first}&on=2026-05-31")).Text("insured").ShouldBe("false");
        (await home.Get("policies/cover")).Errors.ShouldBe([("/query/hero", "value.required")]);

        // Who was insured until he died stays so for the days before.
        (await home.Post($"heroes/{second}/contact-attempts", new { channel = "visit", result = "relative", state = "deceased", diedOn = "2026-06-01" })).Must(HttpStatusCode.OK);
        api.Clock.Advance(TimeSpan.FromDays(10));
        await api.Settle();
        (await home.Get($"policies/cover?hero={second}&on=2026-06-01")).Text("insured").ShouldBe("true");
        (await home.Get($"policies/cover?hero={second}&on=2026-06-02")).Text("insured").ShouldBe("false");
        (await Figures(home, null)).ShouldBe((2, 2, 0));

        // A class that names nobody: who is confirmed during its period, or whoever is on the register.
        await InForce(home, ("covered", "later_confirmed"), ("conditions", "自行为之日起180日内身故或伤残"), ("withinDays", 180));
        var late = await Opened(home);
        await api.Settle();
        (await home.Get($"policies/cover?hero={late.Id}")).Json.GetProperty("policies").EnumerateArray().ShouldHaveSingleItem().GetProperty("withinDays").GetInt32().ShouldBe(180);
        (await Gaps(home)).ShouldBe([(late.Id, "no_consent")]);
        await InForce(home, ("covered", "on_register"), ("region", "371500"));
        (await Gaps(home)).ShouldBeEmpty();
        (await Figures(home, null)).ShouldBe((3, 3, 0));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Of_two_files_that_became_one_the_insurer_is_told_as_the_person_said_last(Engine engine)
    {
        await using var api = await Api.On(engine);
        var home = await api.Organisation(region: "371502");
        var (agreed, withdrew) = ((await Opened(home)).Id, (await Opened(home)).Id);
        await Agrees(home, agreed, "2026-03-01");
        await Agrees(home, withdrew, "2026-02-01");
        await Withdrawn(home, withdrew);
        var (from, into) = (await home.Get($"heroes/{agreed}"), await home.Get($"heroes/{withdrew}"));

        (await home.Post($"heroes/{agreed}/merger", new { intoId = withdrew, intoVersion = into.Version, reason = "同一人" }, ifMatch: from.Version)).Must(HttpStatusCode.OK);
        await InForce(home);
        await api.Settle();

        (await Gaps(home)).ShouldBe([(withdrew, "no_consent")]);
        await Agrees(home, withdrew);
        await api.Settle();
        (await Gaps(home)).ShouldBe([(withdrew, "waiting")]);
    }

    /// <summary>A host that goes down whenever it is about to write the list of a policy.</summary>
    internal static Module Dying => new(typeof(InsuranceTests).Assembly, services => services.AddScoped<MemberWriter>(_ => throw new InvalidOperationException("the host goes down here")), _ => { });

    /// <summary>A person who has agreed that an insurer is told of him.</summary>
    internal static async Task<Guid> Agreeing(Client home, string name, string? number)
    {
        var hero = (await home.Post("heroes", new { name, householdRegion = "371502", document = number is null ? null : new { type = "passport", number } })).Must(HttpStatusCode.Created);
        await Agrees(home, hero.Id);
        return hero.Id;
    }

    internal static async Task Agrees(Client home, Guid hero, string? on = null) =>
        (await home.Post($"heroes/{hero}/consents", new { purpose = "share_insurer", textVersion = "2026", channel = "paper", givenOn = on })).Must(HttpStatusCode.OK);

    internal static async Task Withdrawn(Client home, Guid hero)
    {
        var file = (await home.Get($"heroes/{hero}")).Must(HttpStatusCode.OK);
        var consent = file.Json.GetProperty("consents")[0].GetProperty("id").GetGuid();
        (await home.Post($"heroes/{hero}/consents/{consent}/withdrawal", new { }, ifMatch: file.Version)).Must(HttpStatusCode.OK);
    }

    /// <summary>A policy on whose list everybody of the register is who has agreed, and accepted by the insurer.</summary>
    internal static async Task<Guid> Insured(Api api, Client home, params (string Name, object? Value)[] changed)
    {
        var policy = await InForce(home, changed);
        await api.Settle();
        var made = (await home.Post($"policies/{policy.Id}/endorsements", new { })).Must(HttpStatusCode.Created);
        (await home.Post($"policies/{policy.Id}/endorsements/{made.Id}/acceptance", new { }, ifMatch: 1)).Must(HttpStatusCode.OK);
        return policy.Id;
    }

    private static async Task<Answer> Opened(Client home, string name = "示范甲") =>
        (await home.Post("heroes", new { name, householdRegion = "371502" })).Must(HttpStatusCode.Created);

    /// <summary>A policy of names for 2026; change what the test is about.</summary>
    private static Dictionary<string, object?> Policy(params (string Name, object? Value)[] changed)
    {
        var body = new Dictionary<string, object?>
        {
            ["insurerName"] = "示范财产保险股份有限公司",
            ["insurerCode"] = "91350100M000100Y43",
            ["number"] = $"示保{Guid.NewGuid():N}",
            ["kind"] = "accident_medical",
            ["from"] = "2026-01-01",
            ["to"] = "2026-12-31",
            ["covers"] = new[] { Cover("death", 25_000_000), Cover("medical", 2_000_000) },
            ["premiumFen"] = 2_400_000,
            ["payer"] = "fund",
            ["reportDays"] = 30,
            ["decisionDays"] = 30
        };
        foreach (var (name, value) in changed)
            body[name] = value;
        return body;
    }

    private static object Cover(string what, long amountFen) => new { what, amountFen };

    /// <summary>A policy that was concluded; its list is not filled before the host settles.</summary>
    internal static async Task<Answer> InForce(Client home, params (string Name, object? Value)[] changed)
    {
        var draft = (await home.Post("policies", Policy(changed))).Must(HttpStatusCode.Created);
        return (await home.Post($"policies/{draft.Id}/conclusion", new { }, ifMatch: 1)).Must(HttpStatusCode.OK);
    }

    internal static async Task<List<(long Number, Guid HeroId, string State, string? Reason)>> Members(Client caller, Guid policy) =>
    [
        .. (await caller.Get($"policy-members?policy={policy}&sort=number")).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray().Select(member =>
            (member.GetProperty("number").GetInt64(), member.GetProperty("heroId").GetGuid(), member.GetProperty("state").GetString()!, member.TryGetProperty("leaveReason", out var reason) ? reason.GetString() : null))
    ];

    private static async Task<List<(Guid HeroId, string? Reason)>> Gaps(Client caller) =>
        [.. (await caller.Get("coverage-gaps")).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray().Select(gap => (gap.GetProperty("heroId").GetGuid(), gap.GetProperty("reason").GetString()))];

    private static async Task<(long Registered, long Insured, long Uninsured)> Figures(Client caller, string? on)
    {
        var figures = (await caller.Get($"insurance-statistics?region=371502{(on is null ? "" : $"&on={on}")}")).Must(HttpStatusCode.OK).Json;
        return (figures.GetProperty("registered").GetInt64(), figures.GetProperty("insured").GetInt64(), figures.GetProperty("uninsured").GetInt64());
    }

    private static async Task<(Guid Id, long Version)> Member(Client caller, Guid policy, long number) =>
        (await caller.Get($"policy-members?policy={policy}")).Json.GetProperty("items").EnumerateArray().Single(member => member.GetProperty("number").GetInt64() == number) is var member
            ? (member.GetProperty("id").GetGuid(), member.GetProperty("version").GetInt64())
            : default;
}
