namespace HeroApi.Recognition.Verification;

/// <summary>One file of a round, with what whoever goes there needs to know.</summary>
internal sealed record ItemView : Listed
{
    internal const string Columns =
        """
        i.id, i.state, i.done_on, i.outcome, i.changes, i.by_whom, i.attempt_id, h.file_number, h.name, h.contact_state, h.household_region, h.living_region,
        h.owner_org_id, h.verified_on
        """;

    /// <summary>The items of the round that the caller sees: those of the files that he sees.</summary>
    internal const string Visible =
        """
        FROM   recognition_verification_item i
        JOIN   recognition_hero h ON h.id = i.hero_id
        WHERE  i.round_id = @round AND i.hero_id = i.id AND SCOPE(h) AND h.deleted_at IS NULL
        """;

    /// <summary>due or done.</summary>
    public required string State { get; init; }

    public DateOnly? DoneOn { get; init; }

    /// <summary>Of the vocabulary verification_outcome, once it is done.</summary>
    public string? Outcome { get; init; }

    /// <summary>What was found to have changed: members of the file, or words.</summary>
    public string? Changes { get; init; }

    /// <summary>Who asked after the person.</summary>
    public string? ByWhom { get; init; }

    /// <summary>The attempt to reach the person that it was done with.</summary>
    public Guid? AttemptId { get; init; }

    public required string FileNumber { get; init; }
    public required string Name { get; init; }

    /// <summary>The state of contact now, of the vocabulary contact_state.</summary>
    public required string ContactState { get; init; }

    public string? HouseholdRegion { get; init; }
    public string? LivingRegion { get; init; }

    /// <summary>Who keeps the file.</summary>
    public required Guid OwnerOrgId { get; init; }

    /// <summary>When the file was last verified, in whatever round; the day of its opening when never.</summary>
    public required DateOnly VerifiedOn { get; init; }

    internal static ItemView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-000000000021"),
        State = "done",
        DoneOn = new DateOnly(2026, 6, 1),
        Outcome = "changed",
        Changes = "phone,livingRegion",
        ByWhom = "示范网格员",
        AttemptId = Guid.Parse("01980d2c-5a00-7000-8000-000000000023"),
        FileNumber = "2026-0001",
        Name = "示范甲",
        ContactState = "reachable",
        HouseholdRegion = "371502",
        OwnerOrgId = Guid.Parse("01980d2c-5a00-7000-8000-000000000002"),
        VerifiedOn = new DateOnly(2026, 6, 1)
    };
}
