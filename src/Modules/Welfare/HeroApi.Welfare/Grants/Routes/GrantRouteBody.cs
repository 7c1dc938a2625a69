namespace HeroApi.Welfare.Grants.Routes;

/// <summary>A way to a grant as a place publishes it: when it holds, for whom, and what comes of it.</summary>
internal sealed record GrantRouteBody
{
    /// <summary>Where it holds: GB/T 2260, 6 digits; 000000 is the nation. Of two of one code the narrower region's holds.</summary>
    public required string Region { get; init; }

    /// <summary>Of the vocabulary grant_route. A regional one stands beside the others and does not end the search.</summary>
    public required string Code { get; init; }

    /// <summary>As people call it; at most 100 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Of the vocabulary grant_harm; only a regional route may be for any.</summary>
    public string? Harm { get; init; }

    /// <summary>What must be so, beside that no earlier route is met; at most 8.</summary>
    public IReadOnlyList<GrantTest> Tests { get; init; } = [];

    /// <summary>What is paid; from 1 to 10.</summary>
    public required IReadOnlyList<GrantPart> Parts { get; init; }

    /// <summary>Between which bounds own pay counts; as it is when absent.</summary>
    public PayBounds? OwnPay { get; init; }

    /// <summary>Of the vocabulary grant_decided_as; a grant when absent.</summary>
    public string? DecidedAs { get; init; }

    /// <summary>The first day of the harm that it holds for.</summary>
    public required DateOnly ValidFrom { get; init; }

    /// <summary>The first day that it no longer holds.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>What it rests on: the paper, where and when it was published; at most 1,000 characters.</summary>
    public required string LegalBasis { get; init; }

    /// <summary>Where it stands, such as 第二十八条; at most 100 characters.</summary>
    public string? Article { get; init; }

    internal static GrantRouteBody Example => new()
    {
        Region = "350582",
        Code = "other_death",
        Name = "示范县见义勇为牺牲人员抚恤",
        Harm = "died",
        Parts = [GrantPart.Example],
        ValidFrom = new DateOnly(2026, 1, 1),
        LegalBasis = "示范县人民政府通知，2025年12月20日在县政府网站公布",
        Article = "第四条"
    };
}

internal sealed class GrantRouteRules : AbstractValidator<GrantRouteBody>
{
    private const int FurthestYears = 10;
    private const int MostParts = 10;

    public GrantRouteRules(TimeProvider clock)
    {
        RuleFor(r => r.Region).NotEmpty().Matches("^[0-9]{6}\\z");
        RuleFor(r => r.Code).NotEmpty().OneOf(GrantCodes.Routes);
        RuleFor(r => r.Name).NotEmpty().Line(100);
        RuleFor(r => r.Harm).OneOf(GrantCodes.Harms);
        RuleFor(r => r.Harm).Must((route, harm) => !GrantCodes.HarmOf.TryGetValue(route.Code ?? "", out var of) || of == harm).Refuses(GrantErrors.RouteHarm);
        RuleFor(r => r.Tests.Count).LessThanOrEqualTo(GrantPartRules.MostTests).OverridePropertyName(nameof(GrantRouteBody.Tests));
        RuleForEach(r => r.Tests).NotNull().SetValidator(new GrantTestRules());
        RuleFor(r => r.Parts.Count).InclusiveBetween(1, MostParts).OverridePropertyName(nameof(GrantRouteBody.Parts));
        RuleForEach(r => r.Parts).NotNull().SetValidator(new GrantPartRules());
        RuleFor(r => r.OwnPay!).ChildRules(bounds =>
        {
            bounds.RuleFor(b => b.Of).NotEmpty().OneOf(GrantCodes.Bases);
            bounds.RuleFor(b => b.FromPercent).InclusiveBetween(1, 1000);
            bounds.RuleFor(b => b.ToPercent).InclusiveBetween(1, 1000);
            bounds.RuleFor(b => b.Article).Line(100);
        }).When(r => r.OwnPay is not null);
        RuleFor(r => r.DecidedAs).OneOf(GrantCodes.DecidedAs);
        RuleFor(r => r.ValidFrom).Must(day => day.Year >= PartialDate.EarliestYear).Refuses(ValueProblems.TooEarly);
        RuleFor(r => r.ValidFrom).Must(day => day <= clock.Today().AddYears(FurthestYears)).Refuses(ValueProblems.OutOfRange);
        RuleFor(r => r.ValidTo).Must((route, to) => to is null || to > route.ValidFrom).Refuses(ValueProblems.OutOfRange);
        RuleFor(r => r.LegalBasis).NotEmpty().Prose(1000);
        RuleFor(r => r.Article).Line(100);
    }
}
