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

    internal static object Actor() => new { name = "示范甲", document = new { type = "id_card", number = "11010519491231002X" }, householdRegion = "371502", harm = "none", dutyStatus = "none" };

    /// <summary>A case of one actor that was carried to his confirmation; his file is there.</summary>
    internal static async Task<Answer> Confirmed(this Api api, Client county, string number, object actor)
    {
        var ready = await county.ReadyCase(api, ("actors", new[] { actor }));
        var decided = await county.Step(ready, $"actors/{ready.Parts("actors")[0]}/confirmation", new { number });
        await api.Settle();
        return decided;
    }

    /// <summary>The confirmation is revoked, and the decision asks for something back.</summary>
    internal static async Task Revoked(this Api api, Client county, Answer decided, string recover)
    {
        var actor = decided.Parts("actors")[0];
        var proposed = await county.Step(decided, $"actors/{actor}/revocation-proposal", new { reason = "伪造证言", evidence = "证人更正" });
        await county.Step(proposed, $"actors/{actor}/revocation", new { number = "郑见撤〔2026〕1号", reasons = "伪造证言", recover = new[] { new { what = recover } } });
        await api.Settle();
    }
}
