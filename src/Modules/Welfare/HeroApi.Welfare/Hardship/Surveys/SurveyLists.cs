using Dapper;
using HeroApi.Welfare.Entitlements;

namespace HeroApi.Welfare.Hardship.Surveys;

/// <summary>
/// Keeps the lists of open surveys as the register is: who comes onto it joins, who is no longer entitled or lives elsewhere leaves, and two files of one
/// person are one household. Each time the person is looked at anew, so that it does not matter which news comes first, or twice.
/// </summary>
internal sealed class SurveyLists(Db db, ListGate gate, Records records, TimeProvider clock) : IFollowsEntitlements
{
    private const int Chunk = 500;

    /// <summary>What was last found in the household of the person e in @year, by whichever file.</summary>
    private const string Found =
        """
        (SELECT g.id FROM welfare_entitlement f JOIN welfare_hardship_finding g ON g.hero_id = f.hero_id
         WHERE f.person_id = e.person_id AND g.year = @year AND g.deleted_at IS NULL AND UNSCOPED('a household is asked once, whoever asks') ORDER BY g.surveyed_on DESC, g.id DESC LIMIT 1)
        """;

    public async Task Follow(EntitlementRow? before, EntitlementRow after, CancellationToken ct)
    {
        await Bring(after.PersonId, ct);
        if (before is null || before.PersonId == after.PersonId)
            return;

        // What was found under this file is shown with another person from now on.
        await Bring(before.PersonId, ct);
        await Tell(after.PersonId, ct);
        await Tell(before.PersonId, ct);
    }

    /// <summary>Puts everybody of an area on a new list.</summary>
    internal async Task Draw(Guid id, Guid org, OpenHardshipSurvey.Command survey, CancellationToken ct)
    {
        await gate.OverAllBelow(org, ct);
        var span = RegionSpan.Of(survey.Region);
        var drawn = await db.Query<Drawn>(
            $"""
            SELECT e.hero_id, COALESCE(e.living_region, e.household_region, '') AS region, {Found} AS finding_id
            FROM   kernel_org_tree t
            JOIN   welfare_entitlement e ON e.owner_org_id = t.org_id
            WHERE  t.ancestor_id = @org AND UNSCOPED('nobody is forgotten because the opener may not read of him; the list is told under scope') AND e.deleted_at IS NULL AND e.state <> 'ended'
            {(survey.OrgScope == "self" ? "AND t.depth = 0" : "")} {(survey.Region is null ? "" : "AND COALESCE(e.living_region, e.household_region) >= @From AND COALESCE(e.living_region, e.household_region) < @Past")}
            """, new { org, year = survey.Year, span.From, span.Past }, ct);

        var now = Instants.Micro(clock.GetUtcNow());
        foreach (var some in drawn.Chunk(Chunk))
        {
            var rows = new DynamicParameters(new { id });
            var values = some.Select((person, i) =>
            {
                rows.Add($"i{i}", Guid.CreateVersion7(now));
                rows.Add($"h{i}", person.HeroId);
                rows.Add($"r{i}", person.Region);
                rows.Add($"f{i}", person.FindingId);
                return $"(@i{i}, @id, @h{i}, @r{i}, '{(person.FindingId is null ? "due" : "done")}', @f{i})";
            }).ToList();
            await db.Execute($"INSERT INTO welfare_survey_entry (id, survey_id, hero_id, region, state, finding_id) VALUES {string.Join(", ", values)}", rows, ct);
        }
    }

    /// <summary>Who keeps files of those on a list, apart from its owner. A keeper is not told by this of persons who are kept closely.</summary>
    internal Task<IReadOnlyList<Guid>> Keepers(Guid surveyId, Guid owner, CancellationToken ct) => db.Query<Guid>(
        """
        SELECT DISTINCT e.owner_org_id
        FROM   welfare_survey_entry x
        JOIN   welfare_entitlement e ON e.hero_id = x.hero_id
        WHERE  x.survey_id = @surveyId AND x.state <> 'left' AND e.owner_org_id <> @owner AND e.protection = 'none' AND UNSCOPED('its keepers see a survey, whoever opens it')
        """, new { surveyId, owner }, ct);

    /// <summary>Notes in every open survey of a year what came of asking the household of a person.</summary>
    /// <param name="state">Of the vocabulary survey_entry_state.</param>
    internal Task<int> Asked(Guid personId, int year, string state, DateOnly on, string? words, Guid? findingId, CancellationToken ct) => db.Execute(
        """
        UPDATE welfare_survey_entry
        SET    state = @state, words = @words, finding_id = @findingId, ended_on = @on
        WHERE  state IN ('due', 'refused', 'not_found')
        AND    survey_id IN (SELECT s.id FROM welfare_hardship_survey s WHERE s.year = @year AND s.state = 'open' AND UNSCOPED('a household is asked once, whoever asks'))
        AND    hero_id IN (SELECT e.hero_id FROM welfare_entitlement e WHERE e.person_id = @personId AND UNSCOPED('a household is asked once, by whichever file'))
        """, new { personId, year, state, on, words, findingId }, ct);

    /// <summary>The entitlement of a person shows what was last found.</summary>
    internal async Task Tell(Guid personId, CancellationToken ct)
    {
        var shown = await db.Query<Guid>(
            """
            SELECT e.id
            FROM   welfare_entitlement e
            WHERE  e.hero_id = @personId AND UNSCOPED('what changed beside it is told to all who see it')
            AND    EXISTS (SELECT 1 FROM welfare_entitlement f JOIN welfare_hardship_finding g ON g.hero_id = f.hero_id WHERE f.person_id = e.person_id OR f.hero_id = e.hero_id)
            """, new { personId }, ct);
        if (shown.Count > 0)
            await records.Raise(EntitlementSource.Entitlements, shown, losing: [], ct);
    }

    /// <summary>Brings the lists to what the register says now of a person.</summary>
    /// <param name="personId">The hero file that all files of the person are in today.</param>
    private async Task Bring(Guid personId, CancellationToken ct)
    {
        var person = await db.SingleOrDefault<EntitlementRow>(
            $"SELECT {EntitlementRow.Columns} FROM welfare_entitlement e WHERE e.hero_id = @personId AND UNSCOPED('a list follows the register, whoever may see it')", new { personId }, ct);
        var entries = await db.Query<Entry>(
            """
            SELECT x.id, x.survey_id, x.hero_id, x.region, x.state
            FROM   welfare_entitlement e
            JOIN   welfare_survey_entry x ON x.hero_id = e.hero_id
            JOIN   welfare_hardship_survey s ON s.id = x.survey_id
            WHERE  e.person_id = @personId AND s.state = 'open' AND UNSCOPED('a list follows the register, whoever may see it')
            ORDER  BY x.id
            """, new { personId }, ct);
        var meaning = person is null || person.State == EntitlementCodes.Ended ? [] : (await Open(person.OwnerOrgId, ct)).Where(survey => Holds(survey, person)).ToList();

        foreach (var survey in meaning)
            await Keep(survey, person!, [.. entries.Where(entry => entry.SurveyId == survey.Id)], ct);
        foreach (var entry in entries.Where(entry => meaning.All(survey => survey.Id != entry.SurveyId)))
            await Leave(entry, person?.EndReason ?? "unfit", ct);
    }

    /// <summary>Keeps a person on a list by one file: the one that the household was asked by, or else the one that he is in today.</summary>
    private async Task Keep(SurveyRow survey, EntitlementRow person, IReadOnlyList<Entry> entries, CancellationToken ct)
    {
        var kept = entries.FirstOrDefault(entry => entry.State == "done") ?? entries.FirstOrDefault(entry => entry.State is "refused" or "not_found")
            ?? entries.FirstOrDefault(entry => entry.HeroId == person.HeroId);
        foreach (var other in entries.Where(entry => entry != kept))
            await Leave(other, "merged", ct);
        if (kept is null)
            await Join(survey, person, ct);
        else if (kept.State == "left" || (kept.State == "due" && kept.Region != person.Place))
            await db.Execute("UPDATE welfare_survey_entry SET state = 'due', reason = NULL, region = @region WHERE id = @Id", new { region = person.Place, kept.Id }, ct);
    }

    private async Task Join(SurveyRow survey, EntitlementRow person, CancellationToken ct)
    {
        var found = await db.SingleOrDefault<Guid?>(
            $"SELECT g.id FROM welfare_entitlement e JOIN welfare_hardship_finding g ON g.id = {Found} WHERE e.hero_id = @HeroId AND UNSCOPED('a household is asked once, whoever asks')",
            new { person.HeroId, year = survey.Year }, ct);
        await db.Execute("INSERT INTO welfare_survey_entry (id, survey_id, hero_id, region, state, finding_id) VALUES (@id, @survey, @HeroId, @region, @state, @found)",
            new { id = Guid.CreateVersion7(Instants.Micro(clock.GetUtcNow())), survey = survey.Id, person.HeroId, region = person.Place, state = found is null ? "due" : "done", found }, ct);
        if (person.OwnerOrgId != survey.OwnerOrgId && person.Protection == Protection.None && !(await records.Homes([survey.Id], ct))[survey.Id].Contains(person.OwnerOrgId))
            await records.Rehome(SurveySource.Surveys, [survey.Id], (_, seen) => [.. seen.Homes, person.OwnerOrgId], ct);
    }

    private async Task Leave(Entry entry, string reason, CancellationToken ct)
    {
        if (entry.State == "due")
            await db.Execute("UPDATE welfare_survey_entry SET state = 'left', reason = @reason WHERE id = @Id", new { reason, entry.Id }, ct);
    }

    private Task<IReadOnlyList<SurveyRow>> Open(Guid keeper, CancellationToken ct) => db.Query<SurveyRow>(
        $"""
        SELECT {SurveyRow.Columns}
        FROM   kernel_org_tree t
        JOIN   welfare_hardship_survey s ON s.owner_org_id = t.ancestor_id AND s.state = 'open'
        WHERE  t.org_id = @keeper AND s.deleted_at IS NULL AND (t.depth = 0 OR s.org_scope = 'subtree') AND UNSCOPED('a list follows the register, whoever may see it')
        ORDER  BY s.id
        """, new { keeper }, ct);

    private static bool Holds(SurveyRow survey, EntitlementRow person) => survey.Area.Length == 0 || RegionSpan.Of(survey.Area).Holds(person.Place);

    private sealed record Drawn
    {
        public required Guid HeroId { get; init; }
        public required string Region { get; init; }
        public Guid? FindingId { get; init; }
    }

    private sealed record Entry
    {
        public required Guid Id { get; init; }
        public required Guid SurveyId { get; init; }
        public required Guid HeroId { get; init; }
        public required string Region { get; init; }
        public required string State { get; init; }
    }
}
