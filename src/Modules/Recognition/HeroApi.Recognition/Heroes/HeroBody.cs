using HeroApi.Recognition.Sections;

namespace HeroApi.Recognition.Heroes;

/// <summary>What a caller writes of a hero file: the same for POST, PUT and, merged, PATCH.</summary>
internal sealed record HeroBody
{
    internal const int MostExternalIds = 10;

    public required string Name { get; init; }

    /// <summary>unknown, male, female or unstated (GB/T 2261.1); taken from a citizen id number when it is given.</summary>
    public string Sex { get; init; } = "unknown";

    /// <summary>The day of birth, as well as it is known; taken from a citizen id number when it is given.</summary>
    public PartialDate? BornOn { get; init; }

    public DocumentBody? Document { get; init; }

    /// <summary>A phone number; shown masked.</summary>
    public string? Phone { get; init; }

    /// <summary>The home address; shown masked.</summary>
    public string? Address { get; init; }

    /// <summary>Where the household is registered: GB/T 2260.</summary>
    public string? HouseholdRegion { get; init; }

    /// <summary>Where the person lives: GB/T 2260.</summary>
    public string? LivingRegion { get; init; }

    /// <summary>GB/T 3304, two digits.</summary>
    public string? EthnicGroup { get; init; }

    /// <summary>Of the vocabulary political_status (GB/T 4762).</summary>
    public string? PoliticalStatus { get; init; }

    /// <summary>Of the vocabulary education (GB/T 4658).</summary>
    public string? Education { get; init; }

    /// <summary>Of the vocabulary occupation_class (GB/T 6565).</summary>
    public string? Occupation { get; init; }

    public string? Employer { get; init; }

    /// <summary>The person does not want to be named in public.</summary>
    public bool WishesNoName { get; init; }

    /// <summary>When the person died, as well as it is known.</summary>
    public PartialDate? DiedOn { get; init; }

    /// <summary>ISO 3166-1 (GB/T 2659.1), two letters; null while it is not known.</summary>
    public string? Nationality { get; init; }

    /// <summary>Of the vocabulary employment_status (GB/T 2261.4).</summary>
    public string? EmploymentStatus { get; init; }

    /// <summary>Of the vocabulary military_service.</summary>
    public string? MilitaryService { get; init; }

    /// <summary>Whether the household is in need; null while nobody has looked into it.</summary>
    public HardshipBody? Hardship { get; init; }

    /// <summary>Whether the person is willing to serve others again, as a volunteer or in telling of the act; null while nobody has asked.</summary>
    public bool? WillingToServe { get; init; }

    /// <summary>In what way, in the person's words; at most 500 characters.</summary>
    public string? ServiceNote { get; init; }

    /// <summary>The person's family, at most 30. The list takes the place of the one that was there, phones included.</summary>
    public IReadOnlyList<FamilyMemberBody> Family { get; init; } = [];

    /// <summary>What injuries came of the acts, at most 20.</summary>
    public IReadOnlyList<InjuryBody> Injuries { get; init; } = [];

    /// <summary>Posts and roles, held and past, at most 20.</summary>
    public IReadOnlyList<PostBody> Posts { get; init; } = [];

    /// <summary>Sections that were looked into and truly have nothing in them, of the vocabulary hero_section_empty; they count as complete.</summary>
    public IReadOnlyList<string> NothingIn { get; init; } = [];
    /// <summary>Since when the person is on the register (在册), as well as it is known: of a confirmation the day of the decision. When absent the day of opening, and what it was for a known file.</summary>
    public PartialDate? RegisteredOn { get; init; }

    /// <summary>What old papers say, or anything else; at most 4,000 characters.</summary>
    public string? Note { get; init; }

    /// <summary>The number of the file in the organisation, when it has one on paper; made when absent. It does not change afterwards.</summary>
    public string? FileNumber { get; init; }

    /// <summary>none, restricted or sealed; when absent none for a new file, and what it was for a known one, which changes only with a reason in X-Action-Note.</summary>
    public string? Protection { get; init; }

    /// <summary>What other systems call it, at most 10; each system must be granted to the caller. Ids of systems that are not stay as they were.</summary>
    public IReadOnlyList<ExternalId> ExternalIds { get; init; } = [];

    /// <summary>The file's ownerEpoch as you know it; when it has had another keeper since, the change is refused with 409 exchange.not_owner.</summary>
    public long? OwnerEpoch { get; init; }

    internal static HeroBody Example => new()
    {
        Name = "示范甲",
        Document = new DocumentBody { Type = "id_card", Number = "11010519491231002X" },
        Phone = "13800000000",
        Address = "示范镇示范村 1 号",
        HouseholdRegion = "371502",
        LivingRegion = "371502",
        EthnicGroup = "01",
        PoliticalStatus = "13",
        Education = "20",
        Occupation = "8",
        Nationality = "CN",
        EmploymentStatus = "27",
        MilitaryService = "veteran",
        Hardship = HardshipBody.Example,
        WillingToServe = true,
        ServiceNote = "愿到学校讲述。",
        Family = [FamilyMemberBody.Example],
        Posts = [PostBody.Example],
        NothingIn = ["injuries"],
        Note = "1998 年获市级表彰，见旧证书。"
    };
}

/// <summary>The shape of a hero file; what needs the database is checked where it is written.</summary>
internal sealed class HeroBodyValidator : AbstractValidator<HeroBody>
{
    public HeroBodyValidator(TimeProvider clock)
    {
        RuleFor(h => h.Name).NotEmpty().Line(100);
        RuleFor(h => h.Sex).OneOf(HeroCodes.Sexes);
        RuleFor(h => h.BornOn).Must(on => on is null || on.From <= clock.Today()).Refuses(ValueProblems.InFuture);
        RuleFor(h => h.Document!).IdentityDocument().When(h => h.Document is not null);
        RuleFor(h => h.Phone).PhoneNumber();
        RuleFor(h => h.Address).Line(200).Must(address => address?.Contains('*', StringComparison.Ordinal) != true).Refuses(PersonProblems.Masked);
        RuleFor(h => h.HouseholdRegion).RegionCode();
        RuleFor(h => h.LivingRegion).RegionCode();
        RuleFor(h => h.EthnicGroup).Matches("^([0-4][0-9]|5[0-8])\\z");
        RuleFor(h => h.PoliticalStatus).OneOf(HeroCodes.PoliticalStatuses);
        RuleFor(h => h.Education).OneOf(HeroCodes.Educations);
        RuleFor(h => h.Occupation).OneOf(HeroCodes.Occupations);
        RuleFor(h => h.Employer).Line(200);
        RuleFor(h => h.DiedOn).Must(on => on is null || on.From <= clock.Today()).Refuses(ValueProblems.InFuture);
        RuleFor(h => h.DiedOn).Must((h, on) => on is null || h.BornOn is null || on.To >= h.BornOn.From).Refuses(RecognitionErrors.DiedBeforeBorn);
        RuleFor(h => h.Nationality).Matches("^[A-Z]{2}\\z");
        RuleFor(h => h.EmploymentStatus).OneOf(SectionCodes.Employments);
        RuleFor(h => h.MilitaryService).OneOf(SectionCodes.Services);
        RuleFor(h => h.Hardship!).SetValidator(new HardshipValidator(clock)).When(h => h.Hardship is not null);
        RuleFor(h => h.ServiceNote).Prose(500);
        RuleFor(h => h.Family.Count).LessThanOrEqualTo(FamilyMemberBody.Most).OverridePropertyName(nameof(HeroBody.Family));
        RuleForEach(h => h.Family).NotNull().SetValidator(new FamilyMemberValidator(clock));
        RuleFor(h => h.Injuries.Count).LessThanOrEqualTo(InjuryBody.Most).OverridePropertyName(nameof(HeroBody.Injuries));
        RuleForEach(h => h.Injuries).NotNull().SetValidator(new InjuryValidator(clock));
        RuleFor(h => h.Posts.Count).LessThanOrEqualTo(PostBody.Most).OverridePropertyName(nameof(HeroBody.Posts));
        RuleForEach(h => h.Posts).NotNull().SetValidator(new PostValidator(clock));
        RuleFor(h => h.NothingIn.Count).LessThanOrEqualTo(SectionCodes.Empty.Count).OverridePropertyName(nameof(HeroBody.NothingIn));
        RuleForEach(h => h.NothingIn).OneOf(SectionCodes.Empty);
        RuleFor(h => h.NothingIn).Must((h, empty) => !(h.Family.Count > 0 && empty.Contains("family")) && !(h.Injuries.Count > 0 && empty.Contains("injuries")))
            .Refuses(RecognitionErrors.SectionNotEmpty);
        RuleFor(h => h.RegisteredOn).Must(on => on is null || on.From <= clock.Today()).Refuses(ValueProblems.InFuture);
        RuleFor(h => h.Note).Prose(4000);
        RuleFor(h => h.FileNumber).Matches("^[\\p{L}\\p{Nd}][\\p{L}\\p{Nd}/〔〕（）()._-]{0,49}\\z");
        RuleFor(h => h.FileNumber).Must(number => !ChineseId.TryParse(number, out _)).Refuses(RecognitionErrors.NumberOfPerson);
        RuleFor(h => h.Protection).OneOf(Protection.All);
        RuleFor(h => h.OwnerEpoch).InclusiveBetween(1, 1_000_000_000);
        RuleFor(h => h.ExternalIds.Count).LessThanOrEqualTo(HeroBody.MostExternalIds).OverridePropertyName(nameof(HeroBody.ExternalIds));
        RuleFor(h => h.ExternalIds).Must(ids => ids.Distinct().Count() == ids.Count).Refuses(RecognitionErrors.ExternalIdRepeated);
        RuleForEach(h => h.ExternalIds).NotNull().ChildRules(id =>
        {
            id.RuleFor(x => x.System).ExternalSystem();
            id.RuleFor(x => x.Value).NotEmpty().Line(200);
        });
    }
}
