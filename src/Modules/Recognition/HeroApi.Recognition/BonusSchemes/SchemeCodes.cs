namespace HeroApi.Recognition.BonusSchemes;

/// <summary>The codes of bonus schemes and of the indices that they stand on.</summary>
internal static class SchemeCodes
{
    /// <summary>The levels of titles that a scheme is for.</summary>
    internal static readonly Vocabulary Levels = new("bonus_level",
        ("nation", "国家级", "National"),
        ("province", "省级", "Provincial"),
        ("city", "市级", "City"),
        ("county", "县级", "County"),
        ("below", "县级以下", "Below the county"));

    /// <summary>How an amount comes about.</summary>
    internal static readonly Vocabulary Kinds = new("bonus_formula_kind",
        ("fixed", "固定金额", "A fixed amount"),
        ("range", "金额幅度", "Between two amounts"),
        ("minimum", "最低金额", "At least an amount"),
        ("index", "公布指标的倍数", "A multiple of a published index"),
        ("by_grade", "按伤残等级", "By disability grade, or death"));

    /// <summary>For whom something is added.</summary>
    internal static readonly Vocabulary Additions = new("bonus_addition",
        ("always", "一律加发", "For everybody"),
        ("died", "牺牲加发", "Where the person died of the act"),
        ("disabled", "伤残加发", "Where the person lives and is disabled"));

    /// <summary>Whom a scheme is for, by what the act did to them.</summary>
    internal static readonly Vocabulary Harms = new("bonus_harm",
        ("died", "牺牲人员", "Who died"),
        ("disabled", "伤残人员", "Who was disabled"));

    /// <summary>The figures that are published for a year: by statisticians, per head and year, or as a rate of pay, per month.</summary>
    internal static readonly Vocabulary Indices = new("published_index",
        ("urban_income", "城镇居民人均可支配收入", "Disposable income per head of urban households"),
        ("rural_income", "农村居民人均可支配收入", "Disposable income per head of rural households"),
        ("income", "居民人均可支配收入", "Disposable income per head of households"),
        ("consumption", "居民人均消费支出", "Consumption spending per head of households"),
        ("average_wage", "职工月平均工资", "Average monthly wage"),
        ("minimum_wage", "月最低工资标准", "Monthly minimum wage"),
        ("lieutenant_pay", "排职少尉军官基本月工资", "Monthly basic pay of a second lieutenant"));

    /// <summary>Those that are set beforehand for a year, and so are known within it.</summary>
    internal static readonly IReadOnlyList<string> Rates = ["minimum_wage", "lieutenant_pay"];

    internal static string Label(this Vocabulary codes, string code) => codes.Terms.Single(term => term.Code == code) is var term && English ? term.En : term.Zh;

    internal static bool English => System.Globalization.CultureInfo.CurrentUICulture.Name.StartsWith("en", StringComparison.Ordinal);
}

/// <summary>Limits of money.</summary>
internal static class Fen
{
    /// <summary>A hundred million yuan, far above any bonus seen.</summary>
    internal const long Most = 10_000_000_000;

    /// <summary>An amount as people read it.</summary>
    internal static string Yuan(long fen) => SchemeCodes.English
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"CNY {fen / 100m:N2}")
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{fen / 100m:N2} 元");
}
