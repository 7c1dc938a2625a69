namespace HeroApi.Cases.Reviews;

/// <summary>A request that the body above looks at a decision once more.</summary>
internal sealed record ReviewView
{
    public required Guid Id { get; init; }

    /// <summary>The day it was asked for, in China.</summary>
    public required DateOnly RequestedOn { get; init; }

    /// <summary>Who asks: of the vocabulary review_party.</summary>
    public required string AskedBy { get; init; }

    public required string Reasons { get; init; }

    /// <summary>Of the vocabulary review_state.</summary>
    public required string State { get; init; }

    public DateOnly? EndedOn { get; init; }

    internal static ReviewView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-000000000011"),
        RequestedOn = new DateOnly(2026, 6, 1),
        AskedBy = "applicant",
        Reasons = "另有见证人可以证明。",
        State = "requested"
    };
}

/// <summary>The codes of reviews.</summary>
internal static class ReviewCodes
{
    internal static readonly Vocabulary States = new("review_state",
        ("requested", "复核中", "Requested"),
        ("upheld", "维持", "Upheld"),
        ("changed", "变更", "Changed"),
        ("withdrawn", "已撤回", "Withdrawn"));

    /// <summary>Who may ask for review; the rule pack says which of them its law lets ask.</summary>
    internal static readonly Vocabulary Parties = new("review_party",
        ("applicant", "申请人", "Who applied"),
        ("recommender", "举荐人", "Who recommended"),
        ("interested_party", "利害关系人", "An interested party"));
}
