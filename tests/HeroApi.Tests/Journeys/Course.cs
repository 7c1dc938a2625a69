using System.Globalization;
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
        var noon = new DateTimeOffset(DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture).ToDateTime(new TimeOnly(12, 0)), TimeSpan.FromHours(8));
        api.Clock.Advance(noon - api.Clock.GetUtcNow());
        await api.Settle();
    }

    /// <summary>The case as it is now.</summary>
    internal static async Task<Answer> Now(this Client officer, Answer seen) => (await officer.Get($"cases/{seen.Id}")).Must(HttpStatusCode.OK);

    internal static Guid Actor(this Answer seen, int index = 0) => seen.Parts("actors")[index];

    /// <summary>What was decided of each of the actors.</summary>
    internal static IReadOnlyList<string?> ActorStates(this Answer seen) => [.. seen.Json.GetProperty("actors").EnumerateArray().Select(actor => actor.GetProperty("state").GetString())];

    /// <summary>The last limit that this rule has set.</summary>
    internal static JsonElement Limit(this Answer seen, string rule) =>
        seen.Json.GetProperty("deadlines").EnumerateArray().Last(limit => limit.GetProperty("rule").GetString() == rule);

    internal static void MustBeDue(this Answer seen, string rule, string dueOn, string state = "running")
    {
        var limit = seen.Limit(rule);
        limit.GetProperty("state").GetString().ShouldBe(state, limit.GetRawText());
        limit.GetProperty("dueOn").GetString().ShouldBe(dueOn, limit.GetRawText());
    }

    /// <summary>An accepted case whose facts are established, concluded today.</summary>
    internal static async Task<Answer> Conclude(this Client officer, Answer accepted) =>
        await officer.Step(await officer.ProvenCase(accepted), "conclusion", new { conclusion = "两名见证人证实，事实清楚。" });

    /// <summary>The opinion: for each of the actors in turn.</summary>
    internal static Task<Answer> ProposeEach(this Client officer, Answer concluded, params string[] outcomes) => officer.Step(concluded, "proposal",
        new { actors = outcomes.Select((outcome, index) => new { actorId = concluded.Actor(index), outcome, reason = "经调查核实" }) });

    /// <summary>A step for one of the actors.</summary>
    internal static Task<Answer> StepFor(this Client officer, Answer seen, int actor, string step, object body) => officer.Step(seen, $"actors/{seen.Actor(actor)}/{step}", body);

    internal static Task<Answer> TryFor(this Client officer, Answer seen, int actor, string step, object body) => officer.Try(seen, $"actors/{seen.Actor(actor)}/{step}", body);

    internal static Task<Answer> Serve(this Client officer, Answer seen, int actor) => officer.StepFor(seen, actor, "service", new { method = "direct", receiver = "本人签收" });

    /// <summary>Two who stepped in together.</summary>
    internal static readonly (string, object?) Two = ("actors", new[] { new { name = "示范甲", harm = "none", dutyStatus = "none" }, new { name = "示范乙", harm = "none", dutyStatus = "none" } });

    internal static (string, object?) In(string region) => ("place", new { regionCode = region, address = "示范河边" });
}
