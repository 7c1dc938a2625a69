namespace HeroApi.Recognition.BonusSchemes;

/// <summary>By what an amount is reckoned: a base, and what is added to it.</summary>
internal sealed record BonusFormula
{
    internal const int MostAdditions = 5;

    public required FormulaPart Base { get; init; }

    /// <summary>At most 5.</summary>
    public IReadOnlyList<Addition> Additions { get; init; } = [];

    internal static BonusFormula Example => new() { Base = FormulaPart.Example, Additions = [Addition.Example] };
}

/// <summary>One amount of a formula. Which of its members are given, its kind decides; amounts are in fen.</summary>
internal record FormulaPart
{
    internal const int Grades = 10;

    /// <summary>Of the vocabulary bonus_formula_kind.</summary>
    public required string Kind { get; init; }

    /// <summary>Of fixed: the amount, in fen.</summary>
    public long? AmountFen { get; init; }

    /// <summary>Of range and minimum: the least, in fen.</summary>
    public long? FromFen { get; init; }

    /// <summary>Of range: the most, in fen.</summary>
    public long? ToFen { get; init; }

    /// <summary>Of index: which one, of the vocabulary published_index.</summary>
    public string? Index { get; init; }

    /// <summary>Of index: the region whose figure it is, GB/T 2260 with 6 digits; 000000 is the nation.</summary>
    public string? IndexRegion { get; init; }

    /// <summary>Of index: how many times the index, from 0.01 to 1,000.</summary>
    public decimal? Times { get; init; }

    /// <summary>Of by_grade: an amount for each grade that has one.</summary>
    public IReadOnlyList<GradeAmount>? ByGrade { get; init; }

    /// <summary>Where it stands, such as 第二十条; at most 100 characters.</summary>
    public string? Article { get; init; }

    internal static FormulaPart Example => new() { Kind = "range", FromFen = 200_000, ToFen = 300_000, Article = "第三条" };
}

/// <summary>What is added to the base, and for whom.</summary>
internal sealed record Addition : FormulaPart
{
    /// <summary>Of the vocabulary bonus_addition.</summary>
    public required string When { get; init; }

    internal static new Addition Example => new() { When = "died", Kind = "fixed", AmountFen = 5_000_000, Article = "第四条" };
}

/// <summary>The amount for one disability grade.</summary>
internal sealed record GradeAmount
{
    /// <summary>From 1, the worst, to 10; 0 stands for death.</summary>
    public required int Grade { get; init; }

    /// <summary>The amount, or the least, in fen.</summary>
    public required long FromFen { get; init; }

    /// <summary>The most, in fen, where there is room.</summary>
    public long? ToFen { get; init; }
}

/// <summary>A formula says all that its kinds need, and nothing that they do not know.</summary>
internal sealed class BonusFormulaRules : AbstractValidator<BonusFormula>
{
    public BonusFormulaRules()
    {
        RuleFor(f => f.Base).SetValidator(new FormulaPartRules());
        RuleFor(f => f.Additions.Count).LessThanOrEqualTo(BonusFormula.MostAdditions).OverridePropertyName(nameof(BonusFormula.Additions));
        RuleForEach(f => f.Additions).NotNull().SetValidator(new AdditionRules());
    }
}

internal sealed class AdditionRules : AbstractValidator<Addition>
{
    public AdditionRules()
    {
        Include(new FormulaPartRules());
        RuleFor(a => a.When).NotEmpty().OneOf(SchemeCodes.Additions);
    }
}

internal sealed class FormulaPartRules : AbstractValidator<FormulaPart>
{
    public FormulaPartRules()
    {
        RuleFor(p => p.Kind).NotEmpty().OneOf(SchemeCodes.Kinds);
        RuleFor(p => p.AmountFen).InclusiveBetween(1, Fen.Most);
        RuleFor(p => p.FromFen).InclusiveBetween(1, Fen.Most);
        RuleFor(p => p.ToFen).InclusiveBetween(1, Fen.Most);
        RuleFor(p => p.ToFen).Must((part, to) => to is null || part.FromFen is null || to > part.FromFen).Refuses(ValueProblems.OutOfRange);
        RuleFor(p => p.Index).OneOf(SchemeCodes.Indices);
        RuleFor(p => p.IndexRegion).Matches("^[0-9]{6}\\z");
        RuleFor(p => p.Times).InclusiveBetween(0.01m, 1000m);
        RuleFor(p => p.Times).Must(times => times is null || decimal.Round(times.Value, 2) == times).Refuses(ValueProblems.Format);
        RuleFor(p => p.ByGrade!.Count).InclusiveBetween(1, FormulaPart.Grades + 1).When(p => p.ByGrade is not null).OverridePropertyName(nameof(FormulaPart.ByGrade));
        RuleFor(p => p.ByGrade).Must(rows => rows!.DistinctBy(row => row?.Grade).Count() == rows!.Count).When(p => p.ByGrade is not null).Refuses(BonusErrors.GradeRepeated);
        RuleForEach(p => p.ByGrade).NotNull().ChildRules(row =>
        {
            row.RuleFor(r => r.Grade).InclusiveBetween(0, FormulaPart.Grades);
            row.RuleFor(r => r.FromFen).InclusiveBetween(1, Fen.Most);
            row.RuleFor(r => r.ToFen).InclusiveBetween(1, Fen.Most);
            row.RuleFor(r => r.ToFen).Must((one, to) => to is null || to > one.FromFen).Refuses(ValueProblems.OutOfRange);
        });
        RuleFor(p => p.Article).Line(100);
        Only(p => p.AmountFen is not null, nameof(FormulaPart.AmountFen), "fixed");
        Only(p => p.FromFen is not null, nameof(FormulaPart.FromFen), "range", "minimum");
        Only(p => p.ToFen is not null, nameof(FormulaPart.ToFen), "range");
        Only(p => p.Index is not null, nameof(FormulaPart.Index), "index");
        Only(p => p.IndexRegion is not null, nameof(FormulaPart.IndexRegion), "index");
        Only(p => p.Times is not null, nameof(FormulaPart.Times), "index");
        Only(p => p.ByGrade is not null, nameof(FormulaPart.ByGrade), "by_grade");
    }

    /// <summary>A member is given with these kinds, and with no others; of an unknown kind only that it is unknown is said.</summary>
    private void Only(Func<FormulaPart, bool> given, string member, params string[] kinds)
    {
        RuleFor(p => p).Must(part => given(part)).When(part => kinds.Contains(part.Kind)).OverridePropertyName(member).Refuses(ValueProblems.Required);
        RuleFor(p => p).Must(part => !given(part)).When(part => SchemeCodes.Kinds.Contains(part.Kind) && !kinds.Contains(part.Kind)).OverridePropertyName(member).Refuses(ValueProblems.Unwanted);
    }
}
