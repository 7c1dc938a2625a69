using HeroApi.Cases.Rules;

namespace HeroApi.Cases.Material;

/// <summary>The steps by which a filing is completed, or lapses.</summary>
internal static class MaterialActions
{
    /// <summary>The limit of the answer: its last day is set by the request, not by a rule.</summary>
    internal const string Answered = "material.answer";

    internal static readonly CaseAction Request = new("material_request", "/material-request", CaseScopes.CasesWrite, "filed")
    {
        Unless = (file, _) => file.Materials.Count > 0 && file.Rules.Find(RuleKeys.MaterialOnce)?.Flag == true ? [new Refusal(CaseErrors.MaterialOnce)] : []
    };

    internal static readonly CaseAction Answer = new("material", "/material", CaseScopes.CasesWrite, "awaiting_material");

    internal static readonly CaseAction Lapse = new("lapse", "/lapse", CaseScopes.CasesDecide, "awaiting_material") { Unless = (file, _) => StillAwaited(file) };

    internal static readonly IReadOnlyList<CaseAction> All = [Request, Answer, Lapse];

    /// <summary>What was answered in part is decided on by what there is.</summary>
    private static IEnumerable<Refusal> StillAwaited(CaseFile file)
    {
        var request = file.Materials[^1];
        if (file.Today <= request.AnswerBy)
            yield return new Refusal(CaseErrors.MaterialAwaited, new { request.AnswerBy });
        if (request.Asked.Any(item => item.CameOn is not null))
            yield return new Refusal(CaseErrors.MaterialCame);
    }
}
