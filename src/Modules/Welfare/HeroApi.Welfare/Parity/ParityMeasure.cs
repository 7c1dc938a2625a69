using HeroApi.Welfare.Benefits;

namespace HeroApi.Welfare.Parity;

/// <summary>Something that the people on the register of a county are to have alike, wherever they acted. A part of the module that has more of such adds it to <see cref="All"/>.</summary>
/// <param name="Code">Of the vocabulary parity_measure.</param>
/// <param name="Has">Whether the person of an entitlement has it, for the alias it is given; @today is the day, @year its year, which @first and @next bound.</param>
/// <param name="Concerns">For whom it is asked at all.</param>
internal sealed record ParityMeasure(string Code, Func<string, string> Has, Func<string, string> Concerns)
{
    internal static readonly Vocabulary Codes = new("parity_measure",
        ("insured", "已投保", "On the list of a policy in force"),
        ("visited", "本年已慰问", "Visited this year"),
        ("green_channel", "居住地有绿色通道医院", "A hospital of the green channel where the person lives"),
        ("plaque", "已挂光荣之家牌匾", "A plaque hangs at the door"),
        ("grant", "已决定抚恤补助", "Death or disability grant decided"),
        ("benefit", "困难帮扶已落实", "In hardship, and a benefit or a plan of the year"));

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
            """, _ => "TRUE"),
        new("green_channel", alias =>
            $"""
            EXISTS (SELECT 1 FROM welfare_hospital h
                    WHERE UNSCOPED('a door that opens counts, whoever agreed with the hospital') AND h.deleted_at IS NULL AND h.valid_from <= @today AND (h.valid_to IS NULL OR h.valid_to >= @today)
                    AND substr(h.region, 1, 4) = substr(COALESCE({alias}.living_region, {alias}.household_region), 1, 4))
            """, alias => $"{alias}.state = 'active'"),
        new("plaque", alias => $"{alias}.has_plaque", _ => "TRUE"),
        new("grant", alias =>
            $"""
            EXISTS (SELECT 1 FROM welfare_entitlement f JOIN welfare_grant g ON g.hero_id = f.hero_id
                    WHERE UNSCOPED('what a person has counts, whoever gave it') AND g.state = 'granted' AND f.person_id = {alias}.person_id)
            """, alias => $"({alias}.died_in_act OR {alias}.grade IS NOT NULL)"),
        new("benefit", alias =>
            $"""
            (EXISTS (SELECT 1 FROM welfare_entitlement f JOIN welfare_benefit b ON b.hero_id = f.hero_id
                     WHERE UNSCOPED('what a person has counts, whoever gave it') AND b.state IN {BenefitCodes.Granted} AND (b.to_on IS NULL OR b.to_on >= @first) AND f.person_id = {alias}.person_id)
             OR EXISTS (SELECT 1 FROM welfare_entitlement f JOIN welfare_household_plan p ON p.hero_id = f.hero_id
                        WHERE UNSCOPED('what a person has counts, whoever gave it') AND p.year = @year AND f.person_id = {alias}.person_id))
            """, alias =>
            $"""
            (({alias}.hardship IS NOT NULL AND {alias}.hardship <> 'none')
             OR EXISTS (SELECT 1 FROM welfare_entitlement f JOIN welfare_hardship_finding g ON g.hero_id = f.hero_id
                        WHERE UNSCOPED('whoever found it') AND g.year = @year AND g.hardship <> 'none' AND f.person_id = {alias}.person_id))
            """)
    ];

    /// <summary>Whether a person lacks what he is to have.</summary>
    internal string Lacks(string alias) => $"({Concerns(alias)} AND NOT {Has(alias)})";
}
