using System.Net;
using System.Text.Json;

namespace HeroApi.TestKit;

/// <summary>What tests do with the decisions on the actors of a case.</summary>
public static class Decisions
{
    /// <summary>One of the actors, in the order of the case.</summary>
    public static JsonElement Actor(this Answer seen, int index) => seen.Json.GetProperty("actors")[index];

    public static Guid ActorId(this Answer seen, int index) => seen.Actor(index).GetProperty("id").GetGuid();

    /// <summary>The opinion on a concluded case, for each of its actors in turn, after a panel that holds so.</summary>
    public static async Task<Answer> ProposeEach(this Client officer, Answer concluded, params string[] outcomes)
    {
        var seen = await officer.PanelledCase(concluded, [.. outcomes.Select(outcome => outcome == "confirmation" ? "confirm" : "refuse")]);
        return await officer.Step(seen, "proposal", new { actors = outcomes.Select((outcome, index) => new { actorId = seen.ActorId(index), outcome, reason = "事实清楚，证据充分。" }) });
    }

    /// <summary>One who is to be refused was told why, and heard, today.</summary>
    public static async Task<Answer> Hear(this Client officer, Answer seen, int actor = 0) =>
        (await officer.Post($"cases/{seen.Id}/actors/{seen.ActorId(actor)}/hearing", new { toldOn = Today(seen), heardOn = Today(seen), statement = "请求再查看视频。" }))
            .Must(HttpStatusCode.OK);

    /// <summary>Decides on one actor today: confirmation or refusal.</summary>
    public static async Task<Answer> Decide(this Client officer, Answer seen, string decision, int actor, string number) =>
        (await officer.TryDecide(seen, decision, actor, number)).Must(HttpStatusCode.OK);

    public static Task<Answer> TryDecide(this Client officer, Answer seen, string decision, int actor, string number) =>
        officer.TryActor(seen, actor, decision, new { number, reasons = decision == "refusal" ? "证据不足以证明行为。" : "见义勇为行为属实。" });

    /// <summary>The decision on one actor is handed over today.</summary>
    public static Task<Answer> Serve(this Client officer, Answer seen, int actor) =>
        officer.ActorStep(seen, actor, "service", new { method = "direct", receiver = "示范甲" });

    /// <summary>A case whose only actor was heard and refused today.</summary>
    public static async Task<Answer> RefusedCase(this Client officer, string number = "示见义决〔2026〕1号") =>
        await officer.Decide(await officer.Hear(await officer.Propose(await officer.ConcludedCase(), "refusal")), "refusal", 0, number);

    /// <summary>A case whose only actor was confirmed after the notice, and has his paper.</summary>
    public static async Task<Answer> ConfirmedCase(this Client officer, Api api, string number = "示见义确〔2026〕1号") =>
        await officer.Serve(await officer.Decide(await officer.ReadyCase(api), "confirmation", 0, number), 0);

    /// <summary>A case as it is now, after everything that was due has been done.</summary>
    public static async Task<Answer> Settled(this Client officer, Api api, Answer seen)
    {
        await api.Settle();
        return (await officer.Get($"cases/{seen.Id}")).Must(HttpStatusCode.OK);
    }

    /// <summary>The kinds of all decisions ever made on one actor.</summary>
    public static IReadOnlyList<string?> Kinds(this Answer seen, int actor) =>
        [.. seen.Actor(actor).GetProperty("history").GetProperty("decisions").EnumerateArray().Select(decision => decision.GetProperty("kind").GetString())];

    /// <summary>Takes a step for one actor, at the version just seen; it must succeed.</summary>
    public static async Task<Answer> ActorStep(this Client officer, Answer seen, int actor, string step, object body) =>
        (await officer.TryActor(seen, actor, step, body)).Must(HttpStatusCode.OK);

    public static Task<Answer> TryActor(this Client officer, Answer seen, int actor, string step, object body) =>
        officer.Try(seen, $"actors/{seen.ActorId(actor)}/{step}", body);

    /// <summary>Whether <c>/actions</c> allows a step; of a step for actors, for the given one.</summary>
    public static async Task<bool> Allowed(this Client officer, Answer seen, string action, int actor = 0) =>
        (await officer.Get($"cases/{seen.Id}/actions")).Json.GetProperty("actions").EnumerateArray()
            .Single(item => item.GetProperty("name").GetString() == action && (!item.TryGetProperty("actorId", out var of) || of.GetGuid() == seen.ActorId(actor)))
            .GetProperty("allowed").GetBoolean();

    private static string Today(Answer seen) => seen.Text("proposedOn")!;
}
