namespace HeroApi.Recognition.Verification;

/// <summary>The codes of verification rounds.</summary>
internal static class VerificationCodes
{
    internal static readonly Vocabulary RoundStates = new("verification_round_state",
        ("open", "进行中", "Open"),
        ("closed", "已结束", "Closed"));

    internal static readonly Vocabulary ItemStates = new("verification_item_state",
        ("due", "待核实", "Due"),
        ("done", "已核实", "Done"));

    internal static readonly Vocabulary Outcomes = new("verification_outcome",
        ("unchanged", "情况无变化", "Nothing has changed"),
        ("changed", "情况有变化", "Something has changed"),
        ("unreachable", "暂时联系不上", "The person could not be reached"),
        ("lost", "失联", "Contact is lost"),
        ("deceased", "去世", "The person has died"));
}
