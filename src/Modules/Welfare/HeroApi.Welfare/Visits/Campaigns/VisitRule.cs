using Dapper;
using HeroApi.Welfare.Entitlements;

namespace HeroApi.Welfare.Visits.Campaigns;

/// <summary>Whom a campaign visits. Of the grade, the hardships and the death in the act one is enough; when none of them is asked for, everybody.</summary>
internal sealed record VisitRule
{
    /// <summary>active: persons; survivors: families of those who have died. Both when empty.</summary>
    public IReadOnlyList<string> States { get; init; } = [];

    /// <summary>Whose grade of disability is this or a smaller, worse one: 1 to 10.</summary>
    public int? GradeAtMost { get; init; }

    /// <summary>Whose hardship is one of these, of the vocabulary hardship_kind.</summary>
    public IReadOnlyList<string> Hardships { get; init; } = [];

    /// <summary>Who died in the act.</summary>
    public bool DiedInAct { get; init; }

    internal static readonly IReadOnlyList<string> Entitled = [EntitlementCodes.Active, EntitlementCodes.Survivors];

    internal static VisitRule Example => new() { GradeAtMost = 6, Hardships = ["minimum_living"], DiedInAct = true };

    private IReadOnlyList<string> Meant => States.Count > 0 ? States : Entitled;

    private bool Everybody => GradeAtMost is null && Hardships.Count == 0 && !DiedInAct;

    internal bool Means(EntitlementRow person) => Meant.Contains(person.State)
        && (Everybody || person.Grade <= GradeAtMost || (person.Hardship is not null && Hardships.Contains(person.Hardship)) || (DiedInAct && person.DiedInAct));

    /// <summary>The same, as what it adds to a WHERE over the entitlements e.</summary>
    internal string Clause(DynamicParameters parameters)
    {
        List<string> any = [];
        if (GradeAtMost is { } grade)
        {
            parameters.Add("grade", grade);
            any.Add("e.grade <= @grade");
        }

        if (Hardships.Count > 0)
            any.Add($"e.hardship IN {parameters.In("hardship", Hardships)}");
        if (DiedInAct)
            any.Add("e.died_in_act");
        return $"\nAND e.state IN {parameters.In("state", Meant)}{(any.Count == 0 ? "" : $" AND ({string.Join(" OR ", any)})")}";
    }
}

/// <summary>The shape of a rule.</summary>
internal sealed class VisitRuleRules : AbstractValidator<VisitRule>
{
    public VisitRuleRules()
    {
        RuleFor(r => r.States.Count).LessThanOrEqualTo(2).OverridePropertyName(nameof(VisitRule.States));
        RuleForEach(r => r.States).OneOf(VisitRule.Entitled);
        RuleFor(r => r.GradeAtMost).InclusiveBetween(1, 10);
        RuleFor(r => r.Hardships.Count).LessThanOrEqualTo(10).OverridePropertyName(nameof(VisitRule.Hardships));
        RuleForEach(r => r.Hardships).Matches("^[a-z_]{1,40}\\z");
    }
}
