namespace HeroApi.Cases.CaseFiles;

/// <summary>What a caller writes of a case: the same for POST, PUT and, merged, PATCH. How the procedure goes on is told by its steps.</summary>
internal sealed record CaseBody
{
    internal const int MostActors = 50;

    /// <summary>What happened, as far as it is known; at most 4,000 characters.</summary>
    public required string Summary { get; init; }

    /// <summary>Of the vocabulary act_category; it may be left open until the facts are known.</summary>
    public string? Category { get; init; }

    public required ActedBody Acted { get; init; }

    public required CasePlaceBody Place { get; init; }

    /// <summary>Those who stepped in, at most 50; each gets a decision of their own.</summary>
    public IReadOnlyList<ActorBody> Actors { get; init; } = [];

    /// <summary>Those who were helped; at most 50.</summary>
    public IReadOnlyList<BeneficiaryBody> Beneficiaries { get; init; } = [];

    /// <summary>Whether the matter is complex or disputed: longer limits and a panel may follow from it.</summary>
    public bool Complex { get; init; }

    /// <summary>none, restricted or sealed; when absent none for a new case, and what it was for a known one.</summary>
    public string? Protection { get; init; }

    /// <summary>What other systems call it, at most 10; each system must be granted to the caller. Ids of systems that are not stay as they were.</summary>
    public IReadOnlyList<ExternalId> ExternalIds { get; init; } = [];

    /// <summary>The case's ownerEpoch as you know it; when it has had another owner since, the change is refused with 409 exchange.not_owner.</summary>
    public long? OwnerEpoch { get; init; }

    internal static CaseBody Example => new()
    {
        Summary = "学生暑期务工期间三次下到废弃水井，将落井女童救出。",
        Category = "rescue_person",
        Acted = new ActedBody { On = PartialDate.Parse("2026-05-01", null), Time = "14:00" },
        Place = new CasePlaceBody { RegionCode = "370602", Address = "示范镇示范村" },
        Actors = [ActorBody.Example],
        Beneficiaries = [new BeneficiaryBody { Note = "女童，已送医", Count = 1 }]
    };
}

/// <summary>Where it happened.</summary>
internal sealed record CasePlaceBody
{
    /// <summary>GB/T 2260, 6 digits, of townships 9. It decides who is competent and which rules hold.</summary>
    public required string RegionCode { get; init; }

    public string? Address { get; init; }
}

/// <summary>Somebody who stepped in.</summary>
internal sealed record ActorBody
{
    /// <summary>The id the case knows them by; absent for somebody new. Without it a known actor would be replaced by a new one.</summary>
    public Guid? Id { get; init; }

    public required string Name { get; init; }

    public DocumentBody? Document { get; init; }

    /// <summary>A phone number; shown masked.</summary>
    public string? Phone { get; init; }

    /// <summary>Where the household is registered: GB/T 2260. The organisation that cares there sees the case.</summary>
    public string? HouseholdRegion { get; init; }

    /// <summary>Of the vocabulary actor_harm.</summary>
    public string Harm { get; init; } = "unknown";

    /// <summary>Of the vocabulary duty_status; null until it has been looked into.</summary>
    public string? DutyStatus { get; init; }

    internal static ActorBody Example => new()
    {
        Name = "示范甲",
        Document = new DocumentBody { Type = "id_card", Number = "11010519491231002X" },
        Phone = "13800000000",
        HouseholdRegion = "371502",
        Harm = "none",
        DutyStatus = "none"
    };
}

/// <summary>The shape of a case; what needs the database is checked where it is written.</summary>
internal sealed class CaseBodyValidator : AbstractValidator<CaseBody>
{
    public CaseBodyValidator(TimeProvider clock)
    {
        RuleFor(c => c.Summary).NotEmpty().Prose(LeadBody.LongestSummary);
        RuleFor(c => c.Category).OneOf(CaseCodes.Categories);
        RuleFor(c => c.Acted.On).Must(on => on.From <= clock.Today()).Refuses(ValueProblems.InFuture);
        RuleFor(c => c.Acted.Time).Matches("^([01][0-9]|2[0-3]):[0-5][0-9]\\z");
        RuleFor(c => c.Acted.Time).Null().When(c => c.Acted.On.From != c.Acted.On.To);
        RuleFor(c => c.Place.RegionCode).RegionCode();
        RuleFor(c => c.Place.Address).Line(200);
        RuleFor(c => c.Actors.Count).LessThanOrEqualTo(CaseBody.MostActors).OverridePropertyName(nameof(CaseBody.Actors));
        RuleFor(c => c.Actors).Must(actors => actors.Select(actor => actor?.Id).OfType<Guid>() is var ids && ids.Distinct().Count() == ids.Count())
            .Refuses(CaseErrors.ActorRepeated);
        RuleForEach(c => c.Actors).NotNull().SetValidator(new ActorValidator());
        RuleFor(c => c.Beneficiaries.Count).LessThanOrEqualTo(LeadBody.MostPersons).OverridePropertyName(nameof(CaseBody.Beneficiaries));
        RuleForEach(c => c.Beneficiaries).NotNull().ChildRules(b =>
        {
            b.RuleFor(x => x.Name).Line(100);
            b.RuleFor(x => x.Count).InclusiveBetween(1, 100_000);
            b.RuleFor(x => x.Note).Prose(500);
        });
        RuleFor(c => c.OwnerEpoch).InclusiveBetween(1, 1_000_000_000);
        RuleFor(c => c.Protection).OneOf(Protection.All);
        RuleFor(c => c.ExternalIds.Count).LessThanOrEqualTo(LeadBody.MostExternalIds).OverridePropertyName(nameof(CaseBody.ExternalIds));
        RuleFor(c => c.ExternalIds).Must(ids => ids.Distinct().Count() == ids.Count).Refuses(CaseErrors.ExternalIdRepeated);
        RuleForEach(c => c.ExternalIds).NotNull().ChildRules(id =>
        {
            id.RuleFor(x => x.System).ExternalSystem();
            id.RuleFor(x => x.Value).NotEmpty().Line(200);
        });
    }

    private sealed class ActorValidator : AbstractValidator<ActorBody>
    {
        public ActorValidator()
        {
            RuleFor(a => a.Name).NotEmpty().Line(100);
            RuleFor(a => a.Document!).IdentityDocument().When(a => a.Document is not null);
            RuleFor(a => a.Phone).PhoneNumber();
            RuleFor(a => a.HouseholdRegion).RegionCode();
            RuleFor(a => a.Harm).OneOf(CaseCodes.Harms);
            RuleFor(a => a.DutyStatus).OneOf(CaseCodes.Duties);
        }
    }
}
