namespace HeroApi.Welfare.Grants.Calculations;

/// <summary>Which routes are met by what is known, in their order, and what comes of those that are.</summary>
internal sealed record GrantCalculation
{
    /// <summary>Every route of this harm in the order of the law, then what the region adds.</summary>
    public required IReadOnlyList<RouteOutcome> Routes { get; init; }

    /// <summary>What the route that is met comes to; absent while none is, or a fact is missing.</summary>
    public GrantAmounts? Grant { get; init; }

    /// <summary>What the region adds, and is met too.</summary>
    public required IReadOnlyList<GrantAmounts> Additions { get; init; }

    /// <summary>The facts without which there is no amount yet, of the vocabulary grant_fact.</summary>
    public required IReadOnlyList<string> Needs { get; init; }

    internal static GrantCalculation Example => new() { Routes = [RouteOutcome.Example], Grant = GrantAmounts.Example, Additions = [], Needs = [] };
}

/// <summary>Whether a route is met, and why.</summary>
internal sealed record RouteOutcome
{
    public Guid? RouteId { get; init; }

    /// <summary>Of the vocabulary grant_route.</summary>
    public required string Code { get; init; }

    public required string Name { get; init; }

    /// <summary>Of the vocabulary grant_test_result.</summary>
    public required string Result { get; init; }

    /// <summary>Each condition and what is known of it; none where the route is for everybody left.</summary>
    public required IReadOnlyList<TestOutcome> Tests { get; init; }

    /// <summary>An earlier route that is met, of the vocabulary grant_route: then this one is not.</summary>
    public string? AfterRoute { get; init; }

    /// <summary>The facts that would decide, also for the routes before it; of the vocabulary grant_fact.</summary>
    public required IReadOnlyList<string> Needs { get; init; }

    public string? LegalBasis { get; init; }
    public string? Article { get; init; }

    /// <summary>Of the vocabulary grant_evidence.</summary>
    public string? Evidence { get; init; }

    /// <summary>The outcome in words, in the language of the request.</summary>
    public string Words => string.Concat(
        GrantCodes.Routes.Label(Code), Colon, GrantCodes.Results.Label(Result),
        AfterRoute is { } earlier ? $"{Comma}{(GrantCodes.English ? "an earlier route is met: " : "已符合在先途径：")}{GrantCodes.Routes.Label(earlier)}" : "",
        Needs.Count == 0 ? "" : Comma + string.Join(GrantCodes.English ? "; " : "；", Needs.Select(GrantCodes.Facts.Label)));

    private static string Colon => GrantCodes.English ? ": " : "：";

    private static string Comma => GrantCodes.English ? ", " : "，";

    internal static RouteOutcome Example => new()
    {
        RouteId = Guid.Parse("01980d2c-5a00-7000-8000-0000c0000007"),
        Code = "disability_pension",
        Name = "伤残抚恤",
        Result = "met",
        Tests = [],
        Needs = [],
        Evidence = "excerpt"
    };
}

/// <summary>One condition and what is known of it.</summary>
/// <param name="Fact">Of the vocabulary grant_fact.</param>
/// <param name="Is">The values that meet it.</param>
/// <param name="Known">What is known; absent when nothing is.</param>
/// <param name="Result">Of the vocabulary grant_test_result.</param>
internal sealed record TestOutcome(string Fact, IReadOnlyList<string> Is, string? Known, string Result);

/// <summary>What a route comes to. Sums of different periods are never added.</summary>
internal sealed record GrantAmounts
{
    public required Guid RouteId { get; init; }

    /// <summary>Of the vocabulary grant_route.</summary>
    public required string Code { get; init; }

    public required string Name { get; init; }

    /// <summary>Of the vocabulary grant_decided_as: a bonus is decided as such, and only told of here.</summary>
    public required string DecidedAs { get; init; }

    public required IReadOnlyList<PartAmount> Parts { get; init; }

    /// <summary>What is paid once, or the least of it, in fen.</summary>
    public long OnceFen => Sum("once");

    /// <summary>What is paid every month, in fen.</summary>
    public long MonthFen => Sum("month");

    /// <summary>What is paid every year, in fen.</summary>
    public long YearFen => Sum("year");

    private long Sum(string per) => Parts.Where(part => part.Per == per).Sum(part => part.FromFen);

    internal static GrantAmounts Example => new()
    {
        RouteId = Guid.Parse("01980d2c-5a00-7000-8000-0000c0000007"),
        Code = "disability_pension",
        Name = "伤残抚恤",
        DecidedAs = "grant",
        Parts = [PartAmount.Example]
    };
}

/// <summary>One amount with its payers and every step to it; money is in fen.</summary>
internal sealed record PartAmount
{
    /// <summary>Of the vocabulary grant_part.</summary>
    public required string Code { get; init; }

    /// <summary>Of the vocabulary grant_period.</summary>
    public required string Per { get; init; }

    /// <summary>The amount, or the least.</summary>
    public required long FromFen { get; init; }

    /// <summary>The most; the same where there is no room, absent where the text says at least.</summary>
    public long? ToFen { get; init; }

    /// <summary>What may not be gone below for whatever reason: the least of a band, or a bound of the law.</summary>
    public long? FloorFen { get; init; }

    public required IReadOnlyList<PayerAmount> Payers { get; init; }
    public required IReadOnlyList<GrantStep> Steps { get; init; }
    public string? Article { get; init; }

    /// <summary>The amount in words, in the language of the request.</summary>
    public string Words => $"{GrantCodes.Parts.Label(Code)}{(GrantCodes.English ? $", {GrantCodes.Periods.Label(Per).ToLowerInvariant()}: " : $"（{GrantCodes.Periods.Label(Per)}）：")}{Bounds}{(Article is null ? "" : GrantCodes.English ? $" ({Article})" : $"（{Article}）")}";

    private string Bounds => ToFen == FromFen ? GrantCodes.Yuan(FromFen)
        : ToFen is null ? GrantCodes.English ? $"at least {GrantCodes.Yuan(FromFen)}" : $"不低于 {GrantCodes.Yuan(FromFen)}"
        : GrantCodes.English ? $"{GrantCodes.Yuan(FromFen)} to {GrantCodes.Yuan(ToFen.Value)}" : $"{GrantCodes.Yuan(FromFen)} 至 {GrantCodes.Yuan(ToFen.Value)}";

    internal static PartAmount Example => new()
    {
        Code = "disability_pension",
        Per = "year",
        FromFen = 6_000_000,
        ToFen = 6_000_000,
        Payers = [new PayerAmount("veterans_affairs", 100, 6_000_000)],
        Steps = [new GrantStep { Kind = "fact", Of = "pension_standard", Fen = 6_000_000 }]
    };
}

/// <summary>What one payer pays of an amount.</summary>
/// <param name="Payer">Of the vocabulary grant_payer.</param>
/// <param name="Percent">The share.</param>
/// <param name="Fen">Of the amount, or of the least; what rounding leaves over is the last payer's.</param>
internal sealed record PayerAmount(string Payer, int Percent, long Fen);
