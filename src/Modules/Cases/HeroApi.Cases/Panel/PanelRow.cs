using System.Text.Json;

namespace HeroApi.Cases.Panel;

/// <summary>The row of a panel: who sits on it, how they voted, what came of it.</summary>
internal sealed record PanelRow
{
    internal const string Columns = "id, case_id, state, convened_on, quorum, members, votes, opinion_on, minutes, minutes_file_id";

    public required Guid Id { get; init; }
    public required Guid CaseId { get; init; }

    /// <summary>sitting, closed (it has given its opinion) or superseded.</summary>
    public required string State { get; init; }

    public required DateOnly ConvenedOn { get; init; }
    public required int Quorum { get; init; }

    /// <summary>A JSON array of <see cref="PanelMemberView"/>.</summary>
    public required string Members { get; init; }

    /// <summary>A JSON array of <see cref="PanelVote"/>, in the order in which they were minuted.</summary>
    public required string Votes { get; init; }

    public DateOnly? OpinionOn { get; init; }
    public string? Minutes { get; init; }
    public Guid? MinutesFileId { get; init; }

    internal IReadOnlyList<PanelMemberView> Seats => JsonSerializer.Deserialize<IReadOnlyList<PanelMemberView>>(Members, Json.Stored)!;

    internal IReadOnlyList<PanelVote> Cast => JsonSerializer.Deserialize<IReadOnlyList<PanelVote>>(Votes, Json.Stored)!;

    /// <summary>Those who may still vote: members not recused.</summary>
    internal IEnumerable<PanelMemberView> Sitting => Seats.Where(member => member.RecusedOn is null);

    /// <summary>How the votes that count fell on each of these actors: those of members not recused.</summary>
    internal IReadOnlyList<PanelTallyView> Tallies(IEnumerable<Guid> actorIds)
    {
        var sitting = Sitting.Select(member => member.Id).ToHashSet();
        var counted = Cast.Where(vote => sitting.Contains(vote.MemberId)).ToLookup(vote => vote.ActorId, vote => vote.Vote);
        return [.. actorIds.Select(id => PanelTallyView.Of(id, [.. counted[id]]))];
    }

    internal PanelView View(IEnumerable<Guid> actorIds) => new()
    {
        Id = Id,
        State = State,
        ConvenedOn = ConvenedOn,
        Quorum = Quorum,
        Members = Seats,
        Tallies = Tallies(actorIds),
        OpinionOn = OpinionOn,
        Minutes = Minutes,
        MinutesFileId = MinutesFileId
    };
}

/// <summary>One member's vote on one actor, as minuted.</summary>
internal sealed record PanelVote
{
    public required Guid MemberId { get; init; }
    public required Guid ActorId { get; init; }

    /// <summary>confirm, refuse or abstain.</summary>
    public required string Vote { get; init; }
}
