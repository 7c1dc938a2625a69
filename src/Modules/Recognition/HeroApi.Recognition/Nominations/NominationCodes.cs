namespace HeroApi.Recognition.Nominations;

/// <summary>The codes of nominations.</summary>
internal static class NominationCodes
{
    internal const int MostMissing = 20;
    internal const int MostPlaces = 10;

    /// <summary>Where a nomination stands with the body that is asked.</summary>
    internal static readonly Vocabulary States = new("nomination_state",
        ("proposed", "已申报", "Proposed: the body that is asked has not answered"),
        ("accepted", "已受理", "Accepted: its public notice comes next"),
        ("noticed", "公示中", "Its public notice runs"),
        ("cleared", "公示通过", "The notice is over, or was withheld: it may be granted, or go to the next body"),
        ("returned", "退回补正", "Returned: something is missing"),
        ("declined", "未通过", "Declined"),
        ("withdrawn", "已撤回", "Withdrawn by the proposer"),
        ("granted", "已授予", "Granted: there is an award"));

    /// <summary>How one body has answered; a body that sent it on has forwarded it.</summary>
    internal static readonly Vocabulary RoundStates = new("nomination_round_state",
        [.. States.Terms.Select(term => (term.Code, term.Zh, term.En)), ("forwarded", "已上报", "Forwarded to the next body")]);
}
