namespace HeroApi.Welfare.Fund.Incomes;

/// <summary>Money that came in, as it is recorded.</summary>
internal sealed record IncomeBody
{
    /// <summary>The fund that takes it.</summary>
    public required Guid FundId { get; init; }

    /// <summary>Of the vocabulary income_kind.</summary>
    public required string Kind { get; init; }

    /// <summary>Of the vocabulary donor_kind; of donations, and of those always.</summary>
    public string? DonorKind { get; init; }

    /// <summary>Who gave it, such as the donor or the office; at most 100 characters. Required of a donation, and absent of an anonymous one.</summary>
    public string? Payer { get; init; }

    /// <summary>Of a donation whose donor does not want to be named: the name is not taken at all.</summary>
    public bool Anonymous { get; init; }

    /// <summary>In fen.</summary>
    public required long AmountFen { get; init; }

    /// <summary>The day, in China; today when absent.</summary>
    public DateOnly? On { get; init; }

    /// <summary>The number of the official receipt; each once for an organisation. A donation has one unless the donor is anonymous or waives it (Charity Law, art. 38).</summary>
    public string? ReceiptNumber { get; init; }

    /// <summary>Whether the donor wants no receipt.</summary>
    public bool ReceiptWaived { get; init; }

    /// <summary>Who took it; at most 100 characters.</summary>
    public required string Handler { get; init; }

    /// <summary>At most 500 characters.</summary>
    public string? Note { get; init; }

    internal static IncomeBody Example => new()
    {
        FundId = Guid.Parse("01980d2c-5a00-7000-8000-0000000000f1"),
        Kind = "donation",
        DonorKind = "company",
        Payer = "示范企业",
        AmountFen = 100_000_000,
        On = new DateOnly(2026, 5, 8),
        ReceiptNumber = "示捐2026-0001",
        Handler = "示范会计"
    };
}

/// <summary>The shape of an income.</summary>
internal sealed class IncomeBodyRules : AbstractValidator<IncomeBody>
{
    public IncomeBodyRules(TimeProvider clock)
    {
        RuleFor(i => i.Kind).NotEmpty().OneOf(FundCodes.Incomes);
        RuleFor(i => i.DonorKind).OneOf(FundCodes.Donors);
        RuleFor(i => i.Payer).Line(100);
        RuleFor(i => i.AmountFen).InclusiveBetween(1, FundCodes.MostFen);
        RuleFor(i => i.On).Must(on => on is null || on <= clock.Today()).Refuses(ValueProblems.InFuture);
        RuleFor(i => i.ReceiptNumber).Line(100);
        RuleFor(i => i.Handler).NotEmpty().Line(100);
        RuleFor(i => i.Note).Prose(500);
        When(i => i.Kind == "donation", () =>
        {
            RuleFor(i => i.DonorKind).NotEmpty();
            RuleFor(i => i.Payer).NotEmpty().When(i => !i.Anonymous);
            RuleFor(i => i.Payer).Empty().When(i => i.Anonymous);
            RuleFor(i => i.ReceiptNumber).NotEmpty().When(i => !i.Anonymous && !i.ReceiptWaived);
        }).Otherwise(() =>
        {
            RuleFor(i => i.DonorKind).Empty();
            RuleFor(i => i.Anonymous).Must(anonymous => !anonymous).Refuses(ValueProblems.Unwanted);
        });
    }
}
