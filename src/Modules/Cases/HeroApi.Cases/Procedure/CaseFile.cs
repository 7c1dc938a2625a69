using HeroApi.Cases.Clock;
using HeroApi.Cases.Filing;
using HeroApi.Cases.Investigation;
using HeroApi.Cases.Jurisdiction;
using HeroApi.Cases.Material;
using HeroApi.Cases.Notices;
using HeroApi.Cases.Panel;
using HeroApi.Cases.Rules;

namespace HeroApi.Cases.Procedure;

/// <summary>A case with everything that decides what may be done with it; read once, judged by pure functions.</summary>
internal sealed record CaseFile
{
    public required CaseRow Case { get; init; }
    public required IReadOnlyList<ActorRow> Actors { get; init; }

    /// <summary>Its limits as they are under the rules of today, the oldest first.</summary>
    public required IReadOnlyList<DeadlineRow> Deadlines { get; set; }

    /// <summary>Those that have got a length from rules published since they began, which is not written down yet.</summary>
    public IReadOnlyList<DeadlineRow> TakenUp { get; init; } = [];

    public required IReadOnlyList<FilingRow> Filings { get; init; }
    public required IReadOnlyList<MaterialRow> Materials { get; init; }
    public required IReadOnlyList<ReferralRow> Referrals { get; init; }

    /// <summary>Its notices and what was withheld instead, the oldest first.</summary>
    public required IReadOnlyList<NoticeRow> Notices { get; init; }

    /// <summary>The rules of the place and the day of the act, pinned on the case.</summary>
    public required RuleSet Rules { get; init; }

    /// <summary>What the investigation has brought, as long as the case is not past it.</summary>
    public required Inquiry Inquiry { get; init; }

    /// <summary>The panel that sits on it, or has given its opinion.</summary>
    public PanelRow? Panel { get; init; }

    /// <summary>The business date in China.</summary>
    public required DateOnly Today { get; init; }

    internal ActorRow? Actor(Guid? id) => Actors.FirstOrDefault(actor => actor.Id == id);

    /// <summary>Its actors, one of them as he is now.</summary>
    internal IReadOnlyList<ActorRow> With(ActorRow changed) => [.. Actors.Select(actor => actor.Id == changed.Id ? changed : actor)];

    /// <summary>The limit of this rule that runs or was last run; of one actor when it is his.</summary>
    internal DeadlineRow? Deadline(string rule, Guid? actorId = null) => Deadlines.LastOrDefault(known => known.Rule == rule && known.ActorId == actorId);

    /// <summary>The notice that runs or is suspended.</summary>
    internal NoticeRow? Notice => Notices.LastOrDefault(notice => notice.State is "running" or "suspended");

    /// <summary>A limit was started or changed by the command that works on the case.</summary>
    internal void Now(DeadlineRow deadline) => Deadlines = Deadlines.Any(known => known.Id == deadline.Id)
        ? [.. Deadlines.Select(known => known.Id == deadline.Id ? deadline : known)]
        : [.. Deadlines, deadline];

    /// <summary>The case with those lengths of its limits that somebody has published since they began.</summary>
    internal CaseFile UnderRulesOfToday()
    {
        List<DeadlineRow> limits = [.. Deadlines.Select(deadline => deadline.Under(Rules, Today))];
        return this with { Deadlines = limits, TakenUp = [.. limits.Except(Deadlines)] };
    }

    /// <summary>What was last put to the body above, of this kind.</summary>
    internal ReferralRow Asked(string kind) => Referrals.Last(asked => asked.Kind == kind);

    /// <summary>The business date of a step: the given one or today. None is dated before what it follows.</summary>
    internal DateOnly DayAfterLast(DateOnly? given)
    {
        var on = given ?? Today;
        var last = new[]
        {
            Case.ReceivedOn, Materials.LastOrDefault()?.RequestedOn, Materials.LastOrDefault()?.AnsweredOn, Referrals.LastOrDefault()?.AskedOn, Referrals.LastOrDefault()?.AnsweredOn,
            Case.AcceptedOn, Case.ConcludedOn, Case.ProposedOn
        }.Max();
        return on < last ? throw Invalid.At("/on", CaseErrors.BeforeLastStep, new { last }) : on;
    }
}
