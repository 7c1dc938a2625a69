namespace HeroApi.Welfare.Visits.DueVisits;

/// <summary>A visit that is owed to a person, with what whoever goes there needs to know.</summary>
internal sealed record DueVisitView : Listed
{
    internal const string Columns =
        """
        d.id, d.campaign_id, d.hero_id, e.person_id, d.occasion, e.name, e.file_number, e.state AS entitlement, e.contact_state, NULLIF(d.region, '') AS region, d.due_on, d.state,
        d.reason, d.words, d.note, d.assignee, d.assignee_org_id, d.visit_id, d.done_on, e.owner_org_id
        """;

    /// <summary>Those that the caller sees: of the persons that he sees, and those that were given to an organisation of his, unless the person is kept closely.</summary>
    internal const string Visible =
        """
        FROM   welfare_due_visit d
        JOIN   welfare_entitlement e ON e.hero_id = d.hero_id
        WHERE  (SCOPE(e) OR (e.protection = 'none' AND d.assignee_org_id IN (SELECT g.org_id FROM kernel_org_tree g WHERE g.ancestor_id = @assigned)))
        """;

    /// <summary>The campaign whose list it is on; absent for an appointment of its own.</summary>
    public Guid? CampaignId { get; init; }

    /// <summary>The hero file.</summary>
    public required Guid HeroId { get; init; }

    /// <summary>The hero file that it is in today.</summary>
    public required Guid PersonId { get; init; }

    /// <summary>Of the vocabulary visit_occasion.</summary>
    public required string Occasion { get; init; }

    public required string Name { get; init; }
    public required string FileNumber { get; init; }

    /// <summary>Whether the person is visited or, after his death, the family: of the vocabulary entitlement_state.</summary>
    public required string Entitlement { get; init; }

    /// <summary>Of the vocabulary contact_state.</summary>
    public required string ContactState { get; init; }

    /// <summary>Where to go: GB/T 2260, the township when it is known.</summary>
    public string? Region { get; init; }

    /// <summary>The day, or the last day of the campaign, in China.</summary>
    public required DateOnly DueOn { get; init; }

    /// <summary>Of the vocabulary due_visit_state.</summary>
    public required string State { get; init; }

    /// <summary>Of the vocabulary due_visit_reason.</summary>
    public string? Reason { get; init; }

    /// <summary>The reason in words.</summary>
    public string? Words { get; init; }

    public string? Note { get; init; }

    /// <summary>Who goes there.</summary>
    public string? Assignee { get; init; }

    /// <summary>The organisation that goes there, such as a station; it sees this and may pay the visit.</summary>
    public Guid? AssigneeOrgId { get; init; }

    /// <summary>The visit that it was done by.</summary>
    public Guid? VisitId { get; init; }

    public DateOnly? DoneOn { get; init; }

    /// <summary>Who cares for the person.</summary>
    public required Guid OwnerOrgId { get; init; }

    /// <summary>At or below which organisation those lie that something may be given to, for <see cref="Visible"/>.</summary>
    internal static Guid Assigned(Call call) => call.Caller.OrgId ?? Guid.Empty;

    internal static DueVisitView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-0000000000f2"),
        HeroId = Guid.Parse("01980d2c-5a00-7000-8000-0000000000a1"),
        PersonId = Guid.Parse("01980d2c-5a00-7000-8000-0000000000a1"),
        Occasion = "homecoming",
        Name = "示范甲",
        FileNumber = "2026-0001",
        Entitlement = "active",
        ContactState = "reachable",
        Region = "371502001",
        DueOn = new DateOnly(2027, 1, 25),
        State = "due",
        Note = "放假返乡后上门",
        Assignee = "示范网格员",
        OwnerOrgId = Guid.Parse("01980d2c-5a00-7000-8000-000000000002")
    };
}
