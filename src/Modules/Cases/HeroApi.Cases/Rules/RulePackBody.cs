namespace HeroApi.Cases.Rules;

/// <summary>The rules that a place publishes.</summary>
internal record SuccessorBody
{
    /// <summary>As the paper is called; at most 100 characters.</summary>
    public required string Title { get; init; }

    /// <summary>What it rests on: the paper, where and when it was published; at most 1,000 characters.</summary>
    public required string LegalBasis { get; init; }

    /// <summary>The first day of acts that it decides. It may lie in the past: a case that lacks a limit takes it up when it is needed next.</summary>
    public required DateOnly EffectiveFrom { get; init; }

    /// <summary>What it settles; each key once. It takes the place of all of its predecessor, so keys that stay are named again.</summary>
    public required IReadOnlyList<RuleSetting> Rules { get; init; }

    internal static SuccessorBody Example => new()
    {
        Title = "示范县见义勇为确认办理期限",
        LegalBasis = "示范县公安局通告，2026年5月20日在县政府网站公布",
        EffectiveFrom = new DateOnly(2026, 1, 1),
        Rules = [RuleSetting.Example, new RuleSetting { Key = RuleKeys.DecideStarts, Code = "acceptance", Article = "第三条" }, new RuleSetting { Key = RuleKeys.FilingWindow, None = true }]
    };
}

/// <summary>The rules that a place publishes, with the place.</summary>
internal sealed record RulePackBody : SuccessorBody
{
    /// <summary>Whose rules they are: GB/T 2260, 6 digits, of a county, a city or a province.</summary>
    public required string Region { get; init; }

    internal static new RulePackBody Example => new()
    {
        Region = "350582",
        Title = SuccessorBody.Example.Title,
        LegalBasis = SuccessorBody.Example.LegalBasis,
        EffectiveFrom = SuccessorBody.Example.EffectiveFrom,
        Rules = SuccessorBody.Example.Rules
    };
}

/// <summary>One key with what is said of it: exactly one of the members from <c>period</c> to <c>text</c>, as its kind is.</summary>
internal sealed record RuleSetting
{
    internal const int LongestPeriod = 3650;
    internal const int LongestCode = 40;
    internal const int MostCodes = 30;
    internal const long MostFen = 10_000_000_000;

    /// <summary>Of the vocabulary rule_key.</summary>
    public required string Key { get; init; }

    /// <summary>Of at least 1 and at most 3,650 days or working days, 120 months or 10 years.</summary>
    public Period? Period { get; init; }

    /// <summary>True when the law sets no limit here.</summary>
    public bool? None { get; init; }

    /// <summary>From 1 to 100.</summary>
    public int? Number { get; init; }

    /// <summary>In fen; at most a hundred million yuan.</summary>
    public long? AmountFen { get; init; }


    public string? Code { get; init; }
    public IReadOnlyList<string>? Codes { get; init; }
    public bool? Flag { get; init; }

    /// <summary>At most 500 characters.</summary>
    public string? Text { get; init; }

    /// <summary>Where it stands, such as 第三条; at most 100 characters.</summary>
    public string? Article { get; init; }

    internal RuleValue Value => new()
    {
        Period = Period,
        None = None == true,
        Number = Number,
        AmountFen = AmountFen,
        Code = Code,
        Codes = Codes,
        Flag = Flag,
        Text = Text,
        Article = Article,
        Confidence = "published"
    };

    internal static RuleSetting Example => new() { Key = RuleKeys.DecideWithin, Period = new Period(30), Article = "第三条" };
}

/// <summary>What a pack must be like, whoever publishes it: known keys, each once, each of its own kind.</summary>
internal sealed class RulePackRules : AbstractValidator<SuccessorBody>
{
    private const int FurthestYears = 10;

    public RulePackRules(TimeProvider clock)
    {
        RuleFor(c => c.Title).NotEmpty().Line(100);
        RuleFor(c => c.LegalBasis).NotEmpty().Prose(1000);
        RuleFor(c => c.EffectiveFrom).Must(day => day.Year >= PartialDate.EarliestYear).Refuses(ValueProblems.TooEarly);
        RuleFor(c => c.EffectiveFrom).Must(day => day <= clock.Today().AddYears(FurthestYears)).Refuses(ValueProblems.OutOfRange);
        RuleFor(c => c.Rules).NotEmpty();
        RuleFor(c => c.Rules.Count).LessThanOrEqualTo(RuleDefinition.Keys.Count).Refuses(ValueProblems.TooLong).OverridePropertyName(nameof(SuccessorBody.Rules));
        RuleFor(c => c.Rules).Must(rules => rules.Select(rule => rule.Key).Distinct().Count() == rules.Count)
            .When(c => c.Rules.All(rule => rule is not null)).Refuses(CaseErrors.RuleKeyRepeated);
        RuleForEach(c => c.Rules).NotNull().SetValidator(new Each());
    }

    private sealed class Each : AbstractValidator<RuleSetting>
    {
        public Each()
        {
            RuleFor(r => r.Key).OneOf(RuleDefinition.Keys);
            RuleFor(r => r.Article).Line(100);
            RuleFor(r => r.Period).Must((rule, value) => value is null || Takes(rule, "period")).Refuses(CaseErrors.RuleKindWrong);
            RuleFor(r => r.Period).Must(IsSane).Refuses(ValueProblems.OutOfRange);
            RuleFor(r => r.None).Must((rule, value) => value is null || (TakesNone(rule) && (rule.Period is null && rule.AmountFen is null) == (value == true))).Refuses(CaseErrors.RuleKindWrong);
            RuleFor(r => r.Number).Must((rule, value) => value is null || Takes(rule, "number")).Refuses(CaseErrors.RuleKindWrong);
            RuleFor(r => r.Number).InclusiveBetween(1, 100);
            RuleFor(r => r.AmountFen).Must((rule, value) => value is null || Takes(rule, "money")).Refuses(CaseErrors.RuleKindWrong);
            RuleFor(r => r.AmountFen).InclusiveBetween(1, RuleSetting.MostFen);
            RuleFor(r => r.Code).MaximumLength(RuleSetting.LongestCode);
            RuleForEach(r => r.Codes).MaximumLength(RuleSetting.LongestCode);
            RuleFor(r => r.Codes!.Count).LessThanOrEqualTo(RuleSetting.MostCodes).When(r => r.Codes is not null).OverridePropertyName(nameof(RuleSetting.Codes));
            RuleFor(r => r.Code).Must((rule, value) => value is null || Takes(rule, "code")).Refuses(CaseErrors.RuleKindWrong);
            RuleFor(r => r.Code).Must((rule, value) => value is null || Knows(rule, "code", value)).Refuses(ValueProblems.NotAllowed);
            RuleFor(r => r.Codes).Must((rule, value) => value is null || Takes(rule, "codes")).Refuses(CaseErrors.RuleKindWrong);
            RuleFor(r => r.Codes).Must((rule, value) => value is null || (value.All(code => Knows(rule, "codes", code)) && value.Distinct().Count() == value.Count))
                .Refuses(ValueProblems.NotAllowed);
            RuleFor(r => r.Flag).Must((rule, value) => value is null || Takes(rule, "flag")).Refuses(CaseErrors.RuleKindWrong);
            RuleFor(r => r.Text).Must((rule, value) => value is null || Takes(rule, "text")).Refuses(CaseErrors.RuleKindWrong);
            RuleFor(r => r.Text).Prose(500);
            RuleFor(r => r).Must(SaysSomething).OverridePropertyName("").Refuses(ValueProblems.Required);
        }

        /// <summary>Of an unknown key, only that it is unknown is said.</summary>
        private static bool Takes(RuleSetting rule, string kind) => RuleDefinition.Of(rule.Key) is not { } known || known.Kind == kind;

        private static bool TakesNone(RuleSetting rule) => Takes(rule, "period") || Takes(rule, "money");

        private static bool Knows(RuleSetting rule, string kind, string code) =>
            RuleDefinition.Of(rule.Key) is not { } known || known.Kind != kind || known.Codes!.Contains(code);

        private static bool SaysSomething(RuleSetting rule) => rule.Period is not null || rule.None == true || rule.Number is not null || rule.AmountFen is not null || rule.Code is not null
            || rule.Codes is not null || rule.Flag is not null || !string.IsNullOrWhiteSpace(rule.Text);

        private static bool IsSane(Period? period) => period is not { } given || given.Amount >= 1 && given.Amount <= given.Unit switch
        {
            PeriodUnit.Years => RuleSetting.LongestPeriod / 365,
            PeriodUnit.Months => 120,
            _ => RuleSetting.LongestPeriod
        };
    }
}
