using System.Text.Json;
using HeroApi.TestKit;

namespace HeroApi.Tests.Cases.Clock;

/// <summary>Limits of a case as its answer shows them.</summary>
internal static class ClockStates
{
    /// <summary>The limit of a rule, the last one when it ran more than once.</summary>
    internal static JsonElement Limit(this Answer answer, string rule = "decide.within") =>
        answer.Json.GetProperty("deadlines").EnumerateArray().Last(limit => limit.GetProperty("rule").GetString() == rule);

    /// <summary>A member of the limit for deciding; null when it is absent.</summary>
    internal static string? Limit(this Answer answer, string rule, string member) =>
        answer.Limit(rule).TryGetProperty(member, out var value) ? value.ToString() : null;
}
