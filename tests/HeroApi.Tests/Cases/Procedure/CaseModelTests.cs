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
    private const int Walks = 12;
    private const int StepsOfAWalk = 40;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Asking_and_acting_agree_wherever_a_case_goes(Engine engine)
    {
        await using var api = await Api.On(engine);
        var stage = await CaseWalk.On(api);
        var walks = Gen.Choose(0, int.MaxValue - 1).ArrayOf(StepsOfAWalk).ToArbitrary();

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Walks).WithReplay(20260601, 7), Prop.ForAll(walks, stage.Play));

        stage.Taken.Keys.Except(CaseActions.All.Select(action => action.Name)).ShouldBeEmpty();
        stage.Refused.ShouldBeGreaterThan(Walks);
        CaseActions.All.Select(action => action.Name).Except(stage.Taken.Keys).Except(CaseSteps.Rare).ShouldBeEmpty();
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

    private CaseWalk(Api api, Client[] callers) => (this.api, this.callers) = (api, callers);

    /// <summary>How often each step was taken.</summary>
    internal Dictionary<string, int> Taken { get; } = [];

    /// <summary>How often a step was refused as foretold.</summary>
    internal int Refused { get; private set; }

    internal static async Task<CaseWalk> On(Api api)
    {
        var city = await api.Organisation(region: "410100", level: "prefecture");
        var county = await api.Organisation(under: city, region: "410102");
        var home = await api.Organisation(region: "371502");
        return new CaseWalk(api, [county, county, county, city, home]);
    }

    internal bool Play(int[] choices)
    {
        // FsCheck shrinks synchronously.
        Task.Run(() => Walk(choices)).GetAwaiter().GetResult();
        return true;
    }

    private async Task Walk(int[] choices)
    {
        var opened = await callers[0].OpenedCase(("actors", new[]
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
            var pool = allowed.Count > 0 && choice % 4 > 0 ? allowed : actions;
            await Try(caller, seen, pool[choice / 31 % pool.Count], choice);
        }
    }

    private async Task Try(Client caller, Answer seen, JsonElement action, int choice)
    {
        var name = action.GetProperty("name").GetString()!;
        var actor = action.TryGetProperty("actorId", out var id) ? id.GetGuid() : (Guid?)null;
        var body = CaseSteps.Bodies[name](new Asked(seen.Json, actor, choice));
        var answer = await caller.Send(HttpMethod.Parse(action.GetProperty("method").GetString()!), action.GetProperty("href").GetString()!, body, seen.Version, Guid.NewGuid().ToString());

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
internal sealed record Asked(JsonElement Case, Guid? ActorId, int Choice)
{
    internal IReadOnlyList<JsonElement> Actors => [.. Case.GetProperty("actors").EnumerateArray()];

    internal T Either<T>(T one, T other) => Choice / 11 % 2 == 0 ? one : other;
}

/// <summary>A body for every step of the procedure.</summary>
internal static class CaseSteps
{
    internal static readonly string[] LeadNowhere = ["replacement", "amendment", "deletion", "filing"];

    /// <summary>Steps that a walk need not come by; tests of their own take them.</summary>
    internal static readonly string[] Rare = ["replacement", "amendment", "deletion"];

    internal static readonly IReadOnlyDictionary<string, Func<Asked, object?>> Bodies = new Dictionary<string, Func<Asked, object?>>
    {
        ["filing"] = asked => new { kind = asked.Either("application", "recommendation"), filer = asked.Either("actor", "beneficiary") },
        ["acceptance"] = _ => new { reason = "事实初步清楚" },
        ["non_acceptance"] = _ => new { reason = "不属见义勇为" },
        ["conclusion"] = _ => new { conclusion = "事实清楚" },
        ["proposal"] = asked => new
        {
            actors = asked.Actors.Select((actor, index) => new { actorId = actor.GetProperty("id").GetGuid(), outcome = (asked.Choice / 13 + index) % 3 == 0 ? "refusal" : "confirmation", reason = "事实清楚" })
        }
    };
}
