namespace HeroApi.Welfare.Parity;

/// <summary>Something that the people on the register of a county are to have alike, wherever they acted. A part of the module that has more of such adds it to <see cref="All"/>.</summary>
/// <param name="Code">Of the vocabulary parity_measure.</param>
/// <param name="Has">Whether the person of an entitlement has it, for the alias it is given; @today is the day, @first and @next bound its year.</param>
/// <param name="Concerns">For whom it is asked at all.</param>
internal sealed record ParityMeasure(string Code, Func<string, string> Has, Func<string, string> Concerns)
{
    internal static readonly Vocabulary Codes = new("parity_measure",
        ("insured", "已投保", "On the list of a policy in force"),
        ("visited", "本年已慰问", "Visited this year"));

    internal static readonly IReadOnlyList<ParityMeasure> All =
    [
        new("insured", alias =>
            $"""
            EXISTS (SELECT 1 FROM welfare_policy p JOIN welfare_policy_member m ON m.policy_id = p.id JOIN welfare_entitlement f ON f.hero_id = m.hero_id
                    WHERE UNSCOPED('what a person has counts, whoever gave it') AND p.state = 'in_force' AND p.from_day <= @today AND p.to_day >= @today
                    AND m.state IN ('insured', 'pending_leave') AND f.person_id = {alias}.person_id)
            """, alias => $"{alias}.state = 'active'"),
        new("visited", alias =>
            $"""
            EXISTS (SELECT 1 FROM welfare_entitlement f JOIN welfare_visit v ON v.hero_id = f.hero_id
                    WHERE UNSCOPED('what a person has counts, whoever gave it') AND v.state = 'paid' AND v.on_date >= @first AND v.on_date < @next AND f.person_id = {alias}.person_id)
            """, _ => "TRUE")
    ];

    /// <summary>Whether a person lacks what he is to have.</summary>
    internal string Lacks(string alias) => $"({Concerns(alias)} AND NOT {Has(alias)})";
}
