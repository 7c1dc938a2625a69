using HeroApi.Recognition.Contracts;

namespace HeroApi.Welfare.Entitlements;

/// <summary>The row of an entitlement.</summary>
internal sealed record EntitlementRow : Listed
{
    internal const string Columns =
        """
        e.id, e.version, e.owner_org_id, e.owner_epoch, e.protection, e.created_at, e.updated_at, e.hero_id, e.person_id, e.name, e.name_sort, e.file_number, e.household_region,
        e.living_region, e.registered_from, e.died_on, e.contact_state, e.grade, e.hardship, e.elsewhere, e.acts, e.died_in_act, e.has_plaque, e.state, e.end_reason
        """;

    public required long Version { get; init; }
    public required Guid OwnerOrgId { get; init; }
    public required long OwnerEpoch { get; init; }
    public required string Protection { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public required Guid HeroId { get; init; }
    public required Guid PersonId { get; init; }
    public required string Name { get; init; }
    public required string NameSort { get; init; }
    public required string FileNumber { get; init; }
    public string? HouseholdRegion { get; init; }
    public string? LivingRegion { get; init; }
    public required DateOnly RegisteredFrom { get; init; }
    public PartialDate? DiedOn { get; init; }
    public required string ContactState { get; init; }
    public int? Grade { get; init; }
    public string? Hardship { get; init; }
    public required bool Elsewhere { get; init; }
    public required long Acts { get; init; }
    public required bool DiedInAct { get; init; }
    public required bool HasPlaque { get; init; }
    public required string State { get; init; }
    public string? EndReason { get; init; }

    /// <summary>Where to go: the region that the person lives in, or as far as that is not known is registered in.</summary>
    internal string Place => LivingRegion ?? HouseholdRegion ?? "";

    /// <summary>The same entitlement after what the register says now.</summary>
    internal EntitlementRow After(HeroFacts hero)
    {
        var ended = hero.Gone ? "file_deleted" : hero.PersonId != hero.Id ? "merged" : hero.Entitled ? null : "revoked";
        return this with
        {
            PersonId = hero.PersonId,
            OwnerOrgId = hero.KeeperOrgId,
            Protection = hero.Protection,
            Name = hero.Name,
            NameSort = Pinyin.NameFull(hero.Name),
            FileNumber = hero.FileNumber,
            HouseholdRegion = hero.HouseholdRegion,
            LivingRegion = hero.LivingRegion,
            RegisteredFrom = hero.RegisteredFrom,
            DiedOn = hero.DiedOn is null ? null : PartialDate.Parse(hero.DiedOn, null),
            ContactState = hero.ContactState,
            Grade = hero.Grade,
            Hardship = hero.Hardship,
            Elsewhere = hero.HouseholdRegion is { } home && hero.ActRegions.Any(act => !SameCity(act, home)),
            Acts = hero.Acts,
            DiedInAct = hero.DiedInAct,
            HasPlaque = hero.HasPlaque,
            State = ended is not null ? EntitlementCodes.Ended : hero.DiedOn is not null || hero.ContactState == "deceased" ? EntitlementCodes.Survivors : EntitlementCodes.Active,
            EndReason = ended
        };
    }

    internal EntitlementView View => new()
    {
        Id = Id,
        Version = Version,
        HeroId = HeroId,
        PersonId = PersonId,
        Name = Name,
        FileNumber = FileNumber,
        HouseholdRegion = HouseholdRegion,
        LivingRegion = LivingRegion,
        RegisteredFrom = RegisteredFrom,
        DiedOn = DiedOn,
        ContactState = ContactState,
        Grade = Grade,
        Hardship = Hardship,
        ActedElsewhere = Elsewhere,
        Acts = Acts,
        DiedInAct = DiedInAct,
        HasPlaque = HasPlaque,
        State = State,
        EndReason = EndReason,
        OwnerOrgId = OwnerOrgId,
        OwnerEpoch = OwnerEpoch,
        HomeOrgIds = [],
        Protection = Protection,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt
    };

    /// <summary>Two codes of GB/T 2260 whose first four digits are alike.</summary>
    private static bool SameCity(string one, string other) => one.AsSpan(0, 4).SequenceEqual(other.AsSpan(0, 4));
}
