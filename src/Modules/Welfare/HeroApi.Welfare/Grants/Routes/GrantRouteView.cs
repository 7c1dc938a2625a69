namespace HeroApi.Welfare.Grants.Routes;

/// <summary>A way to a grant (抚恤补助途径), and by which paper. It is ended, never edited.</summary>
internal sealed record GrantRouteView : IVersioned
{
    public required Guid Id { get; init; }

    /// <summary>1 for what comes with the program.</summary>
    public long Version { get; init; } = 1;

    /// <summary>GB/T 2260, 6 digits; 000000 is the nation.</summary>
    public required string Region { get; init; }

    /// <summary>Of the vocabulary grant_route.</summary>
    public required string Code { get; init; }

    public required string Name { get; init; }

    /// <summary>Of the vocabulary grant_harm; absent for any.</summary>
    public string? Harm { get; init; }

    /// <summary>What must be so, beside that no earlier route is met.</summary>
    public IReadOnlyList<GrantTest> Tests { get; init; } = [];

    public required IReadOnlyList<GrantPart> Parts { get; init; }

    /// <summary>Between which bounds own pay counts; as it is when absent.</summary>
    public PayBounds? OwnPay { get; init; }

    /// <summary>Of the vocabulary grant_decided_as.</summary>
    public string DecidedAs { get; init; } = "grant";

    public required DateOnly ValidFrom { get; init; }

    /// <summary>The first day that it no longer holds.</summary>
    public DateOnly? ValidTo { get; init; }

    public required string LegalBasis { get; init; }
    public string? Article { get; init; }

    /// <summary>Of the vocabulary grant_evidence: what is known of the source.</summary>
    public required string Evidence { get; init; }

    /// <summary>Whether it comes with the program.</summary>
    public bool Shipped { get; init; }

    /// <summary>Who published it; absent where it comes with the program, or the installation itself did.</summary>
    public Guid? OrgId { get; init; }

    internal bool HoldsOn(DateOnly day) => Evidence != "draft" && ValidFrom <= day && (ValidTo is null || day < ValidTo);

    internal bool Regional => Code == GrantCodes.Regional;

    internal static GrantRouteView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-0000000000d1"),
        Region = GrantRouteBody.Example.Region,
        Code = GrantRouteBody.Example.Code,
        Name = GrantRouteBody.Example.Name,
        Harm = GrantRouteBody.Example.Harm,
        Parts = GrantRouteBody.Example.Parts,
        ValidFrom = GrantRouteBody.Example.ValidFrom,
        LegalBasis = GrantRouteBody.Example.LegalBasis,
        Article = GrantRouteBody.Example.Article,
        Evidence = "published",
        OrgId = Guid.Parse("01980d2c-5a00-7000-8000-000000000003")
    };
}
