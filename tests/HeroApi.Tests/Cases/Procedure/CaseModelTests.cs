using System.Globalization;
using System.Net;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using HeroApi.Cases.CaseFiles;
using HeroApi.Cases.Procedure;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Procedure;

/// <summary>
/// Random walks through the procedure: what <c>/actions</c> calls allowed succeeds, what it refuses is refused with one of the codes it gave, and every state
/// that is not an end has a way on.
/// </summary>
public sealed class CaseModelTests
{
    private const int Walks = 24;
    private const int StepsOfAWalk = 40;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Asking_and_acting_agree_wherever_a_case_goes(Engine engine)
    {
        await using var api = await Api.On(engine);
        var stage = await CaseWalk.On(api);
        var walks = Gen.Choose(0, int.MaxValue - 1).ArrayOf(StepsOfAWalk).ToArbitrary();

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Walks).WithReplay(20260601, 7), Prop.ForAll(walks, stage.Play));

        stage.Refused.ShouldBeGreaterThan(Walks);
        stage.Taken.Count.ShouldBeGreaterThan(CaseActions.All.Count * 3 / 4);
    }

    [Fact]
    public void Every_step_has_a_body_to_try_it_with() =>
        CaseActions.All.Select(action => action.Name).Except(CaseSteps.Bodies.Keys).Except(["replacement", "amendment", "deletion"]).ShouldBeEmpty();
}

/// <summary>One host and three callers: the county that owns the cases, the city above it, and the county where the actors are at home.</summary>
internal sealed class CaseWalk
{
    private readonly Api api;
    private readonly Client[] callers;
    private readonly Client neighbour;

    private CaseWalk(Api api, Client[] callers, Client neighbour) => (this.api, this.callers, this.neighbour) = (api, callers, neighbour);

    /// <summary>How often each step was taken.</summary>
    internal Dictionary<string, int> Taken { get; } = [];

    /// <summary>How often a step was refused as foretold.</summary>
    internal int Refused { get; private set; }

    internal static async Task<CaseWalk> On(Api api)
    {
        var city = await api.Organisation(region: "410100", level: "prefecture");
        var county = await api.Organisation(under: city, region: "410102");
        var home = await api.Organisation(region: "371502");
        await county.PublishedPack("410102", rules: [new { key = "hearing.before_refusal", flag = true }, new { key = "out_of_area.joint", flag = true }]);
        return new CaseWalk(api, [county, county, county, city, home], await api.Organisation(under: city, region: "410103"));
    }

    internal bool Play(int[] choices)
    {
        // FsCheck shrinks synchronously.
        Task.Run(() => Walk(choices)).GetAwaiter().GetResult();
        return true;
    }

    private async Task Walk(int[] choices)
    {
        var opened = await Begin(choices[0] % 6, ("actors", new[]
        {
            new { name = "示范甲", householdRegion = "371502", harm = "none", dutyStatus = "none" }, new { name = "示范乙", householdRegion = "410102", harm = "injured", dutyStatus = "none" }
        }));
        foreach (var choice in choices)
        {
            if (choice % 5 == 0)
            {
                api.Clock.Advance(TimeSpan.FromDays(1 + (choice / 5 % 9)));
                await api.Settle();
            }

            var (owner, caller) = (callers[0], callers[choice / 7 % callers.Length]);
            var seen = (await owner.Get($"cases/{opened.Id}")).Must(HttpStatusCode.OK);
            var state = seen.Text("state")!;
            await MustHaveAWayOn(seen, state);
            if (CaseCodes.Terminal.Contains(state) && choice % 3 > 0)
                return;

            var actions = (await caller.Get($"cases/{opened.Id}/actions")).Must(HttpStatusCode.OK).Json.GetProperty("actions").EnumerateArray()
                .Where(action => CaseSteps.Bodies.ContainsKey(action.GetProperty("name").GetString()!)).ToList();
            var allowed = actions.Where(action => action.GetProperty("allowed").GetBoolean()).ToList();
            var onwards = allowed.Where(action => !CaseSteps.Ends.Contains(action.GetProperty("name").GetString()!) && !CaseSteps.LeadNowhere.Contains(action.GetProperty("name").GetString()!)).ToList();
            var pool = choice % 4 == 0 ? actions : onwards.Count > 0 && choice % 9 > 0 ? onwards : allowed.Count > 0 ? allowed : actions;
            await Try(caller, seen, pool[choice / 31 % pool.Count], choice);
        }
    }

    /// <summary>Walks begin at different places, so that they come by the late steps as often as by the first.</summary>
    private async Task<Answer> Begin(int at, (string, object?) actors) => at switch
    {
        0 => await callers[0].OpenedCase(actors),
        1 => await callers[0].FiledCase(actors),
        2 => await callers[0].AcceptedCase(actors),
        3 => await callers[0].ConcludedCase(actors),
        4 => await callers[0].ReadyCase(api, actors),
        _ => await callers[0].Propose(await callers[0].ConcludedCase(actors), "refusal")
    };

    private async Task Try(Client caller, Answer seen, JsonElement action, int choice)
    {
        var name = action.GetProperty("name").GetString()!;
        var actor = action.TryGetProperty("actorId", out var id) ? id.GetGuid() : (Guid?)null;
        var body = await CaseSteps.Bodies[name](new Asked(callers[0], seen.Json, actor, choice) { Neighbour = neighbour.OrgId });
        var answer = await caller.Send(HttpMethod.Parse(action.GetProperty("method").GetString()!), await CaseSteps.Href(action.GetProperty("href").GetString()!, callers[0], seen), body, seen.Version, Guid.NewGuid().ToString());

        if (action.GetProperty("allowed").GetBoolean())
        {
            ((int)answer.Status).ShouldBeLessThan(300, $"{name} in {seen.Text("state")} was allowed, and answered {answer.Body}");
            Taken[name] = Taken.GetValueOrDefault(name) + 1;
        }
        else
        {
            ((int)answer.Status).ShouldBeOneOf([403, 409], $"{name} in {seen.Text("state")} was refused by /actions, and answered {answer.Body}");
            action.GetProperty("because").EnumerateArray().Select(because => because.GetProperty("code").GetString()).ShouldContain(answer.Code, $"{name}: {answer.Body}");
            Refused++;
        }
    }

    /// <summary>Somebody can always do something that leads on; to correct, to delete or to add a filing is not that.</summary>
    private async Task MustHaveAWayOn(Answer seen, string state)
    {
        if (CaseCodes.Terminal.Contains(state))
            return;

        foreach (var caller in callers.Distinct())
            if ((await caller.Get($"cases/{seen.Id}/actions")).Json.GetProperty("actions").EnumerateArray().Any(action => action.GetProperty("allowed").GetBoolean()
                && (!CaseSteps.LeadNowhere.Contains(action.GetProperty("name").GetString()!) || (state == "opened" && action.GetProperty("name").GetString() == "filing"))))
                return;
        true.ShouldBeFalse($"nobody can go on from {state}: {seen.Body}");
    }
}

/// <summary>A case as it was seen, and whom a step of it is for.</summary>
internal sealed record Asked(Client Owner, JsonElement Case, Guid? ActorId, int Choice)
{
    internal Guid Id => Case.GetProperty("id").GetGuid();

    internal IReadOnlyList<Guid> Actors => Ids(Case, "actors");

    /// <summary>Those without a decision.</summary>
    internal IReadOnlyList<Guid> Pending => [.. Case.GetProperty("actors").EnumerateArray().Where(actor => actor.GetProperty("state").GetString() == "pending").Select(actor => actor.GetProperty("id").GetGuid())];

    /// <summary>Those who sit on the panel.</summary>
    internal IReadOnlyList<Guid> Sitting => Case.TryGetProperty("panel", out var panel)
        ? [.. panel.GetProperty("members").EnumerateArray().Where(member => !member.TryGetProperty("recusedOn", out _)).Select(member => member.GetProperty("id").GetGuid())]
        : [];

    /// <summary>A county beside the owner's, under the same city.</summary>
    internal Guid Neighbour { get; init; }

    /// <summary>So many days from today.</summary>
    internal string Day(int ahead) => DateTimeOffset.Parse(Case.GetProperty("updatedAt").GetString()!, CultureInfo.InvariantCulture).AddDays(ahead + 20).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal Guid First(string parts) => Ids(Case, parts).Append(Guid.Empty).First();

    internal long Text(string parts) => Case.GetProperty(parts).EnumerateArray().Select(part => part.GetProperty("textVersion").GetInt64()).Append(1).First();

    /// <summary>The first of these that is open.</summary>
    internal async Task<Guid> Open(string parts) => (await Owner.Get($"cases/{Id}/{parts}")).Must(HttpStatusCode.OK).Json.GetProperty(parts).EnumerateArray()
        .Where(part => part.GetProperty("state").GetString() == "open").Select(part => part.GetProperty("id").GetGuid()).Append(Guid.Empty).First();

    internal T Either<T>(T one, T other) => Choice / 11 % 2 == 0 ? one : other;

    internal static IReadOnlyList<Guid> Ids(JsonElement of, string parts) => [.. of.GetProperty(parts).EnumerateArray().Select(part => part.GetProperty("id").GetGuid())];
}

/// <summary>A body for every step of the procedure.</summary>
internal static class CaseSteps
{
    internal static readonly string[] LeadNowhere = ["replacement", "amendment", "deletion", "filing", "clock_pause", "extension", "task", "visit", "statement", "evidence", "fact", "duty_status", "injury"];

    /// <summary>Steps that end a case before its time: taken now and then, or no walk would get far.</summary>
    internal static readonly string[] Ends = ["non_acceptance", "withdrawal", "lapse", "offer", "transfer", "outside_decision"];

    internal static readonly IReadOnlyDictionary<string, Func<Asked, Task<object?>>> Bodies = new Dictionary<string, Func<Asked, Task<object?>>>
    {
        ["filing"] = asked => A(new { kind = asked.Either("application", "recommendation"), filer = asked.Either("actor", "beneficiary") }),
        ["acceptance"] = _ => A(new { reason = "事实初步清楚" }),
        ["non_acceptance"] = _ => A(new { reason = "不属见义勇为" }),
        ["consent_request"] = _ => A(new { reason = "因伤住院" }),
        ["consent"] = asked => A(new { given = asked.Either(true, false), reason = "经研究" }),
        ["withdrawal"] = _ => A(new { reason = "申请人撤回" }),
        ["material_request"] = asked => A(new { missing = new[] { "身份证明" }, answerBy = asked.Day(5) }),
        ["material"] = _ => A(new { items = new[] { new { number = 1, note = "复印件" } }, goOn = true }),
        ["lapse"] = _ => A(new { reason = "逾期未补正" }),
        ["offer"] = asked => A(new { type = "case", recordId = asked.Id, toOrgId = asked.Neighbour, reason = "属地管辖" }),
        ["transfer"] = asked => A(new { body = "示范区公安分局", number = $"移〔2026〕{asked.Choice}号", reason = "不属本区" }),
        ["dispute"] = asked => A(new { withOrgId = asked.Neighbour, reason = "跨区" }),
        ["dispute_withdrawal"] = _ => A(new { reason = "已协商" }),
        ["designation"] = asked => A(new { orgId = asked.Case.GetProperty("ownerOrgId").GetGuid(), reason = "首办负责" }),
        ["outside_decision"] = asked => A(new { actors = asked.Actors.Select(actor => new { actorId = actor, outcome = asked.Either("confirmed", "refused") }), authority = "示范市公安局", number = $"公〔2026〕{asked.Choice}号", decidedOn = "2026-05" }),

        ["task"] = _ => A(new { what = "调取监控", assignee = "示范办案人" }),
        ["task_result"] = async asked => new { taskId = await asked.Open("tasks"), state = "done", result = "已调取" },
        ["visit"] = _ => A(new { visitedAt = "2026-06-01T08:00:00+08:00", place = "示范村", visitors = "示范办案人", seen = "河岸陡峭" }),
        ["statement"] = _ => A(new { kind = "witness", name = "示范丁", takenBy = "示范办案人", text = "看见他下水。" }),
        ["statement_correction"] = asked => A(new { statementId = asked.First("statements"), textVersion = asked.Text("statements"), text = "看见他两次下水。", reason = "核对更正" }),
        ["evidence"] = _ => A(new { kind = "witness", source = "示范村村民" }),
        ["verification"] = asked => A(new { evidenceId = asked.First("evidence"), state = "verified", how = "相互印证", by = "示范办案人" }),
        ["fact"] = asked => A(new { kind = "danger", detail = "水深流急", state = asked.Case.GetProperty("evidence").GetArrayLength() > 0 ? "established" : "not_established", evidenceIds = Asked.Ids(asked.Case, "evidence").Take(1) }),
        ["duty_status"] = _ => A(new { status = "none", reason = "与职务无关", source = "单位证明" }),
        ["injury"] = asked => A(new { harm = asked.Either("injured", "none"), reason = "诊断", source = "示范医院" }),
        ["conclusion"] = _ => A(new { conclusion = "事实清楚" }),
        ["clock_pause"] = asked => A(new { @for = asked.Either("appraisal", "other_body"), reason = "须鉴定", body = "示范鉴定中心" }),
        ["clock_resumption"] = _ => A(new { }),
        ["extension"] = _ => A(new { reason = "案情复杂", approver = "示范主任" }),

        ["panel"] = asked => A(new { reason = asked.Case.TryGetProperty("panel", out _) ? "换届" : null, quorum = 1, members = new object[] { new { name = "示范委员甲", quality = "authority", chair = true }, new { name = "示范委员乙", quality = "deputy" } } }),
        ["panel_recusal"] = asked => A(new { memberId = asked.Sitting.Append(Guid.Empty).First(), reason = "近亲属" }),
        ["panel_votes"] = async asked => new { votes = await Missing(asked) is { Count: > 0 } missing ? missing : [Vote(Guid.Empty, asked.Actors[0], asked)] },
        ["panel_opinion"] = _ => A(new { minutes = "到会表决" }),
        ["proposal"] = asked => A(new
        {
            actors = (asked.Pending.Count > 0 ? asked.Pending : asked.Actors).Select((actor, index) => new { actorId = actor, outcome = Held(asked, actor) ?? ((asked.Choice / 13 + index) % 3 == 0 ? "refusal" : "confirmation"), reason = "事实清楚" })
        }),

        ["notice"] = _ => A(new { masking = "surname_only", channels = new[] { new { kind = "website", place = "政府网站" } } }),
        ["notice_withholding"] = asked => A(new { reasonCode = asked.Either("safety", "secrecy"), approver = "示范丙", reason = "嫌疑人在逃" }),
        ["notice_suspension"] = _ => A(new { reason = "公告栏拆除" }),
        ["notice_resumption"] = _ => A(new { }),
        ["notice_withdrawal"] = _ => A(new { reason = "文本有误" }),

        ["objection_handling"] = asked => A(new { outcome = asked.Either("dismissed", "upheld"), reason = "经核查" }),

        ["hearing"] = asked => A(new { toldOn = asked.Case.TryGetProperty("proposedOn", out var on) ? on.GetString() : "2026-06-01", waived = true }),
        ["confirmation"] = asked => A(new { number = $"示确〔2026〕{asked.Choice}号" }),
        ["refusal"] = asked => A(new { number = $"示否〔2026〕{asked.Choice}号", reasons = "不属实" }),
        ["reconsideration"] = _ => A(new { reason = "有新证据" }),
        ["service"] = _ => A(new { method = "direct", receiver = "本人" }),
        ["joint_confirmation"] = asked => A(new { number = $"联〔2026〕{asked.Choice}号" }),
        ["timely_step"] = asked => A(new { step = asked.Case.GetProperty("timely").TryGetProperty("helpedAt", out _) ? "praise" : "help" }),
        ["closure"] = _ => A(new { reason = "归档" }),
        ["review"] = _ => A(new { by = "applicant", reasons = "不服" }),
        ["review_decision"] = asked => A(new { outcome = asked.Either("upheld", "changed"), number = $"复〔2026〕{asked.Choice}号", reasons = "经复核", panelOpinion = "一致" }),
        ["review_withdrawal"] = _ => A(new { reason = "撤回" }),
        ["revocation_proposal"] = _ => A(new { reason = "伪造", evidence = "证人更正" }),
        ["revocation"] = asked => A(new { number = $"撤〔2026〕{asked.Choice}号", reasons = "伪造", recover = Array.Empty<object>() }),
        ["revocation_rejection"] = _ => A(new { reason = "查无实据" })
    };

    /// <summary>The address of a step; one for an objection is for the first that is open, or for none.</summary>
    internal static async Task<string> Href(string href, Client owner, Answer seen)
    {
        if (!href.Contains("{objectionId}", StringComparison.Ordinal))
            return href;

        var objections = (await owner.Get($"cases/{seen.Id}/objections")).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray();
        var open = objections.Where(objection => objection.GetProperty("state").GetString() == "open").Select(objection => objection.GetProperty("id").GetGuid());
        return href.Replace("{objectionId}", open.Append(Guid.Empty).First().ToString(), StringComparison.Ordinal);
    }

    private static Task<object?> A(object body) => Task.FromResult<object?>(body);

    private static object Vote(Guid member, Guid actor, Asked asked) => new { memberId = member, actorId = actor, vote = asked.Either("confirm", "refuse") };

    /// <summary>What the panel holds of an actor; another opinion would need more words.</summary>
    private static string? Held(Asked asked, Guid actor) => asked.Case.TryGetProperty("panel", out var panel) && panel.TryGetProperty("tallies", out var tallies)
        ? tallies.EnumerateArray().Where(tally => tally.GetProperty("actorId").GetGuid() == actor && tally.TryGetProperty("outcome", out _)).Select(tally => tally.GetProperty("outcome").GetString()).FirstOrDefault()
        : null;

    /// <summary>A vote of everybody who sits on each actor that he has not voted on.</summary>
    private static async Task<IReadOnlyList<object>> Missing(Asked asked)
    {
        if (asked.Sitting.Count == 0)
            return [];

        var panel = (await asked.Owner.Get($"cases/{asked.Id}/panels")).Must(HttpStatusCode.OK).Json.GetProperty("panels").EnumerateArray().Last();
        var cast = panel.GetProperty("votes").EnumerateArray().Select(vote => (vote.GetProperty("memberId").GetGuid(), vote.GetProperty("actorId").GetGuid())).ToHashSet();
        return [.. asked.Sitting.SelectMany(member => asked.Actors.Select(actor => (member, actor))).Where(pair => !cast.Contains(pair)).Select(pair => Vote(pair.member, pair.actor, asked))];
    }
}
