namespace HeroApi.Cases.Leads;

/// <summary>Something that can be done with a lead: its name, how it is asked for, and the scope it needs.</summary>
/// <param name="Path">What follows the address of the lead; null for an offer, which is a record of its own.</param>
internal sealed record LeadAction(string Name, string Method, string? Path, string Scope)
{
    internal string Href(Guid leadId) => Path is null ? "/api/v1/offers" : $"/api/v1/leads/{leadId}{Path}";
}

/// <summary>What may be done with a lead in which state, and by whom; pure, so that acting and asking agree.</summary>
internal static class LeadRules
{
    internal static readonly LeadAction Replacement = new("replacement", "PUT", "", CaseScopes.LeadsWrite);
    internal static readonly LeadAction Amendment = new("amendment", "PATCH", "", CaseScopes.LeadsWrite);
    internal static readonly LeadAction Deletion = new("deletion", "DELETE", "", CaseScopes.LeadsWrite);
    internal static readonly LeadAction Acceptance = new("acceptance", "POST", "/acceptance", CaseScopes.LeadsTriage);
    internal static readonly LeadAction Dismissal = new("dismissal", "POST", "/dismissal", CaseScopes.LeadsTriage);
    internal static readonly LeadAction Duplicate = new("duplicate", "POST", "/duplicate", CaseScopes.LeadsTriage);
    internal static readonly LeadAction Offer = new("offer", "POST", null, CaseScopes.LeadsTriage);

    internal static readonly IReadOnlyList<LeadAction> Actions = [Replacement, Amendment, Deletion, Acceptance, Dismissal, Duplicate, Offer];

    private static readonly Dictionary<string, IReadOnlyList<LeadAction>> Allowed = new()
    {
        ["reported"] = Actions,
        // The facts are still corrected while the case is worked on; the lead itself stays as what opened it.
        ["accepted"] = [Replacement, Amendment],
        ["dismissed"] = [Deletion],
        ["duplicate"] = [Deletion]
    };

    internal static IReadOnlyList<string> AllowedIn(string state) => [.. Allowed[state].Select(action => action.Name)];

    /// <summary>Everything that stands against an action; nothing when it is allowed.</summary>
    /// <param name="may">Whether the caller holds a scope.</param>
    /// <param name="owns">Whether the caller is the owner or stands above it; home organisations only read.</param>
    /// <param name="filesPending">How many of its files have not arrived.</param>
    internal static IReadOnlyList<Because> Against(LeadAction action, string state, Func<string, bool> may, bool owns, int filesPending = 0)
    {
        var reasons = new List<Because>();
        if (!may(action.Scope))
            reasons.Add(new Because { Code = Problems.Forbidden.Code, Params = new Dictionary<string, string> { ["scope"] = action.Scope } });
        if (!owns)
            reasons.Add(new Because { Code = Problems.NotOwner.Code });
        if (!Allowed[state].Contains(action))
            reasons.Add(new Because { Code = CaseErrors.LeadTransition.Code, Params = new Dictionary<string, string> { ["state"] = state } });
        if (action == Acceptance && filesPending > 0)
            reasons.Add(new Because { Code = CaseErrors.FilesPending.Code, Params = new Dictionary<string, string> { ["filesPending"] = $"{filesPending}" } });
        return reasons;
    }

    internal static void MustAllow(LeadRow lead, LeadAction action)
    {
        if (!Allowed[lead.State].Contains(action))
            throw new Refusal(CaseErrors.LeadTransition, new { action = action.Name }) { Current = new { lead.Version, lead.State }, AllowedActions = AllowedIn(lead.State) };
    }

    /// <summary>What decides about a lead must be there before it is decided.</summary>
    internal static void MustBeComplete(LeadRow lead, int filesPending)
    {
        if (filesPending > 0)
            throw new Refusal(CaseErrors.FilesPending, new { filesPending }) { Current = new { lead.Version, lead.State } };
    }

    internal static void MustBeAt(LeadRow lead, long? version)
    {
        if (version is not null && lead.Version != version)
            throw Stale.At(lead.Version);
    }
}
