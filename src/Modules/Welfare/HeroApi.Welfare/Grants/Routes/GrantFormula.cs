namespace HeroApi.Welfare.Grants.Routes;

/// <summary>One condition: what is known of a fact is among these values.</summary>
internal sealed record GrantTest
{
    /// <summary>Of the vocabulary grant_fact.</summary>
    public required string Fact { get; init; }

    /// <summary>true, false, a grade, or a code of the fact's own vocabulary; any of them will do.</summary>
    public required IReadOnlyList<string> Is { get; init; }

    internal static GrantTest Example => new() { Fact = "scheme", Is = ["work_injury"] };
}

/// <summary>One amount of a route, by whom it is paid, and how it is reckoned: a base, times a number or a share of it; money is in fen.</summary>
internal sealed record GrantPart
{
    /// <summary>Of the vocabulary grant_part.</summary>
    public required string Code { get; init; }

    /// <summary>Of the vocabulary grant_base.</summary>
    public required string Base { get; init; }

    /// <summary>Whose figure it is, of the vocabulary grant_base_region; the nation's when absent. Wages are those of the narrowest region that has one.</summary>
    public string? BaseRegion { get; init; }

    /// <summary>A base that is taken instead where it is higher, of the vocabulary grant_base.</summary>
    public string? OrBase { get; init; }

    /// <summary>So many times the base, such as months; from 1 to 1,000.</summary>
    public int? Times { get; init; }

    /// <summary>This share of the base; from 1 to 1,000.</summary>
    public int? Percent { get; init; }

    /// <summary>The fact that chooses the row, of the vocabulary grant_fact.</summary>
    public string? By { get; init; }

    /// <summary>A number or share for each value of that fact; without a row for it there is no such part.</summary>
    public IReadOnlyList<GrantRow>? Rows { get; init; }

    /// <summary>Shares of the base by who depended on the person.</summary>
    public DependantShares? Dependants { get; init; }

    /// <summary>Of a fixed amount: it, or the least, in fen.</summary>
    public long? FromFen { get; init; }

    /// <summary>Of a band: the most, in fen.</summary>
    public long? ToFen { get; init; }

    /// <summary>What the amount is never below, of the vocabulary grant_base.</summary>
    public string? FloorBase { get; init; }

    /// <summary>What the amount is never below, in fen.</summary>
    public long? LeastFen { get; init; }

    /// <summary>Whether the text says at least, so that more may be decided without bound.</summary>
    public bool AtLeast { get; init; }

    /// <summary>Of the vocabulary grant_period.</summary>
    public required string Per { get; init; }

    /// <summary>Who pays; of several those whose conditions are met, in these shares.</summary>
    public required IReadOnlyList<GrantShare> Payers { get; init; }

    /// <summary>Only when all of these are met.</summary>
    public IReadOnlyList<GrantTest> When { get; init; } = [];

    /// <summary>Where it stands; at most 100 characters.</summary>
    public string? Article { get; init; }

    internal static GrantPart Example => new()
    {
        Code = "lump_sum",
        Base = "urban_income",
        BaseRegion = "nation",
        Times = 20,
        AtLeast = true,
        Per = "once",
        Payers = [new GrantShare { Payer = GrantCodes.Fund, Percent = 100 }],
        Article = "第二十八条"
    };
}

/// <summary>What is paid for one value of a fact.</summary>
internal sealed record GrantRow
{
    /// <summary>The value.</summary>
    public required string Is { get; init; }

    /// <summary>So many times the base.</summary>
    public int? Times { get; init; }

    /// <summary>This share of the base.</summary>
    public int? Percent { get; init; }

    /// <summary>Of a fixed base: the amount, or the least, in fen.</summary>
    public long? FromFen { get; init; }

    /// <summary>The most, in fen.</summary>
    public long? ToFen { get; init; }
}

/// <summary>Shares in percent of the base by who depended on the person.</summary>
internal sealed record DependantShares
{
    public required int Spouse { get; init; }

    /// <summary>Everybody else.</summary>
    public required int Other { get; init; }

    /// <summary>Added for a lone elderly person and for an orphan.</summary>
    public required int Alone { get; init; }

    /// <summary>The most that all of them together come to.</summary>
    public required int Most { get; init; }
}

/// <summary>Who pays a part, or a share of it.</summary>
internal sealed record GrantShare
{
    /// <summary>Of the vocabulary grant_payer.</summary>
    public required string Payer { get; init; }

    /// <summary>From 1 to 100; what rounding leaves over is the last one's.</summary>
    public required int Percent { get; init; }

    /// <summary>Only when all of these are met.</summary>
    public IReadOnlyList<GrantTest> When { get; init; } = [];
}

/// <summary>Between which shares of a figure own pay counts.</summary>
internal sealed record PayBounds
{
    /// <summary>The figure, of the vocabulary grant_base.</summary>
    public required string Of { get; init; }

    public required int FromPercent { get; init; }
    public required int ToPercent { get; init; }
    public string? Article { get; init; }
}

internal sealed class GrantTestRules : AbstractValidator<GrantTest>
{
    internal const int MostValues = 12;

    public GrantTestRules()
    {
        RuleFor(t => t.Fact).NotEmpty().OneOf(GrantCodes.Facts);
        RuleFor(t => t.Is.Count).InclusiveBetween(1, MostValues).OverridePropertyName(nameof(GrantTest.Is));
        RuleForEach(t => t.Is).NotEmpty().Matches("^[a-z0-9_]{1,20}\\z");
    }
}

/// <summary>A part says all that its base needs.</summary>
internal sealed class GrantPartRules : AbstractValidator<GrantPart>
{
    internal const int MostTests = 8;
    internal const int MostPayers = 5;

    public GrantPartRules()
    {
        RuleFor(p => p.Code).NotEmpty().OneOf(GrantCodes.Parts);
        RuleFor(p => p.Base).NotEmpty().OneOf(GrantCodes.Bases);
        RuleFor(p => p.BaseRegion).OneOf(GrantCodes.BaseRegions);
        RuleFor(p => p.OrBase).OneOf(GrantCodes.Bases);
        RuleFor(p => p.FloorBase).OneOf(GrantCodes.Bases);
        RuleFor(p => p.Times).InclusiveBetween(1, 1000);
        RuleFor(p => p.Percent).InclusiveBetween(1, 1000);
        RuleFor(p => p.Percent).Null().When(p => p.Times is not null);
        RuleFor(p => p.By).OneOf(GrantCodes.Facts);
        RuleFor(p => p.By).NotEmpty().When(p => p.Rows is not null);
        RuleFor(p => p.Rows).NotNull().When(p => p.By is not null);
        RuleFor(p => p.Rows!.Count).InclusiveBetween(1, GrantTestRules.MostValues).When(p => p.Rows is not null).OverridePropertyName(nameof(GrantPart.Rows));
        RuleFor(p => p.Rows).Must(rows => rows!.DistinctBy(row => row?.Is).Count() == rows!.Count).When(p => p.Rows is not null).Refuses(GrantErrors.CodeRepeated);
        RuleForEach(p => p.Rows).NotNull().ChildRules(row =>
        {
            row.RuleFor(r => r.Is).NotEmpty().Matches("^[a-z0-9_]{1,20}\\z");
            row.RuleFor(r => r.Times).InclusiveBetween(1, 1000);
            row.RuleFor(r => r.Percent).InclusiveBetween(1, 1000);
            row.RuleFor(r => r.FromFen).InclusiveBetween(1, GrantMoney.Most);
            row.RuleFor(r => r.ToFen).InclusiveBetween(1, GrantMoney.Most).Must((r, to) => to is null || to > r.FromFen).Refuses(ValueProblems.OutOfRange);
        });
        RuleFor(p => p.Dependants!).ChildRules(shares =>
        {
            shares.RuleFor(s => s.Spouse).InclusiveBetween(1, 100);
            shares.RuleFor(s => s.Other).InclusiveBetween(1, 100);
            shares.RuleFor(s => s.Alone).InclusiveBetween(0, 100);
            shares.RuleFor(s => s.Most).InclusiveBetween(1, 1000);
        }).When(p => p.Dependants is not null);
        RuleFor(p => p.FromFen).InclusiveBetween(1, GrantMoney.Most);
        RuleFor(p => p.FromFen).NotNull().When(p => p is { Base: "fixed", Rows: null });
        RuleFor(p => p.FromFen).Null().When(p => p.Base != "fixed");
        RuleFor(p => p.ToFen).InclusiveBetween(1, GrantMoney.Most).Must((part, to) => to is null || to > part.FromFen).Refuses(ValueProblems.OutOfRange);
        RuleFor(p => p.LeastFen).InclusiveBetween(1, GrantMoney.Most);
        RuleFor(p => p.Per).NotEmpty().OneOf(GrantCodes.Periods);
        RuleFor(p => p.Payers.Count).InclusiveBetween(1, MostPayers).OverridePropertyName(nameof(GrantPart.Payers));
        RuleForEach(p => p.Payers).NotNull().ChildRules(share =>
        {
            share.RuleFor(s => s.Payer).NotEmpty().OneOf(GrantCodes.Payers);
            share.RuleFor(s => s.Percent).InclusiveBetween(1, 100);
            share.RuleFor(s => s.When.Count).LessThanOrEqualTo(MostTests).OverridePropertyName(nameof(GrantShare.When));
            share.RuleForEach(s => s.When).NotNull().SetValidator(new GrantTestRules());
        });
        RuleFor(p => p.When.Count).LessThanOrEqualTo(MostTests).OverridePropertyName(nameof(GrantPart.When));
        RuleForEach(p => p.When).NotNull().SetValidator(new GrantTestRules());
        RuleFor(p => p.Article).Line(100);
    }
}
