using HeroApi.Cases.Rules;

namespace HeroApi.Cases.Panel;

/// <summary>The steps of a panel, between the investigation and the opinion.</summary>
internal static class PanelActions
{
    internal static readonly CaseAction Convening = new("panel", "/panel", CaseScopes.CasesDecide, "concluded")
    {
        Unless = (file, _) => [.. file.Rules.Missing(RuleKeys.Panel), .. NotProvided(file), .. NobodyToVoteOn(file)]
    };

    internal static readonly CaseAction Recusal = new("panel_recusal", "/panel/recusals", CaseScopes.CasesDecide, "concluded")
    {
        Unless = (file, _) => file.Panel is { State: "sitting" } panel ? When(!panel.Sitting.Any(), CaseErrors.PanelNobodyLeft) : [NotSitting]
    };

    internal static readonly CaseAction Votes = new("panel_votes", "/panel/votes", CaseScopes.CasesDecide, "concluded")
    {
        Unless = (file, _) => file.Panel is { State: "sitting" } panel ? [.. NobodyToVoteOn(file), .. When(!StillToVote(file, panel).Any(), CaseErrors.PanelNobodyLeft)] : [NotSitting]
    };

    internal static readonly CaseAction Opinion = new("panel_opinion", "/panel/opinion", CaseScopes.CasesDecide, "concluded")
    {
        Unless = (file, _) => file.Panel is { State: "sitting" } panel ? [.. NobodyToVoteOn(file), .. NoQuorum(file, panel)] : [NotSitting]
    };

    internal static readonly IReadOnlyList<CaseAction> All = [Convening, Recusal, Votes, Opinion];

    /// <summary>What stands against proposing an outcome without a panel, or with one that has not voted on everybody.</summary>
    internal static IEnumerable<Refusal> Missing(CaseFile file)
    {
        if (file.Rules.Find(RuleKeys.Panel) is null)
            return file.Rules.Missing(RuleKeys.Panel);
        return IsAsked(file) && !HasGivenOpinion(file) ? [new Refusal(CaseErrors.PanelMissing)] : [];
    }

    /// <summary>What the panel holds of an actor; null where none was asked or its votes are equal.</summary>
    internal static string? OutcomeFor(CaseFile file, Guid actorId) => file.Panel is { State: "closed" } panel ? panel.Tallies([actorId])[0].Outcome : null;

    private static Refusal NotSitting => new(CaseErrors.PanelNotSitting);

    private static bool IsAsked(CaseFile file) => file.Rules.Find(RuleKeys.Panel)?.Code is var code && (code == "always" || (code == "complex" && file.Case.Complex));

    private static bool HasGivenOpinion(CaseFile file) => file.Panel is { State: "closed" } panel && !NoQuorum(file, panel).Any();

    private static IEnumerable<Refusal> NotProvided(CaseFile file) => file.Rules.Find(RuleKeys.Panel) is { Code: { } code } && !IsAsked(file)
        ? [new Refusal(CaseErrors.PanelNotProvided, new { panel = code })]
        : [];

    /// <summary>Whoever was decided on elsewhere is past a panel.</summary>
    private static IEnumerable<Guid> ToVoteOn(CaseFile file) => file.Actors.Where(actor => actor.Pending).Select(actor => actor.Id);

    private static IEnumerable<Refusal> NobodyToVoteOn(CaseFile file) => When(!ToVoteOn(file).Any(), CaseErrors.NoActors);

    private static IEnumerable<Refusal> NoQuorum(CaseFile file, PanelRow panel) => panel.Tallies(ToVoteOn(file))
        .Where(tally => tally.Voted < panel.Quorum).Select(tally => new Refusal(CaseErrors.PanelNoQuorum, new { tally.ActorId, panel.Quorum, tally.Voted }));

    private static IEnumerable<(Guid, Guid)> StillToVote(CaseFile file, PanelRow panel) => panel.Sitting
        .SelectMany(member => ToVoteOn(file).Select(actor => (member.Id, actor))).Except(panel.Cast.Select(vote => (vote.MemberId, vote.ActorId)));

    private static IEnumerable<Refusal> When(bool stands, Problem problem) => stands ? [new Refusal(problem)] : [];
}
