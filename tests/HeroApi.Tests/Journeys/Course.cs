using System.Net;
using System.Text.Json;
using HeroApi.TestKit;
using Shouldly;

namespace HeroApi.Tests.Journeys;

/// <summary>Words for the course of a case through a statute.</summary>
internal static class Course
{
    /// <summary>Lets it become noon of a day in China, with everything that falls due on the way.</summary>
    internal static async Task Becomes(this Api api, string day)
    {
        var noon = new DateTimeOffset(DateOnly.ParseExact(day, "yyyy-MM-dd").ToDateTime(new TimeOnly(12, 0)), TimeSpan.FromHours(8));
        api.Clock.Advance(noon - api.Clock.GetUtcNow());
        await api.Settle();
    }

    /// <summary>The case as it is now.</summary>
    internal static async Task<Answer> Now(this Client officer, Answer seen) => (await officer.Get($"cases/{seen.Id}")).Must(HttpStatusCode.OK);

    internal static Guid Actor(this Answer seen, int index = 0) => seen.Json.GetProperty("actors")[index].GetProperty("id").GetGuid();

    internal static string? ActorState(this Answer seen, int index = 0) => seen.Json.GetProperty("actors")[index].GetProperty("state").GetString();

    /// <summary>The last limit of this rule.</summary>
    internal static JsonElement Clock(this Answer seen, string rule) => seen.Json.GetProperty("deadlines").EnumerateArray().Last(clock => clock.GetProperty("rule").GetString() == rule);

    internal static void MustBeDue(this Answer seen, string rule, string dueOn, string state = "running")
    {
        var clock = seen.Clock(rule);
        clock.GetProperty("state").GetString().ShouldBe(state);
        clock.GetProperty("dueOn").GetString().ShouldBe(dueOn);
    }

    /// <summary>What /actions says against a step.</summary>
    internal static async Task<IReadOnlyList<string?>> Against(this Client officer, Answer seen, string step) =>
        [.. (await officer.Get($"cases/{seen.Id}/actions")).Must(HttpStatusCode.OK).Json.GetProperty("actions").EnumerateArray()
            .Where(action => action.GetProperty("name").GetString() == step && !action.GetProperty("allowed").GetBoolean())
            .SelectMany(action => action.GetProperty("because").EnumerateArray().Select(because => because.GetProperty("code").GetString()))];

    /// <summary>The opinion: for each of the actors in turn.</summary>
    internal static Task<Answer> Propose(this Client officer, Answer concluded, params string[] outcomes) => officer.Step(concluded, "proposal",
        new { actors = outcomes.Select((outcome, index) => new { actorId = concluded.Actor(index), outcome, reason = "经调查核实" }) });

    /// <summary>Publishes the rules of a place, which are in force for acts from 2020 on.</summary>
    internal static async Task Publishes(this Client body, string region, object rules) =>
        (await body.Post("rule-packs", new { region, title = "本地见义勇为确认工作规定", effectiveFrom = "2020-01-01", rules })).Must(HttpStatusCode.Created);

    internal static object Days(int amount, string article = "第五条") => new { period = new { amount, unit = "days" }, article };
}
