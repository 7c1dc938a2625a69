namespace HeroApi.Recognition.Titles;

/// <summary>What a caller writes of a title.</summary>
internal sealed record TitleBody
{
    /// <summary>Of the vocabulary honour_level; it does not change afterwards.</summary>
    public required string Level { get; init; }

    /// <summary>The region that the organisation answers for: GB/T 2260; 000000 for the nation. It does not change afterwards.</summary>
    public required string RegionCode { get; init; }

    public required string Name { get; init; }

    /// <summary>Of the vocabulary title_kind.</summary>
    public required string Kind { get; init; }

    /// <summary>person, group or both.</summary>
    public required string Subject { get; init; }

    /// <summary>Who grants it, in words.</summary>
    public required string GrantingBody { get; init; }

    /// <summary>The article or paper that it rests on.</summary>
    public string? Basis { get; init; }

    /// <summary>Since when it is granted, as well as it is known.</summary>
    public PartialDate? Since { get; init; }

    /// <summary>Until when it is granted, as well as it is known.</summary>
    public PartialDate? Until { get; init; }

    internal static TitleBody Example => new()
    {
        Level = "county",
        RegionCode = "371502",
        Name = "示范区见义勇为先进个人",
        Kind = "advanced",
        Subject = "person",
        GrantingBody = "示范区人民政府",
        Basis = "示范区见义勇为表彰办法",
        Since = PartialDate.Parse("2004", null)
    };

    internal static TitleBody Of(TitleView title) => new()
    {
        Level = title.Level,
        RegionCode = title.RegionCode,
        Name = title.Name,
        Kind = title.Kind,
        Subject = title.Subject,
        GrantingBody = title.GrantingBody,
        Basis = title.Basis,
        Since = title.Since,
        Until = title.Until
    };

    internal object Columns(Guid id, Guid? orgId, long version) => new
    {
        id,
        orgId,
        version,
        Level,
        RegionCode,
        Name,
        Kind,
        Subject,
        GrantingBody,
        Basis,
        Since,
        Until,
        from = Since?.From ?? new DateOnly(PartialDate.EarliestYear, 1, 1),
        to = Until?.To ?? new DateOnly(9999, 12, 31)
    };
}

/// <summary>The shape of a title.</summary>
internal sealed class TitleBodyValidator : AbstractValidator<TitleBody>
{
    public TitleBodyValidator()
    {
        RuleFor(t => t.Level).OneOf(TitleCodes.Levels);
        RuleFor(t => t.RegionCode).RegionCode();
        RuleFor(t => t.Name).NotEmpty().Line(100);
        RuleFor(t => t.Kind).OneOf(TitleCodes.Kinds);
        RuleFor(t => t.Subject).OneOf(TitleCodes.Subjects);
        RuleFor(t => t.GrantingBody).NotEmpty().Line(200);
        RuleFor(t => t.Basis).Line(300);
        RuleFor(t => t.Until).Must((t, until) => until is null || t.Since is null || until.To >= t.Since.From).Refuses(ValueProblems.OutOfRange);
    }
}
