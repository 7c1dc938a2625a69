
namespace HeroApi.Cases.Leads;

/// <summary>The shape of a lead; what needs the database is checked where it is written.</summary>
internal sealed class LeadBodyValidator : AbstractValidator<LeadBody>
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);
    private static readonly DateTimeOffset Earliest = ChinaTime.StartOf(new DateOnly(PartialDate.EarliestYear, 1, 1));

    public LeadBodyValidator(TimeProvider clock)
    {
        RuleFor(l => l.Channel).OneOf(LeadCodes.Channels);
        RuleFor(l => l.Summary).NotEmpty().Prose(LeadBody.LongestSummary);

        RuleFor(l => l.Acted.On).Must(on => on.From <= clock.Today()).Refuses(ValueProblems.InFuture);
        RuleFor(l => l.Acted.Time).Matches("^([01][0-9]|2[0-3]):[0-5][0-9]\\z");
        RuleFor(l => l.Acted.Time).Null().When(l => l.Acted.On.From != l.Acted.On.To);
        RuleFor(l => l.Acted.Time).Must((l, time) => StartOf(l.Acted) <= clock.GetUtcNow() + ClockSkew)
            .When(l => l.Acted.On.From == clock.Today() && TimeOnly.TryParse(l.Acted.Time, out _)).Refuses(ValueProblems.InFuture);
        RuleFor(l => l.ReportedAt).GreaterThanOrEqualTo(Earliest).Refuses(ValueProblems.TooEarly);
        RuleFor(l => l.ReportedAt).LessThanOrEqualTo(_ => clock.GetUtcNow() + ClockSkew).Refuses(ValueProblems.InFuture);
        RuleFor(l => l.ReportedAt).Must((l, at) => l.Acted.On.From <= ChinaTime.DateOf(at!.Value)).When(l => l.ReportedAt is not null)
            .Refuses(CaseErrors.ReportedBeforeActed);

        RuleFor(l => l.Place.RegionCode).RegionCode();
        RuleFor(l => l.Place.Address).Line(200);
        RuleFor(l => l.Place.Point).Must(p => Coordinates.IsPlausible(new(p!.Lon, p.Lat))).When(l => l.Place.Point is not null).Refuses(CaseErrors.PlaceImplausible);
        RuleFor(l => l.Place.Point!.Crs).OneOf(Coordinates.Systems).When(l => l.Place.Point is not null);

        RuleFor(l => l.Persons.Count).LessThanOrEqualTo(LeadBody.MostPersons).OverridePropertyName(nameof(LeadBody.Persons));
        RuleForEach(l => l.Persons).NotNull().SetValidator(new PersonValidator());
        RuleFor(l => l.Beneficiaries.Count).LessThanOrEqualTo(LeadBody.MostPersons).OverridePropertyName(nameof(LeadBody.Beneficiaries));
        RuleForEach(l => l.Beneficiaries).NotNull().ChildRules(b =>
        {
            b.RuleFor(x => x.Name).Line(100);
            b.RuleFor(x => x.Count).InclusiveBetween(1, 100_000);
            b.RuleFor(x => x.Note).Prose(500);
        });
        RuleFor(l => l.OwnerEpoch).InclusiveBetween(1, 1_000_000_000);
        RuleFor(l => l.Harm.Injured).InclusiveBetween(0, 1000);
        RuleFor(l => l.Harm.Died).InclusiveBetween(0, 1000);

        RuleFor(l => l.Reporter.Name).NotEmpty().When(l => !l.Reporter.Anonymous).Refuses(CaseErrors.ReporterUnnamed);
        RuleFor(l => l.Reporter.Name).Null().When(l => l.Reporter.Anonymous);
        RuleFor(l => l.Reporter.Name).Line(100);
        RuleFor(l => l.Reporter.Phone).Null().When(l => l.Reporter.Anonymous);
        RuleFor(l => l.Reporter.Phone).PhoneNumber();
        RuleFor(l => l.Reporter.Relation).OneOf(LeadCodes.Relations);

        RuleFor(l => l.Protection).OneOf(Protection.All);
        RuleFor(l => l.ExternalIds.Count).LessThanOrEqualTo(LeadBody.MostExternalIds).OverridePropertyName(nameof(LeadBody.ExternalIds));
        RuleFor(l => l.ExternalIds).Must(ids => ids.Distinct().Count() == ids.Count).Refuses(CaseErrors.ExternalIdRepeated);
        RuleForEach(l => l.ExternalIds).NotNull().ChildRules(id =>
        {
            id.RuleFor(x => x.System).ExternalSystem();
            id.RuleFor(x => x.Value).NotEmpty().Line(200);
        });
        Attachments();
    }

    private void Attachments()
    {
        RuleFor(l => l.Attachments!.Count).LessThanOrEqualTo(LeadBody.MostAttachments).When(l => l.Attachments is not null).OverridePropertyName(nameof(LeadBody.Attachments));
        RuleFor(l => l.Attachments).Must(files => files is null || files.OfType<AttachmentBody>().DistinctBy(file => file.FileId).Count() == files.OfType<AttachmentBody>().Count())
            .Refuses(CaseErrors.FileRepeated);
        RuleForEach(l => l.Attachments).NotNull().ChildRules(file =>
        {
            file.RuleFor(x => x.FileId).Must(id => id.Version == 7).Refuses(ValueProblems.IdNotOrdered);
            file.RuleFor(x => x.Kind).OneOf(LeadCodes.Attachments);
            file.RuleFor(x => x.Label).Line(200);
        });
    }

    private static DateTimeOffset StartOf(ActedBody acted) =>
        ChinaTime.StartOf(acted.On.From) + TimeOnly.Parse(acted.Time!, System.Globalization.CultureInfo.InvariantCulture).ToTimeSpan();

    private sealed class PersonValidator : AbstractValidator<PersonBody>
    {
        public PersonValidator()
        {
            RuleFor(p => p.Name).NotEmpty().Line(100);
            RuleFor(p => p.Document!).IdentityDocument().When(p => p.Document is not null);
            RuleFor(p => p.Phone).PhoneNumber();
            RuleFor(p => p.HouseholdRegion).RegionCode();
        }
    }
}
