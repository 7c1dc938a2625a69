namespace HeroApi.Recognition.Heroes;

/// <summary>The row of a hero file.</summary>
internal sealed record HeroRow : Listed, IOwned
{
    public required long Version { get; init; }
    public required Guid OwnerOrgId { get; init; }
    public required long OwnerEpoch { get; init; }
    public required string Protection { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public DateTimeOffset? DeletedAt { get; init; }
    public string? DeletedReason { get; init; }
    public Guid? MergedInto { get; init; }
    public required string FileNumber { get; init; }
    public required string OpenedBy { get; init; }
    public required string Name { get; init; }
    public required string Sex { get; init; }
    public PartialDate? BornOn { get; init; }
    public string? DocumentType { get; init; }
    public byte[]? DocumentCipher { get; init; }
    public string? DocumentMasked { get; init; }
    public byte[]? PhoneCipher { get; init; }
    public string? PhoneMasked { get; init; }
    public byte[]? AddressCipher { get; init; }
    public string? AddressMasked { get; init; }
    public string? HouseholdRegion { get; init; }
    public string? LivingRegion { get; init; }
    public string? EthnicGroup { get; init; }
    public string? PoliticalStatus { get; init; }
    public string? Education { get; init; }
    public string? Occupation { get; init; }
    public string? Employer { get; init; }
    public required bool WishesNoName { get; init; }
    public PartialDate? DiedOn { get; init; }
    public required string ContactState { get; init; }

    /// <summary>The state of contact on the day since when the person is on the register: reachable, or deceased where nobody knows the day of death.</summary>
    public required string OpeningState { get; init; }

    public required PartialDate RegisteredOn { get; init; }
    public required DateOnly VerifiedOn { get; init; }
    public string? Note { get; init; }
    public string? Nationality { get; init; }
    public string? EmploymentStatus { get; init; }
    public string? MilitaryService { get; init; }
    public string? HardshipKind { get; init; }
    public string? HardshipReason { get; init; }
    public PartialDate? HardshipOn { get; init; }
    public bool? WillingToServe { get; init; }
    public string? ServiceNote { get; init; }

    /// <summary>The sections that the keeper says have nothing in them: a bit for each.</summary>
    public long NothingIn { get; init; }

    /// <summary>The sections that are not complete: a bit for each.</summary>
    public long Missing { get; init; }

    // Only written: what filters, sorts and look-ups stand on.
    public byte[]? DocumentIndex { get; init; }
    public byte[]? PhoneIndex { get; init; }
    public byte[]? AddressIndex { get; init; }
    public string NameSort => Pinyin.NameFull(Name);
    public DateOnly? BornFrom => BornOn?.From;
    public DateOnly? BornTo => BornOn?.To;
    public DateOnly RegisteredFrom => RegisteredOn.From;
}

/// <summary>The row of an act that the person was confirmed for.</summary>
internal sealed record DeedRow
{
    /// <summary>Civil Code, article 17.</summary>
    private const int OfAge = 18;

    internal const string Columns = "id, hero_id, case_id, actor_id, decision_id, org_id, region_code, category, acted_on, decided_on, harm, state";

    public required Guid Id { get; init; }
    public required Guid HeroId { get; init; }
    public required Guid CaseId { get; init; }
    public required Guid ActorId { get; init; }
    public required Guid DecisionId { get; init; }
    public required Guid OrgId { get; init; }
    public required string RegionCode { get; init; }
    public string? Category { get; init; }
    public required PartialDate ActedOn { get; init; }
    public required PartialDate DecidedOn { get; init; }
    public required string Harm { get; init; }
    public required string State { get; init; }

    /// <param name="born">When the person was born.</param>
    internal DeedView View(PartialDate? born) => new()
    {
        CaseId = CaseId,
        DecisionId = DecisionId,
        OrgId = OrgId,
        RegionCode = RegionCode,
        Category = Category,
        ActedOn = ActedOn,
        DecidedOn = DecidedOn,
        Harm = Harm,
        Minor = born is null ? null : ActedOn.To < born.From.AddYears(OfAge) ? true : ActedOn.From >= born.To.AddYears(OfAge) ? false : null,
        State = State
    };
}
