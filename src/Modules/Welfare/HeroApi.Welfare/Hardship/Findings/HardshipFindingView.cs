using System.Text.Json;

namespace HeroApi.Welfare.Hardship.Findings;

/// <summary>What the survey of a year found in the household of somebody on the register.</summary>
internal sealed record HardshipFindingView : IVersioned
{
    public required Guid Id { get; init; }
    public required long Version { get; init; }

    /// <summary>The hero file under which it was written.</summary>
    public required Guid HeroId { get; init; }

    /// <summary>The year that the survey is of.</summary>
    public required int Year { get; init; }

    /// <summary>Of the vocabulary household_hardship.</summary>
    public required string Hardship { get; init; }

    /// <summary>The household, as its owner calls it; absent for one that no other hero belongs to.</summary>
    public Guid? HouseholdId { get; init; }

    /// <summary>How many live together.</summary>
    public int? Members { get; init; }

    /// <summary>The income of a month of the whole household, in fen.</summary>
    public long? IncomeFen { get; init; }

    public required DateOnly SurveyedOn { get; init; }
    public required string SurveyedBy { get; init; }

    /// <summary>What was found.</summary>
    public string? Situation { get; init; }

    /// <summary>What is needed, by whom and by when; what becomes of it shows in the plan of the household.</summary>
    public required IReadOnlyList<HardshipNeed> Needs { get; init; }

    /// <summary>The body that surveyed.</summary>
    public required Guid OwnerOrgId { get; init; }

    public required long OwnerEpoch { get; init; }

    /// <summary>The organisation that keeps the hero file.</summary>
    public required IReadOnlyList<Guid> HomeOrgIds { get; init; }

    /// <summary>That of the hero file.</summary>
    public required string Protection { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    internal static HardshipFindingView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-0000000000d3"),
        Version = 1,
        HeroId = Guid.Parse("01980d2c-5a00-7000-8000-0000000000a1"),
        Year = 2026,
        Hardship = FindingBody.Example.Hardship,
        Members = FindingBody.Example.Members,
        IncomeFen = FindingBody.Example.IncomeFen,
        SurveyedOn = new DateOnly(2026, 6, 1),
        SurveyedBy = FindingBody.Example.SurveyedBy,
        Situation = FindingBody.Example.Situation,
        Needs = FindingBody.Example.Needs,
        OwnerOrgId = Guid.Parse("01980d2c-5a00-7000-8000-000000000002"),
        OwnerEpoch = 1,
        HomeOrgIds = [],
        Protection = "none",
        CreatedAt = DateTimeOffset.Parse("2026-06-01T01:00:00Z", null),
        UpdatedAt = DateTimeOffset.Parse("2026-06-01T01:00:00Z", null)
    };
}

/// <summary>The row of a finding.</summary>
internal sealed record FindingRow : Listed, IOwned
{
    internal const string Columns =
        """
        g.id, g.version, g.owner_org_id, g.owner_epoch, g.protection, g.created_at, g.updated_at, g.hero_id, g.year, g.hardship, g.household_id, g.members, g.income_fen, g.surveyed_on,
        g.surveyed_by, g.situation, g.needs
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
    public Guid? HouseholdId { get; init; }
    public int? Members { get; init; }
    public long? IncomeFen { get; init; }
    public required DateOnly SurveyedOn { get; init; }
    public required string SurveyedBy { get; init; }
    public string? Situation { get; init; }
    public required string Needs { get; init; }

    internal IReadOnlyList<HardshipNeed> Needed => JsonSerializer.Deserialize<IReadOnlyList<HardshipNeed>>(Needs, Json.Stored)!;

    /// <summary>The row that says what a body says.</summary>
    internal FindingRow With(FindingBody body, DateOnly on) => this with
    {
        Hardship = body.Hardship,
        HouseholdId = body.HouseholdId,
        Members = body.Members,
        IncomeFen = body.IncomeFen,
        SurveyedOn = on,
        SurveyedBy = body.SurveyedBy,
        Situation = body.Situation,
        Needs = JsonSerializer.Serialize(body.Needs, Json.Stored)
    };

    internal HardshipFindingView View => new()
    {
        Id = Id,
        Version = Version,
        HeroId = HeroId,
        Year = Year,
        Hardship = Hardship,
        HouseholdId = HouseholdId,
        Members = Members,
        IncomeFen = IncomeFen,
        SurveyedOn = SurveyedOn,
        SurveyedBy = SurveyedBy,
        Situation = Situation,
        Needs = Needed,
        OwnerOrgId = OwnerOrgId,
        OwnerEpoch = OwnerEpoch,
        HomeOrgIds = [],
        Protection = Protection,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt
    };
}
