using HeroApi.Recognition.Awards;
using HeroApi.Recognition.Bonuses;
using HeroApi.Recognition.Consents;
using HeroApi.Recognition.Plaques;
using HeroApi.Recognition.Sections;

namespace HeroApi.Recognition.Heroes;

/// <summary>A hero file as callers see it: one person, one file, one number. Numbers and address are masked.</summary>
internal sealed record HeroView : IVersioned
{
    public required Guid Id { get; init; }
    public required long Version { get; init; }

    /// <summary>Unique in the organisation that keeps the file; never the number of an identity document.</summary>
    public required string FileNumber { get; init; }

    /// <summary>The numbers of files that went into this one.</summary>
    public required IReadOnlyList<string> FormerFileNumbers { get; init; }

    /// <summary>case or legacy.</summary>
    public required string OpenedBy { get; init; }

    public required string Name { get; init; }
    public required string Sex { get; init; }
    public PartialDate? BornOn { get; init; }
    public DocumentBody? Document { get; init; }
    public string? Phone { get; init; }
    public string? Address { get; init; }
    public string? HouseholdRegion { get; init; }
    public string? LivingRegion { get; init; }
    public string? EthnicGroup { get; init; }
    public string? PoliticalStatus { get; init; }
    public string? Education { get; init; }
    public string? Occupation { get; init; }
    public string? Employer { get; init; }
    public required bool WishesNoName { get; init; }
    public PartialDate? DiedOn { get; init; }

    /// <summary>Of the vocabulary contact_state.</summary>
    public required string ContactState { get; init; }

    /// <summary>Since when the person is on the register (在册), as well as it is known; its first day counts.</summary>
    public required PartialDate RegisteredOn { get; init; }

    /// <summary>When what the file says was last verified with the person; the day of its opening when never since.</summary>
    public required DateOnly VerifiedOn { get; init; }

    public string? Note { get; init; }
    public string? Nationality { get; init; }
    public string? EmploymentStatus { get; init; }
    public string? MilitaryService { get; init; }
    public HardshipBody? Hardship { get; init; }
    public bool? WillingToServe { get; init; }
    public string? ServiceNote { get; init; }
    public required IReadOnlyList<FamilyMemberBody> Family { get; init; }
    public required IReadOnlyList<InjuryBody> Injuries { get; init; }
    public required IReadOnlyList<PostBody> Posts { get; init; }

    /// <summary>Sections that were looked into and have nothing in them.</summary>
    public required IReadOnlyList<string> NothingIn { get; init; }

    /// <summary>Sections that are not complete, of the vocabulary hero_section.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>The acts that the person was confirmed for; none in a file from old papers.</summary>
    public required IReadOnlyList<DeedView> Deeds { get; init; }

    /// <summary>The plaques 见义勇为光荣之家 that the household has had; the oldest first.</summary>
    public required IReadOnlyList<PlaqueView> Plaques { get; init; }
    /// <summary>The bonuses that were granted, by whatever body, and are not secret; money is in fen.</summary>
    public IReadOnlyList<BonusOfHero> Bonuses { get; init; } = [];
    /// <summary>The honours of the person that you may see, the oldest first; confidential and revoked ones are not among them.</summary>
    public required IReadOnlyList<HonourView> Honours { get; init; }

    /// <summary>What the person, or who speaks for him, has agreed to; no publicity while the person does not want to be named.</summary>
    public required IReadOnlyList<ConsentInForce> Consents { get; init; }

    /// <summary>The organisation that keeps the file and cares for the person.</summary>
    public required Guid OwnerOrgId { get; init; }

    /// <summary>How often it has had a keeper.</summary>
    public required long OwnerEpoch { get; init; }

    /// <summary>The organisations of the places of the acts, which keep sight of the file.</summary>
    public required IReadOnlyList<Guid> HomeOrgIds { get; init; }

    public required string Protection { get; init; }
    public required IReadOnlyList<ExternalId> ExternalIds { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    internal static HeroView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-000000000021"),
        Version = 1,
        FileNumber = "2026-0001",
        FormerFileNumbers = [],
        OpenedBy = "case",
        Name = "示范甲",
        Sex = "female",
        BornOn = PartialDate.Parse("1949-12-31", null),
        Document = new DocumentBody { Type = "id_card", Number = "1101**********002X" },
        Phone = "138****0000",
        HouseholdRegion = "371502",
        WishesNoName = false,
        ContactState = "reachable",
        Nationality = "CN",
        Family = [FamilyMemberBody.Example with { Phone = "139****0000" }],
        Injuries = [],
        Posts = [PostBody.Example],
        NothingIn = ["injuries"],
        Missing = ["political_status", "education", "documents"],
        RegisteredOn = PartialDate.Parse("2026-06-20", null),
        VerifiedOn = new DateOnly(2026, 6, 21),
        Deeds = [DeedView.Example],
        Plaques = [PlaqueView.Example],
        Consents = [ConsentInForce.Example],
        Bonuses = [BonusOfHero.Example],
        Honours = [HonourView.Example],
        OwnerOrgId = Guid.Parse("01980d2c-5a00-7000-8000-000000000002"),
        OwnerEpoch = 1,
        HomeOrgIds = [],
        Protection = "none",
        ExternalIds = [],
        CreatedAt = DateTimeOffset.Parse("2026-06-01T01:00:00Z", null),
        UpdatedAt = DateTimeOffset.Parse("2026-06-01T01:00:00Z", null)
    };
}

/// <summary>An act that the person was confirmed for.</summary>
internal sealed record DeedView
{
    public required Guid CaseId { get; init; }
    public required Guid DecisionId { get; init; }

    /// <summary>Who confirmed it.</summary>
    public required Guid OrgId { get; init; }

    /// <summary>Where it was: GB/T 2260.</summary>
    public required string RegionCode { get; init; }

    public string? Category { get; init; }
    public required PartialDate ActedOn { get; init; }
    public required PartialDate DecidedOn { get; init; }

    /// <summary>unknown, none, injured, disabled or died.</summary>
    public required string Harm { get; init; }

    /// <summary>Whether the person was under 18 then; null when the dates leave it open. Who is a minor today is asked by bornOn[gte].</summary>
    public bool? Minor { get; init; }

    /// <summary>confirmed or revoked.</summary>
    public required string State { get; init; }

    internal static DeedView Example => new()
    {
        CaseId = Guid.Parse("01980d2c-5a00-7000-8000-00000000000a"),
        DecisionId = Guid.Parse("01980d2c-5a00-7000-8000-00000000000e"),
        OrgId = Guid.Parse("01980d2c-5a00-7000-8000-000000000003"),
        RegionCode = "370602",
        Category = "rescue_person",
        ActedOn = PartialDate.Parse("2026-05-01", null),
        DecidedOn = PartialDate.Parse("2026-06-20", null),
        Harm = "none",
        Minor = false,
        State = "confirmed"
    };
}
