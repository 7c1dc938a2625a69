using System.Net;
using HeroApi.TestKit;

namespace HeroApi.Tests.Recognition.Plaques;

/// <summary>The states that tests of plaques, certificates and ceremonies begin in.</summary>
internal static class PlaqueStates
{
    /// <summary>A hero file from old papers.</summary>
    internal static async Task<Answer> Hero(this Client keeper, string name, string region = "371502", string? diedOn = null, string protection = "none") =>
        (await keeper.Post("heroes", new { name, householdRegion = region, diedOn, protection })).Must(HttpStatusCode.Created);

    /// <summary>The file with a plaque that was made today.</summary>
    internal static async Task<Answer> Made(this Client keeper, Answer hero) => (await keeper.Post($"heroes/{hero.Id}/plaques", new { by = "示范牌匾厂" })).Must(HttpStatusCode.OK);

    /// <summary>The file after its first plaque was issued and hung today.</summary>
    internal static async Task<Answer> Hung(this Client keeper, Answer made)
    {
        var issued = (await keeper.Act(made, "issue", new { by = "示范县见义勇为协会" })).Must(HttpStatusCode.OK);
        return (await keeper.Act(issued, "hanging", new { by = "示范村村委会" })).Must(HttpStatusCode.OK);
    }

    /// <summary>Asks for a step of the first plaque of a file, at the version just seen.</summary>
    internal static Task<Answer> Act(this Client keeper, Answer hero, string step, object body) =>
        keeper.Post($"heroes/{hero.Id}/plaques/{hero.Parts("plaques")[0]}/{step}", body, ifMatch: hero.Version);
}
