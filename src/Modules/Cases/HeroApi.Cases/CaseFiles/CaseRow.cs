namespace HeroApi.Cases.CaseFiles;

/// <summary>The row of a case: one act, and how far its procedure has come.</summary>
internal sealed record CaseRow : Listed
{
    public required long Version { get; init; }
    public required Guid OwnerOrgId { get; init; }
    public required long OwnerEpoch { get; init; }
    public required string Protection { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public DateTimeOffset? DeletedAt { get; init; }
    public string? DeletedReason { get; init; }
    public Guid? LeadId { get; init; }
    public required string State { get; init; }
    public required string Summary { get; init; }
    public string? Category { get; init; }
    public required PartialDate ActedOn { get; init; }
    public string? ActedTime { get; init; }
    public required string RegionCode { get; init; }
    public string? Address { get; init; }
    public required string Beneficiaries { get; init; }
    public required bool Complex { get; init; }
    public Guid? CompetentOrgId { get; init; }

    /// <summary>How many actors it has.</summary>
    public required int Actors { get; init; }

    public required bool HasInjury { get; init; }

    /// <summary>The ids of the rule packs it goes by, the most general first, as a JSON array.</summary>
    public required string RulePacks { get; init; }

    /// <summary>The region whose pack decides where several do.</summary>
    public string? RulePack { get; init; }

    public string? Initiation { get; init; }
    public DateOnly? ReceivedOn { get; init; }
    public string? Lateness { get; init; }
    public DateOnly? AcceptedOn { get; init; }
    public DateOnly? ConcludedOn { get; init; }
    public string? Conclusion { get; init; }
    public DateOnly? ProposedOn { get; init; }
    public DateOnly? DecidedOn { get; init; }
    public DateOnly? ClosedOn { get; init; }
    public string? Outcome { get; init; }
    public required DateTimeOffset DiscoveredAt { get; init; }
    public DateTimeOffset? InvestigatedAt { get; init; }
    public DateTimeOffset? ConfirmedAt { get; init; }
    public DateTimeOffset? PraisedAt { get; init; }
    public DateTimeOffset? HelpedAt { get; init; }

    public DateOnly ActedFrom => ActedOn.From;
    public DateOnly ActedTo => ActedOn.To;

    /// <summary>Days from the discovery to each of the timely steps, as statistics take them.</summary>
    public int? InvestigatedAfter => DaysTo(InvestigatedAt);

    public int? ConfirmedAfter => DaysTo(ConfirmedAt);
    public int? PraisedAfter => DaysTo(PraisedAt);
    public int? HelpedAfter => DaysTo(HelpedAt);

    private int? DaysTo(DateTimeOffset? step) => step is { } at ? ChinaTime.DateOf(at).DayNumber - ChinaTime.DateOf(DiscoveredAt).DayNumber : null;
}

/// <summary>The row of somebody who acted.</summary>
internal sealed record ActorRow
{
    public required Guid Id { get; init; }
    public required Guid CaseId { get; init; }
    public required int Position { get; init; }
    public required string Name { get; init; }
    public string? DocumentType { get; init; }
    public byte[]? DocumentCipher { get; init; }
    public string? DocumentMasked { get; init; }
    public byte[]? PhoneCipher { get; init; }
    public string? PhoneMasked { get; init; }
    public string? HouseholdRegion { get; init; }
    public Guid? HomeOrgId { get; init; }
    public required string Harm { get; init; }
    public string? DutyStatus { get; init; }
    public required string State { get; init; }
    public string? Proposal { get; init; }
    public string? ProposalReason { get; init; }

    /// <summary>Why the proposal departs from the panel's opinion.</summary>
    public string? DeviationReason { get; init; }


    /// <summary>Why confirmation is proposed although the rules exclude who was bound to act so.</summary>
    public string? DutyOverride { get; init; }

    public DateOnly? HeardOn { get; init; }

    /// <summary>When the decision that stands was made; of old papers perhaps only the year.</summary>
    public PartialDate? DecidedOn { get; init; }

    public string? DecisionNumber { get; init; }
    public DateOnly? ServedOn { get; init; }
    public string? Review { get; init; }

    /// <summary>Nothing more can be asked of the confirming bodies.</summary>
    public bool Final { get; init; }

    /// <summary>Who confirmed it jointly, beside the owner of the case.</summary>
    public Guid? JointOrgId { get; init; }

    /// <summary>The decision that stands.</summary>
    public Guid? DecisionId { get; init; }

    /// <summary>The organisation that made it; null for that of an authority outside.</summary>
    public Guid? DecidedBy { get; init; }

    /// <summary>It was decided by an authority outside, without a procedure here.</summary>
    public bool Outside { get; init; }

    /// <summary>proposed, rejected or decided; null while nobody has proposed to revoke it.</summary>
    public string? Revocation { get; init; }

    internal bool Pending => State == "pending";
}
