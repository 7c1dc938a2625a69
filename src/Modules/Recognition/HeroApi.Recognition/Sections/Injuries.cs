namespace HeroApi.Recognition.Sections;

/// <summary>An injury that came of an act, and how it was graded. Health data: nothing is searched for by it.</summary>
internal sealed record InjuryBody
{
    internal const int Most = 20;

    /// <summary>What was hurt; at most 500 characters.</summary>
    public required string What { get; init; }

    /// <summary>The grade of the disability, 1 (worst) to 10; null when there is none or it is not known.</summary>
    public int? Grade { get; init; }

    /// <summary>Who graded it, as the paper names them.</summary>
    public string? AssessedBy { get; init; }

    public string? CertificateNumber { get; init; }

    public PartialDate? CertificateOn { get; init; }

    internal static InjuryBody Example => new()
    {
        What = "左臂骨折，功能部分受限",
        Grade = 8,
        AssessedBy = "示范市劳动能力鉴定委员会",
        CertificateNumber = "示劳鉴〔2026〕1号",
        CertificateOn = PartialDate.Parse("2026-05", null)
    };
}

/// <summary>The shape of an injury.</summary>
internal sealed class InjuryValidator : AbstractValidator<InjuryBody>
{
    public InjuryValidator(TimeProvider clock)
    {
        RuleFor(i => i.What).NotEmpty().Prose(500);
        RuleFor(i => i.Grade).InclusiveBetween(1, 10);
        RuleFor(i => i.AssessedBy).Line(200);
        RuleFor(i => i.CertificateNumber).Line(100);
        RuleFor(i => i.CertificateOn).Must(on => on is null || on.From <= clock.Today()).Refuses(ValueProblems.InFuture);
    }
}

/// <summary>The row of an injury.</summary>
internal sealed record InjuryRow
{
    internal const string Columns = "hero_id, what, grade, assessed_by, certificate_number, certificate_on";

    public required Guid HeroId { get; init; }
    public required string What { get; init; }
    public int? Grade { get; init; }
    public string? AssessedBy { get; init; }
    public string? CertificateNumber { get; init; }
    public PartialDate? CertificateOn { get; init; }

    internal InjuryBody View => new() { What = What, Grade = Grade, AssessedBy = AssessedBy, CertificateNumber = CertificateNumber, CertificateOn = CertificateOn };
}
