namespace HeroApi.Welfare.Hardship.Entries;

/// <summary>A household that is to be surveyed, or was, with what whoever goes there needs to know.</summary>
internal sealed record EntryView : Listed
{
    internal const string Columns =
        """
        x.id, x.survey_id, s.year, s.due_on, x.hero_id, e.person_id, e.name, e.file_number, e.state AS entitlement, e.contact_state, NULLIF(x.region, '') AS region, x.state, x.reason,
        x.words, x.ended_on, x.finding_id, e.owner_org_id
        """;

    /// <summary>Those of the persons that the caller sees.</summary>
    internal const string Visible =
        """
        FROM   welfare_survey_entry x
        JOIN   welfare_hardship_survey s ON s.id = x.survey_id AND UNSCOPED('of a survey only its year and last day, to who sees a person on its list')
        JOIN   welfare_entitlement e ON e.hero_id = x.hero_id
        WHERE  SCOPE(e)
        """;

    /// <summary>The survey whose list it is on.</summary>
    public required Guid SurveyId { get; init; }

    /// <summary>The year that the survey is of.</summary>
    public required int Year { get; init; }

    /// <summary>The last day of the survey, in China.</summary>
    public required DateOnly DueOn { get; init; }

    /// <summary>The hero file.</summary>
    public required Guid HeroId { get; init; }

    /// <summary>The hero file that it is in today.</summary>
    public required Guid PersonId { get; init; }

    public required string Name { get; init; }
    public required string FileNumber { get; init; }

    /// <summary>Whether it is the household of the person or, after his death, of the family: of the vocabulary entitlement_state.</summary>
    public required string Entitlement { get; init; }

    /// <summary>Of the vocabulary contact_state.</summary>
    public required string ContactState { get; init; }

    /// <summary>Where to go: GB/T 2260, the township when it is known.</summary>
    public string? Region { get; init; }

    /// <summary>Of the vocabulary survey_entry_state.</summary>
    public required string State { get; init; }

    /// <summary>Of the vocabulary survey_left_reason, of who is no longer on the list.</summary>
    public string? Reason { get; init; }

    /// <summary>Why nobody could be asked, in words.</summary>
    public string? Words { get; init; }

    /// <summary>The day on which somebody was asked, or was not met.</summary>
    public DateOnly? EndedOn { get; init; }

    /// <summary>What was found.</summary>
    public Guid? FindingId { get; init; }

    /// <summary>Who cares for the person.</summary>
    public required Guid OwnerOrgId { get; init; }

    internal static EntryView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-0000000000d2"),
        SurveyId = Guid.Parse("01980d2c-5a00-7000-8000-0000000000d1"),
        Year = 2026,
        DueOn = new DateOnly(2026, 11, 30),
        HeroId = Guid.Parse("01980d2c-5a00-7000-8000-0000000000a1"),
        PersonId = Guid.Parse("01980d2c-5a00-7000-8000-0000000000a1"),
        Name = "示范甲",
        FileNumber = "2026-0001",
        Entitlement = "active",
        ContactState = "reachable",
        Region = "371502001",
        State = "due",
        OwnerOrgId = Guid.Parse("01980d2c-5a00-7000-8000-000000000002")
    };
}
