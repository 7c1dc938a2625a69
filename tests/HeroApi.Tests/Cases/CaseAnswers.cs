using HeroApi.TestKit;

namespace HeroApi.Tests.Cases;

/// <summary>What tests ask of a case beside taking its steps.</summary>
internal static class CaseAnswers
{
    /// <summary>The first code that stands against a step; null when it is allowed.</summary>
    internal static async Task<string?> Reason(this Client officer, Answer known, string step)
    {
        var action = (await officer.Get($"cases/{known.Id}/actions")).Json.GetProperty("actions").EnumerateArray().First(action => action.GetProperty("name").GetString() == step);
        return action.GetProperty("allowed").GetBoolean() ? null : action.GetProperty("because")[0].GetProperty("code").GetString();
    }
}
