using HeroApi.Cases.Clock;
using HeroApi.Cases.Notices;
using HeroApi.Cases.Panel;
using HeroApi.Cases.Rules;

namespace HeroApi.Cases.Procedure;

/// <summary>A case with everything that decides what may be done with it; read once, judged by pure functions.</summary>
internal sealed record CaseFile
{
    public required CaseRow Case { get; init; }
    public required IReadOnlyList<ActorRow> Actors { get; init; }
    public required IReadOnlyList<DeadlineRow> Deadlines { get; init; }

    /// <summary>Its notices and what was withheld instead, the oldest first.</summary>
    public required IReadOnlyList<NoticeRow> Notices { get; init; }

    /// <summary>The rules of the place and the day of the act, pinned on the case.</summary>
    public required RuleSet Rules { get; init; }

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
}
