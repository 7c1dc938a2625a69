namespace HeroApi.Cases.Leads;

/// <summary>What may be done with a lead in which state; pure, so that acting and asking agree.</summary>
internal static class LeadRules
{
    internal const string Acceptance = "acceptance";

    private static readonly Dictionary<string, IReadOnlyList<string>> Allowed = new()
    {
        ["reported"] = [Acceptance],
        ["accepted"] = [],
        ["dismissed"] = [],
        ["duplicate"] = []
    };

    internal static IReadOnlyList<string> AllowedIn(string state) => Allowed[state];

    internal static void MustAllow(LeadRow lead, string action)
    {
        if (!Allowed[lead.State].Contains(action))
            throw new Refusal(CaseErrors.LeadTransition, new { action }) { Current = new { lead.Version, lead.State }, AllowedActions = Allowed[lead.State] };
    }

    internal static void MustBeAt(LeadRow lead, long version)
    {
        if (lead.Version != version)
            throw Stale.At(lead.Version);
    }
}
