namespace HeroApi.Welfare.Visits.Needs;

/// <summary>What somebody was found to need, and who sees to it.</summary>
internal sealed record FoundNeedBody
{
    /// <summary>Of the vocabulary visit_need_kind.</summary>
    public required string Kind { get; init; }

    /// <summary>At most 1,000 characters.</summary>
    public required string Words { get; init; }

    /// <summary>Who sees to it; at most 100 characters.</summary>
    public string? Assignee { get; init; }

    /// <summary>The organisation that sees to it: yours or one below it.</summary>
    public Guid? AssigneeOrgId { get; init; }

    /// <summary>Until when, in China; in thirty days when absent.</summary>
    public DateOnly? DueOn { get; init; }

    internal static FoundNeedBody Example => new() { Kind = "schooling", Words = "孩子转学须协调", Assignee = "示范专干" };
}

/// <summary>The shape of a need.</summary>
internal sealed class FoundNeedBodyRules : AbstractValidator<FoundNeedBody>
{
    public FoundNeedBodyRules()
    {
        RuleFor(n => n.Kind).OneOf(VisitCodes.NeedKinds);
        RuleFor(n => n.Words).NotEmpty().Prose(1000);
        RuleFor(n => n.Assignee).Line(100);
    }
}
