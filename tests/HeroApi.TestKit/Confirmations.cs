namespace HeroApi.TestKit;

/// <summary>Persons whose acts were confirmed somewhere else than where they live, and what becomes of the confirmation.</summary>
public static class Confirmations
{
    /// <summary>A synthetic person registered in Dongchangfu, unhurt.</summary>
    public static object Actor() =>
        new { name = "示范甲", document = new { type = "id_card", number = "11010519491231002X" }, householdRegion = "371502", harm = "none", dutyStatus = "none" };

    /// <summary>A case of one actor that was carried to his confirmation; his file is there.</summary>
    public static async Task<Answer> Confirmed(this Api api, Client county, string number, object actor)
    {
        var ready = await county.ReadyCase(api, ("actors", new[] { actor }));
        var decided = await county.Step(ready, $"actors/{ready.Parts("actors")[0]}/confirmation", new { number });
        await api.Settle();
        return decided;
    }

    /// <summary>The confirmation is revoked, and the decision asks for these things back.</summary>
    public static async Task Revoked(this Api api, Client county, Answer decided, params string[] recover)
    {
        var actor = decided.Parts("actors")[0];
        var proposed = await county.Step(decided, $"actors/{actor}/revocation-proposal", new { reason = "伪造证言", evidence = "证人更正" });
        await county.Step(proposed, $"actors/{actor}/revocation", new { number = "郑见撤〔2026〕1号", reasons = "伪造证言", recover = recover.Select(what => new { what }) });
        await api.Settle();
    }
}
