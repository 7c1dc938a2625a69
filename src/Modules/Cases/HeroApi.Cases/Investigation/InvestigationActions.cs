using HeroApi.Cases.Rules;

namespace HeroApi.Cases.Investigation;

/// <summary>The steps of the investigation.</summary>
internal static class InvestigationActions
{
    /// <summary>Proof is secured from the first word on, and still when a panel asks for more.</summary>
    internal static readonly string[] Gathering = ["opened", "filed", "awaiting_material", "awaiting_consent", "disputed", "investigating", "concluded"];

    internal static readonly CaseAction Task = new("task", "/tasks", CaseScopes.CasesWrite, "opened", "filed", "awaiting_material", "awaiting_consent", "disputed", "investigating");

    internal static readonly CaseAction TaskResult = new("task_result", "/task-results", CaseScopes.CasesWrite, "filed", "awaiting_material", "awaiting_consent", "disputed", "investigating")
    {
        Unless = (file, _) => OpenTasks(file) == 0 ? [new Refusal(CaseErrors.NoOpenTask)] : []
    };

    internal static readonly CaseAction Visit = new("visit", "/visits", CaseScopes.CasesWrite, Gathering);

    internal static readonly CaseAction Statement = new("statement", "/statements", CaseScopes.CasesWrite, Gathering);

    internal static readonly CaseAction StatementCorrection = new("statement_correction", "/statement-corrections", CaseScopes.CasesWrite, "investigating", "concluded")
    {
        Unless = (file, _) => file.Inquiry.Statements.Count == 0 ? [new Refusal(CaseErrors.NoStatement)] : []
    };

    internal static readonly CaseAction Conclusion = new("conclusion", "/conclusion", CaseScopes.CasesWrite, "investigating")
    {
        Unless = (file, _) => [.. Unproven(file), .. Unsettled(file), .. StillOpen(file)]
    };

    internal static readonly IReadOnlyList<CaseAction> All = [Task, TaskResult, Visit, Statement, StatementCorrection, Conclusion];

    private static int OpenTasks(CaseFile file) => file.Inquiry.Tasks.Count(task => task.State == "open");

    private static IEnumerable<Refusal> StillOpen(CaseFile file) => OpenTasks(file) is > 0 and var open ? [new Refusal(CaseErrors.TasksOpen, new { open })] : [];

    /// <summary>Something must carry the conclusion: proof that was verified, or of a kind that the law lets stand by itself.</summary>
    private static IEnumerable<Refusal> Unproven(CaseFile file)
    {
        var alone = file.Rules.Find(RuleKeys.EvidenceAlone)?.Codes ?? [];
        return file.Inquiry.Evidence.Any(proof => proof.State == "verified" || (proof.State == "unverified" && alone.Contains(proof.Kind)))
            ? []
            : [new Refusal(CaseErrors.EvidenceMissing, new { alone })];
    }

    /// <summary>What was to be established is settled, and what is said to be rests on proof that was not found untrue.</summary>
    private static IEnumerable<Refusal> Unsettled(CaseFile file)
    {
        var standing = file.Inquiry.Evidence.Where(proof => proof.State != "rejected").Select(proof => proof.Id).ToHashSet();
        foreach (var fact in file.Inquiry.Facts)
            if (fact.State == "to_establish")
                yield return new Refusal(CaseErrors.FactOpen, new { factId = fact.Id });
            else if (fact.State == "established" && !fact.EvidenceIds.Any(standing.Contains))
                yield return new Refusal(CaseErrors.FactUnproven, new { factId = fact.Id });
    }
}
