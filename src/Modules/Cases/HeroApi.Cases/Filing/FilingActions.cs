using HeroApi.Cases.Rules;

namespace HeroApi.Cases.Filing;

/// <summary>The steps from the first filing to acceptance.</summary>
internal static class FilingActions
{
    internal static readonly CaseAction Filing = new("filing", "/filings", CaseScopes.CasesWrite,
        "opened", "filed", "awaiting_material", "awaiting_consent", "disputed", "investigating");

    internal static readonly CaseAction Acceptance = new("acceptance", "/acceptance", CaseScopes.CasesDecide, "filed")
    {
        Unless = (file, _) => [.. file.Rules.Missing(RuleKeys.DecideStarts), .. Lateness.Against(file)]
    };

    internal static readonly CaseAction NonAcceptance = new("non_acceptance", "/non-acceptance", CaseScopes.CasesDecide, "filed", "awaiting_material");

    internal static readonly CaseAction ConsentRequest = new("consent_request", "/consent-request", CaseScopes.CasesWrite, "filed") { Unless = (file, _) => NothingToAsk(file) };

    internal static readonly CaseAction Consent = new("consent", "/consent", CaseScopes.CasesDecide, "awaiting_consent") { AboveOnly = true };

    /// <summary>While a public notice runs, that is withdrawn first.</summary>
    internal static readonly CaseAction Withdrawal = new("withdrawal", "/withdrawal", CaseScopes.CasesWrite,
        "filed", "awaiting_material", "awaiting_consent", "disputed", "investigating", "concluded", "panel", "proposed", "ready")
    { Unless = (file, _) => NotTheirs(file) };

    internal static readonly IReadOnlyList<CaseAction> All = [Filing, Acceptance, NonAcceptance, ConsentRequest, Consent, Withdrawal];

    /// <summary>Only what is late, and not yet answered, where the law leaves it to the body above.</summary>
    private static IEnumerable<Refusal> NothingToAsk(CaseFile file)
    {
        if (file.Rules.Missing(RuleKeys.FilingWindow, RuleKeys.FilingStrictness).ToList() is { Count: > 0 } missing)
            return missing;

        return Lateness.Of(file) == "late" && file.Rules.Code(RuleKeys.FilingStrictness) == "ask_higher" ? [] : [new Refusal(CaseErrors.ConsentNotNeeded)];
    }

    private static IEnumerable<Refusal> NotTheirs(CaseFile file)
    {
        if (file.Filings.Any(filing => filing.Kind == "ex_officio"))
            yield return new Refusal(CaseErrors.BegunExOfficio);
        if (file.Actors.FirstOrDefault(actor => actor.State != "pending") is { } decided)
            yield return new Refusal(CaseErrors.DecidedAlready, new { actorId = decided.Id });
    }
}
