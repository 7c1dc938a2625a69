namespace HeroApi.Welfare.Benefits.Plans;

/// <summary>The row of a household plan.</summary>
internal sealed record PlanRow : Listed, IOwned
{
    internal const string Columns =
        """
        h.id, h.version, h.owner_org_id, h.owner_epoch, h.protection, h.created_at, h.updated_at, h.hero_id, h.year, h.hardship, h.members, h.income_fen, h.surveyed_on, h.surveyed_by,
        h.situation
        """;

    public required long Version { get; init; }
    public required Guid OwnerOrgId { get; init; }
    public required long OwnerEpoch { get; init; }
    public required string Protection { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public required Guid HeroId { get; init; }
    public required int Year { get; init; }
    public required string Hardship { get; init; }
    public int? Members { get; init; }
    public long? IncomeFen { get; init; }
    public required DateOnly SurveyedOn { get; init; }
    public required string SurveyedBy { get; init; }
    public string? Situation { get; init; }

    internal PlanView View => new()
    {
        Id = Id,
        Version = Version,
        HeroId = HeroId,
        Year = Year,
        Hardship = Hardship,
        Members = Members,
        IncomeFen = IncomeFen,
        SurveyedOn = SurveyedOn,
        SurveyedBy = SurveyedBy,
        Situation = Situation,
        Measures = [],
        OwnerOrgId = OwnerOrgId,
        OwnerEpoch = OwnerEpoch,
        HomeOrgIds = [],
        Protection = Protection,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt
    };
}

/// <summary>What a household's survey of a year found, and what is to be done for it: one household, one plan (一户一策).</summary>
internal sealed record PlanView : IVersioned
{
    public required Guid Id { get; init; }
    public required long Version { get; init; }

    /// <summary>The hero file under which it was written.</summary>
    public required Guid HeroId { get; init; }

    public required int Year { get; init; }

    /// <summary>Of the vocabulary household_hardship.</summary>
    public required string Hardship { get; init; }

    /// <summary>How many live together.</summary>
    public int? Members { get; init; }

    /// <summary>The income of a month of the whole household, in fen.</summary>
    public long? IncomeFen { get; init; }

    public required DateOnly SurveyedOn { get; init; }
    public required string SurveyedBy { get; init; }

    /// <summary>What was found.</summary>
    public string? Situation { get; init; }

    public required IReadOnlyList<PlanMeasureView> Measures { get; init; }

    /// <summary>The body that answers for the plan.</summary>
    public required Guid OwnerOrgId { get; init; }

    public required long OwnerEpoch { get; init; }

    /// <summary>The organisation that keeps the hero file.</summary>
    public required IReadOnlyList<Guid> HomeOrgIds { get; init; }

    /// <summary>That of the hero file.</summary>
    public required string Protection { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    internal static PlanView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-0000000000b7"),
        Version = 1,
        HeroId = Guid.Parse("01980d2c-5a00-7000-8000-0000000000a1"),
        Year = 2026,
        Hardship = "near_minimum",
        Members = 3,
        IncomeFen = 300_000,
        SurveyedOn = new DateOnly(2026, 5, 20),
        SurveyedBy = "示范街道办",
        Situation = "主要劳动力伤残，子女上高中",
        Measures = [PlanMeasureView.Example],
        OwnerOrgId = Guid.Parse("01980d2c-5a00-7000-8000-000000000002"),
        OwnerEpoch = 1,
        HomeOrgIds = [],
        Protection = "none",
        CreatedAt = DateTimeOffset.Parse("2026-06-01T01:00:00Z", null),
        UpdatedAt = DateTimeOffset.Parse("2026-06-01T01:00:00Z", null)
    };
}

/// <summary>One thing that is to be done for a household, and by whom.</summary>
internal sealed record PlanMeasureView
{
    public required Guid Id { get; init; }
    public required string What { get; init; }

    /// <summary>Of the vocabulary benefit_kind.</summary>
    public string? Kind { get; init; }

    public required string Responsible { get; init; }
    public required DateOnly DueOn { get; init; }

    /// <summary>Of the vocabulary plan_measure_state.</summary>
    public required string State { get; init; }

    public DateOnly? EndedOn { get; init; }

    /// <summary>What came of it, or why it is no longer needed.</summary>
    public string? Result { get; init; }

    /// <summary>The benefit case that does it.</summary>
    public Guid? CaseId { get; init; }

    internal static PlanMeasureView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-0000000000b8"),
        What = "申请助学金",
        Kind = "study_aid",
        Responsible = "示范专员",
        DueOn = new DateOnly(2026, 9, 1),
        State = "open"
    };
}

/// <summary>A measure as it is kept.</summary>
internal sealed record PlanMeasureRow
{
    internal const string Columns = "id, plan_id, what, kind, responsible, due_on, state, ended_on, result, case_id";

    public required Guid Id { get; init; }
    public required Guid PlanId { get; init; }
    public required string What { get; init; }
    public string? Kind { get; init; }
    public required string Responsible { get; init; }
    public required DateOnly DueOn { get; init; }
    public required string State { get; init; }
    public DateOnly? EndedOn { get; init; }
    public string? Result { get; init; }
    public Guid? CaseId { get; init; }

    internal PlanMeasureView View => new()
    {
        Id = Id,
        What = What,
        Kind = Kind,
        Responsible = Responsible,
        DueOn = DueOn,
        State = State,
        EndedOn = EndedOn,
        Result = Result,
        CaseId = CaseId
    };
}
