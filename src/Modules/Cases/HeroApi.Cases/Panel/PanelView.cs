namespace HeroApi.Cases.Panel;

/// <summary>A panel as callers see it: its members, and how their votes fell. Who voted how is told by the list of panels alone.</summary>
internal sealed record PanelView
{
    public required Guid Id { get; init; }

    /// <summary>sitting, closed or superseded.</summary>
    public required string State { get; init; }

    public required DateOnly ConvenedOn { get; init; }

    /// <summary>How many members not recused must have voted on an actor, abstentions included.</summary>
    public required int Quorum { get; init; }

    public required IReadOnlyList<PanelMemberView> Members { get; init; }

    /// <summary>One for each actor of the case.</summary>
    public required IReadOnlyList<PanelTallyView> Tallies { get; init; }

    public DateOnly? OpinionOn { get; init; }

    /// <summary>The minutes in brief.</summary>
    public string? Minutes { get; init; }

    public Guid? MinutesFileId { get; init; }

    internal static PanelView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-0000000000e1"),
        State = "closed",
        ConvenedOn = new DateOnly(2026, 5, 22),
        Quorum = 3,
        Members = [PanelMemberView.Example],
        Tallies = [PanelTallyView.Example],
        OpinionOn = new DateOnly(2026, 5, 22),
        Minutes = "三名委员到会，一致认为事实清楚，建议确认。"
    };
}

/// <summary>Somebody who sits on a panel.</summary>
internal sealed record PanelMemberView
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }

    /// <summary>Of the vocabulary panel_quality.</summary>
    public required string Quality { get; init; }

    /// <summary>Where the member comes from.</summary>
    public string? Unit { get; init; }

    public required bool Chair { get; init; }

    /// <summary>Since when the member takes no part; votes given before do not count.</summary>
    public DateOnly? RecusedOn { get; init; }

    internal static PanelMemberView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-0000000000e2"),
        Name = "示范委员",
        Quality = "authority",
        Unit = "示范市公安局",
        Chair = true
    };
}

/// <summary>How the votes of members not recused fell on one actor.</summary>
internal sealed record PanelTallyView
{
    public required Guid ActorId { get; init; }
    public required int Confirm { get; init; }
    public required int Refuse { get; init; }
    public required int Abstain { get; init; }

    /// <summary>confirmation or refusal, whichever has more votes; null while they are equal: no text gives anybody a casting vote.</summary>
    public string? Outcome { get; init; }

    internal int Voted => Confirm + Refuse + Abstain;

    internal static PanelTallyView Example => new() { ActorId = ActorView.Example.Id, Confirm = 3, Refuse = 0, Abstain = 0, Outcome = "confirmation" };

    internal static PanelTallyView Of(Guid actorId, IReadOnlyCollection<string> votes)
    {
        var (confirm, refuse) = (votes.Count(vote => vote == "confirm"), votes.Count(vote => vote == "refuse"));
        return new PanelTallyView
        {
            ActorId = actorId,
            Confirm = confirm,
            Refuse = refuse,
            Abstain = votes.Count - confirm - refuse,
            Outcome = confirm > refuse ? "confirmation" : refuse > confirm ? "refusal" : null
        };
    }
}

/// <summary>The codes of panels.</summary>
internal static class PanelCodes
{
    internal static readonly Vocabulary States = new("panel_state",
        ("sitting", "评议中", "Sitting"),
        ("closed", "已出具意见", "Has given its opinion"),
        ("superseded", "已被取代", "Another has taken its place"));

    /// <summary>In what quality somebody sits on a panel (statutes.md: Shandong Arts. 11 and 14, Henan Art. 9, Beijing measures Art. 5).</summary>
    internal static readonly Vocabulary Qualities = new("panel_quality",
        ("authority", "确认机关", "Of the confirming authority"),
        ("department", "有关部门", "Of another department"),
        ("deputy", "人大代表", "People's congress deputy"),
        ("cppcc_member", "政协委员", "CPPCC member"),
        ("expert", "专家", "Expert"),
        ("legal_worker", "法律工作者", "Legal worker"),
        ("model_worker", "劳动模范", "Model worker"),
        ("citizen", "群众代表", "Citizen"),
        ("other", "其他", "Other"));

    internal static readonly Vocabulary Votes = new("panel_vote",
        ("confirm", "同意确认", "Confirm"),
        ("refuse", "不同意确认", "Refuse"),
        ("abstain", "弃权", "Abstain"));
}
