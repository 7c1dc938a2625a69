namespace HeroApi.Recognition.Nominations;

/// <summary>
/// A step of a nomination: who takes it, from which states, and what else stands against it. Asking what may be done and doing it read this
/// same record, so they cannot disagree.
/// </summary>
/// <param name="Path">What follows the address of the nomination.</param>
/// <param name="ByAsked">Whether the body that is asked takes it, and not the proposer.</param>
internal sealed record NominationAction(string Name, string Path, bool ByAsked, params string[] In)
{
    /// <summary>What stands against it beyond the state.</summary>
    internal Func<NominationFile, Refusal?> Unless { get; init; } = _ => null;

    internal IEnumerable<Refusal> Against(NominationFile file)
    {
        if (!In.Contains(file.Row.State))
            yield return new Refusal(RecognitionErrors.NominationTransition, new { action = Name, state = file.Row.State });
        else if (Unless(file) is { } refusal)
            yield return refusal;
    }
}

/// <summary>A nomination with what decides about its steps.</summary>
/// <param name="Round">The asking that is open, or was the last.</param>
/// <param name="Fallen">Of how many of the nominated the confirmation was revoked.</param>
internal sealed record NominationFile(NominationRow Row, AskingRow Round, DateOnly Today, long Fallen);

/// <summary>Every step of a nomination, in the order in which it meets them.</summary>
internal static class NominationActions
{
    internal static readonly NominationAction Withdrawal = new("withdrawal", "/withdrawal", false, "proposed", "accepted", "noticed", "cleared", "returned");
    internal static readonly NominationAction Resubmission = new("resubmission", "/resubmission", false, "returned");
    internal static readonly NominationAction Acceptance = new("acceptance", "/acceptance", true, "proposed");
    internal static readonly NominationAction Return = new("return", "/return", true, "proposed", "accepted");
    internal static readonly NominationAction Refusal = new("refusal", "/refusal", true, "proposed", "accepted", "cleared");
    internal static readonly NominationAction Notice = new("notice", "/notice", true, "accepted") { Unless = Doubtful };

    internal static readonly NominationAction NoticeResult = new("notice_result", "/notice-result", true, "noticed")
    {
        Unless = file => file.Round.NoticeTo >= file.Today ? new Refusal(RecognitionErrors.NominationNoticeRuns, new { file.Round.NoticeTo }) : null
    };

    internal static readonly NominationAction Forwarding = new("forwarding", "/forwarding", true, "cleared") { Unless = Doubtful };
    internal static readonly NominationAction Grant = new("grant", "/grant", true, "cleared") { Unless = Doubtful };

    internal static readonly IReadOnlyList<NominationAction> All = [Withdrawal, Resubmission, Acceptance, Return, Refusal, Notice, NoticeResult, Forwarding, Grant];

    /// <summary>Nobody is announced, recommended or honoured for what no longer stands.</summary>
    private static Refusal? Doubtful(NominationFile file) => file.Fallen > 0 ? new Refusal(RecognitionErrors.NominationRevoked, new { personsRevoked = file.Fallen }) : null;
}
