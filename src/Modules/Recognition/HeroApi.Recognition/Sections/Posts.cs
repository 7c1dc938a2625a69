namespace HeroApi.Recognition.Sections;

/// <summary>A post or role that the person holds or held.</summary>
internal sealed record PostBody
{
    internal const int Most = 20;

    /// <summary>Of the vocabulary post_kind.</summary>
    public required string Kind { get; init; }

    /// <summary>Where: the village, the unit, the congress.</summary>
    public required string Unit { get; init; }

    /// <summary>What it is called there, such as 村委会副主任.</summary>
    public string? Title { get; init; }

    public PartialDate? From { get; init; }

    public PartialDate? To { get; init; }

    /// <summary>No longer held; true by itself when it has an end.</summary>
    public bool Ended { get; init; }

    internal static PostBody Example => new() { Kind = "village_committee", Unit = "示范镇示范村", Title = "村委会副主任", From = PartialDate.Parse("2021-03", null) };
}

/// <summary>The shape of a post.</summary>
internal sealed class PostValidator : AbstractValidator<PostBody>
{
    public PostValidator(TimeProvider clock)
    {
        RuleFor(p => p.Kind).OneOf(SectionCodes.Posts);
        RuleFor(p => p.Unit).NotEmpty().Line(200);
        RuleFor(p => p.Title).Line(100);
        RuleFor(p => p.From).Must(on => on is null || on.From <= clock.Today()).Refuses(ValueProblems.InFuture);
        RuleFor(p => p.To).Must(on => on is null || on.From <= clock.Today()).Refuses(ValueProblems.InFuture);
        RuleFor(p => p.To).Must((p, to) => to is null || p.From is null || to.To >= p.From.From).Refuses(RecognitionErrors.PostEndsFirst);
    }
}

/// <summary>The row of a post.</summary>
internal sealed record PostRow
{
    internal const string Columns = "hero_id, kind, unit, title, from_on, to_on, ended";

    public required Guid HeroId { get; init; }
    public required string Kind { get; init; }
    public required string Unit { get; init; }
    public string? Title { get; init; }
    public PartialDate? FromOn { get; init; }
    public PartialDate? ToOn { get; init; }
    public required bool Ended { get; init; }

    internal PostBody View => new() { Kind = Kind, Unit = Unit, Title = Title, From = FromOn, To = ToOn, Ended = Ended };
}
