using HeroApi.Cases.Clock;
using HeroApi.Cases.Decisions;
using HeroApi.Cases.Evidence;
using HeroApi.Cases.Filing;
using HeroApi.Cases.Investigation;
using HeroApi.Cases.Jurisdiction;
using HeroApi.Cases.Material;
using HeroApi.Cases.Notices;
using HeroApi.Cases.Panel;

namespace HeroApi.Cases.CaseFiles;

/// <summary>A case as callers see it: one act, those who acted, and how far the procedure has come for each of them.</summary>
internal sealed record CaseView : IVersioned
{
    public required Guid Id { get; init; }
    public required long Version { get; init; }

    /// <summary>Of the vocabulary case_state.</summary>
    public required string State { get; init; }

    /// <summary>The lead it was opened from.</summary>
    public Guid? LeadId { get; init; }

    public required string Summary { get; init; }
    public string? Category { get; init; }
    public required ActedBody Acted { get; init; }
    public required CasePlaceBody Place { get; init; }
    public required IReadOnlyList<ActorView> Actors { get; init; }
    public required IReadOnlyList<BeneficiaryBody> Beneficiaries { get; init; }
    public required bool Complex { get; init; }

    /// <summary>Who is competent for the place of the act.</summary>
    public Guid? CompetentOrgId { get; init; }

    /// <summary>The rule packs it goes by, in the order in which they are asked.</summary>
    public required IReadOnlyList<Guid> RulePackIds { get; init; }

    /// <summary>application, recommendation or ex_officio; null until somebody has filed.</summary>
    public string? Initiation { get; init; }

    /// <summary>The day of the first filing.</summary>
    public DateOnly? ReceivedOn { get; init; }

    /// <summary>
    /// That of the timeliest filing: in_time, excused or late, and of what is late consented or denied where the body above was
    /// asked. Null for what began ex officio, and while the window is not known.
    /// </summary>
    public string? Lateness { get; init; }

    public required IReadOnlyList<FilingView> Filings { get; init; }

    /// <summary>What was asked for because the filing lacked it.</summary>
    public required IReadOnlyList<MaterialView> MaterialRequests { get; init; }

    /// <summary>What was put to the body above.</summary>
    public required IReadOnlyList<ReferralView> Referrals { get; init; }

    /// <summary>How it ended, when it did without a decision.</summary>
    public EndingView? Ending { get; init; }

    public DateOnly? AcceptedOn { get; init; }

    /// <summary>How many tasks of the investigation are open.</summary>
    public required int OpenTasks { get; init; }

    public required IReadOnlyList<VisitView> Visits { get; init; }

    /// <summary>Without their words.</summary>
    public required IReadOnlyList<StatementView> Statements { get; init; }

    public required IReadOnlyList<EvidenceView> Evidence { get; init; }
    public required IReadOnlyList<FactView> Facts { get; init; }
    public DateOnly? ConcludedOn { get; init; }
    public string? Conclusion { get; init; }

    /// <summary>The panel that sits on it, or has given its opinion.</summary>
    public PanelView? Panel { get; init; }

    public DateOnly? ProposedOn { get; init; }

    /// <summary>Its public notices and those withheld, the oldest first.</summary>
    public required IReadOnlyList<NoticeView> Notices { get; init; }

    /// <summary>When the last of the actors got a decision.</summary>
    public DateOnly? DecidedOn { get; init; }

    public DateOnly? ClosedOn { get; init; }

    /// <summary>confirmed, refused, revoked or mixed; null until every actor has a decision.</summary>
    public string? Outcome { get; init; }

    /// <summary>Its limits of time, running and past.</summary>
    public required IReadOnlyList<DeadlineView> Deadlines { get; init; }

    public required TimelyView Timely { get; init; }
    public required Guid OwnerOrgId { get; init; }

    /// <summary>How often it has had an owner.</summary>
    public required long OwnerEpoch { get; init; }

    /// <summary>The organisations of the actors' household registration, which see the case too.</summary>
    public required IReadOnlyList<Guid> HomeOrgIds { get; init; }

    public required string Protection { get; init; }
    public required IReadOnlyList<ExternalId> ExternalIds { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    internal static CaseView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-00000000000a"),
        Version = 3,
        State = "investigating",
        LeadId = LeadView.Example.Id,
        Summary = CaseBody.Example.Summary,
        Category = CaseBody.Example.Category,
        Acted = CaseBody.Example.Acted,
        Place = CaseBody.Example.Place,
        Actors = [ActorView.Example],
        Beneficiaries = CaseBody.Example.Beneficiaries,
        Complex = false,
        RulePackIds = [Guid.Parse("01980d2c-5a00-7000-8000-000000370000")],
        Initiation = "application",
        ReceivedOn = new DateOnly(2026, 5, 11),
        Lateness = "in_time",
        Filings = [FilingView.Example],
        MaterialRequests = [],
        Referrals = [],
        AcceptedOn = new DateOnly(2026, 5, 12),
        Notices = [NoticeView.Example],
        OpenTasks = 0,
        Visits = [VisitView.Example],
        Statements = [StatementView.Example],
        Evidence = [EvidenceView.Example],
        Facts = [FactView.Example],
        Deadlines = [DeadlineView.Example],
        Timely = new TimelyView { DiscoveredAt = LeadView.Example.ReportedAt },
        OwnerOrgId = LeadView.Example.OwnerOrgId,
        OwnerEpoch = 1,
        HomeOrgIds = LeadView.Example.HomeOrgIds,
        Protection = "none",
        ExternalIds = [],
        CreatedAt = LeadView.Example.CreatedAt,
        UpdatedAt = LeadView.Example.UpdatedAt
    };
}

/// <summary>The five timely steps (及时发现、核实、确认、表彰、帮扶); null until they are done.</summary>
internal sealed record TimelyView
{
    public required DateTimeOffset DiscoveredAt { get; init; }
    public DateTimeOffset? InvestigatedAt { get; init; }
    public DateTimeOffset? ConfirmedAt { get; init; }
    public DateTimeOffset? PraisedAt { get; init; }
    public DateTimeOffset? HelpedAt { get; init; }
}

/// <summary>Somebody who stepped in, and what was decided of them; numbers are masked.</summary>
internal sealed record ActorView
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public DocumentBody? Document { get; init; }
    public string? Phone { get; init; }
    public string? HouseholdRegion { get; init; }

    /// <summary>The organisation that cares where the household is registered.</summary>
    public Guid? HomeOrgId { get; init; }

    public required string Harm { get; init; }
    public string? DutyStatus { get; init; }

    /// <summary>pending, confirmed, refused or revoked.</summary>
    public required string State { get; init; }

    /// <summary>confirmation or refusal, as the opinion proposes.</summary>
    public string? Proposal { get; init; }

    public string? ProposalReason { get; init; }

    /// <summary>Why the proposal departs from the panel's opinion.</summary>
    public string? DeviationReason { get; init; }


    /// <summary>Why confirmation is proposed although the rules exclude who was bound to act so.</summary>
    public string? DutyOverride { get; init; }

    /// <summary>What the duty status rests on, when it was found by the investigation.</summary>
    public FindingView? DutyFinding { get; init; }

    /// <summary>What the harm rests on, when it was found by a paper.</summary>
    public FindingView? InjuryFinding { get; init; }

    public DateOnly? HeardOn { get; init; }
    public PartialDate? DecidedOn { get; init; }
    public string? DecisionNumber { get; init; }
    public DateOnly? ServedOn { get; init; }

    /// <summary>requested, upheld, changed or withdrawn.</summary>
    public string? Review { get; init; }

    /// <summary>Nothing more can be asked of the confirming bodies.</summary>
    public required bool Final { get; init; }

    /// <summary>The home organisation that confirmed jointly.</summary>
    public Guid? JointOrgId { get; init; }

    /// <summary>The organisation whose decision stands; null for that of an authority outside.</summary>
    public Guid? DecidedBy { get; init; }

    /// <summary>True when an authority outside decided it, without a procedure here.</summary>
    public required bool Outside { get; init; }

    /// <summary>proposed, rejected or decided; null while nobody has proposed to revoke it.</summary>
    public string? Revocation { get; init; }

    /// <summary>How the decision came about, and every decision ever made; nothing in it is taken back.</summary>
    public required ActorHistoryView History { get; init; }

    internal static ActorView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-00000000000b"),
        Name = "示范甲",
        Document = new DocumentBody { Type = "id_card", Number = "1101**********002X" },
        Phone = "138****0000",
        HouseholdRegion = "371502",
        Harm = "none",
        DutyStatus = "none",
        State = "refused",
        Proposal = "refusal",
        ProposalReason = "证据不足以证明行为。",
        HeardOn = HearingView.Example.HeardOn,
        DecidedOn = DecisionView.Example.DecidedOn,
        DecisionNumber = DecisionView.Example.Number,
        ServedOn = ServiceView.Example.ServedOn,
        Review = "requested",
        Final = false,
        DecidedBy = DecisionView.Example.OrgId,
        Outside = false,
        History = ActorHistoryView.Example
    };
}
