using HeroApi.Organisations.Regions;

namespace HeroApi.Organisations.Organisations;

/// <summary>What a caller says of an organisation, when it is made and when it is changed.</summary>
internal record OrganisationBody
{
    public required string Name { get; init; }

    /// <summary>association, foundation, working_committee or confirming_authority.</summary>
    public required string Kind { get; init; }

    /// <summary>province, prefecture, county or township.</summary>
    public required string Level { get; init; }

    /// <summary>Where it has its seat: GB/T 2260, 6 digits, of townships 9.</summary>
    public required string RegionCode { get; init; }

    /// <summary>Where the public may ask it, such as a phone number with its hours; shown to whoever holds the receipt of a lead.</summary>
    public string? Contact { get; init; }

    /// <summary>All places it answers for, each from a day and perhaps to a day; a patch replaces the whole list.</summary>
    public IReadOnlyList<JurisdictionView> Jurisdictions { get; init; } = [];

    internal static OrganisationBody Example => new()
    {
        Name = "示范县见义勇为促进会",
        Kind = "association",
        Level = "county",
        RegionCode = "371502",
        Jurisdictions = [new JurisdictionView { RegionCode = "371502", ValidFrom = new DateOnly(2020, 1, 1), ValidTo = new DateOnly(2026, 6, 30) }]
    };
}

/// <summary>The rules for it, whoever says it.</summary>
internal abstract class OrganisationBodyRules<T> : AbstractValidator<T> where T : OrganisationBody
{
    private const int MostJurisdictions = 500;

    protected OrganisationBodyRules()
    {
        RuleFor(c => c.Name).NotEmpty().MaximumLength(100);
        RuleFor(c => c.Kind).OneOf(OrganisationKinds.Kinds);
        RuleFor(c => c.Level).OneOf(OrganisationKinds.Levels);
        RuleFor(c => c.RegionCode).MaximumLength(RegionTable.LongestCode).Must(IsKnown).Refuses(ValueProblems.UnknownRegion);
        RuleFor(c => c.Contact).MaximumLength(100).Must(text => text is null || !text.Any(char.IsControl));
        RuleFor(c => c.Jurisdictions.Count).LessThanOrEqualTo(MostJurisdictions).Refuses(ValueProblems.TooLong).OverridePropertyName(nameof(OrganisationBody.Jurisdictions));
        RuleFor(c => c.Jurisdictions).Must(SayEachDayOnce).When(c => c.Jurisdictions.All(place => place is not null)).Refuses(OrganisationErrors.JurisdictionRepeated);
        RuleForEach(c => c.Jurisdictions).NotNull().ChildRules(place =>
        {
            place.RuleFor(p => p.RegionCode).MaximumLength(RegionTable.LongestCode).Must(IsKnown).Refuses(ValueProblems.UnknownRegion);
            place.RuleFor(p => p.ValidTo).GreaterThanOrEqualTo(p => p.ValidFrom).When(p => p.ValidTo is not null);
        });
    }

    private static bool IsKnown(string code) => RegionTable.Current.Find(code) is not null;

    private static bool SayEachDayOnce(IReadOnlyList<JurisdictionView> places)
    {
        var inOrder = places.OrderBy(place => place.RegionCode, StringComparer.Ordinal).ThenBy(place => place.ValidFrom).ToList();
        return inOrder.Zip(inOrder.Skip(1))
            .All(pair => pair.First.RegionCode != pair.Second.RegionCode || !pair.First.Overlaps(pair.Second));
    }
}
