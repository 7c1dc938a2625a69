using Dapper;
using HeroApi.Welfare.Entitlements;

namespace HeroApi.Welfare.Benefits.Plans;

/// <summary>The one projection of a household plan, and where plans are worked on.</summary>
internal sealed class PlanSource(Db db, Call call, Records records, Changes changes, TimeProvider clock) : IRecordSource
{
    internal const string Name = "household_plan";

    internal static readonly RecordTable Plans = new(Name, WelfareScopes.Read, "welfare_household_plan", "h", PlanRow.Columns);

    public RecordTable Table => Plans;

    public async Task<IReadOnlyList<RecordState>> Snapshot(Guid? after, int limit, CancellationToken ct) => States(await Views(await records.After<PlanRow>(Plans, after, limit, ct), ct));

    public async Task<IReadOnlyList<RecordState>> Read(IReadOnlyCollection<Guid> ids, CancellationToken ct) => States(await Views(await records.Of<PlanRow>(Plans, ids, ct), ct));

    internal async Task<PlanView> Get(Guid id, CancellationToken ct) => (await Views([await Seek(id, ct) ?? throw new Refusal(Problems.NotFound)], ct)).Single();

    /// <summary>The plan for a step: visible, the caller's, at the version he knows; held for the rest of the command.</summary>
    internal Task<PlanRow> Take(Guid id, long version, CancellationToken ct) => records.Take<PlanRow>(Plans, id, version, ct);

    /// <summary>Tells that a plan has changed: a new version and the feed.</summary>
    internal async Task<PlanView> Put(PlanRow row, CancellationToken ct)
    {
        await db.Execute("UPDATE welfare_household_plan AS h SET version = version + 1, updated_at = @now WHERE h.id = @Id AND SCOPE(h)", new { row.Id, now = clock.GetUtcNow() }, ct);
        var seen = await changes.VisibilityOf(row.Id, row.Protection, ct);
        changes.Changed(Name, row.Id, row.Version + 1, seen, seen);
        return await Get(row.Id, ct);
    }

    /// <summary>Makes the plan of a household, of whoever lives in it: a person has one a year, whoever made it and under whichever file.</summary>
    internal async Task<PlanView> Open(RecordHouseholdPlan.Command plan, EntitlementRow person, CancellationToken ct)
    {
        var (org, now) = (call.Caller.NeedOrg(), Instants.Micro(clock.GetUtcNow()));
        var id = Guid.CreateVersion7(now);
        if (person.State == EntitlementCodes.Ended)
            throw new Refusal(WelfareErrors.NotEntitled);
        if (await db.Execute(
            """
            INSERT INTO welfare_household_plan (id, version, owner_org_id, origin_org_id, origin_version, protection, created_at, updated_at, hero_id, year, hardship, members, income_fen,
                                                surveyed_on, surveyed_by, situation)
            SELECT @id, 1, @org, @org, 1, @Protection, @now, @now, @HeroId, @Year, @Hardship, @Members, @IncomeFen, @surveyedOn, @SurveyedBy, @Situation
            WHERE  NOT EXISTS (SELECT 1 FROM welfare_entitlement e JOIN welfare_household_plan h ON h.hero_id = e.hero_id
                               WHERE e.person_id = @PersonId AND h.year = @Year AND h.deleted_at IS NULL AND UNSCOPED('one household has one plan a year, whoever made it'))
            ON CONFLICT (hero_id, year) DO NOTHING
            """,
            new
            {
                id,
                org,
                person.Protection,
                now,
                person.HeroId,
                person.PersonId,
                plan.Year,
                plan.Hardship,
                plan.Members,
                plan.IncomeFen,
                surveyedOn = plan.SurveyedOn ?? clock.Today(),
                plan.SurveyedBy,
                plan.Situation
            }, ct) == 0)
            throw new Refusal(BenefitErrors.PlanExists);
        foreach (var measure in plan.Measures)
            await Add(id, measure, ct);
        changes.Created(Name, id, 1, Persons.Seen(org, person));
        await changes.WriteScope(ct);
        return await Get(id, ct);
    }

    internal Task<int> Add(Guid planId, PlanMeasureBody measure, CancellationToken ct) => db.Execute(
        """
        INSERT INTO welfare_plan_measure (id, plan_id, what, kind, responsible, due_on, state)
        VALUES (@id, @planId, @What, @Kind, @Responsible, @DueOn, 'open')
        """, new { id = Guid.CreateVersion7(clock.GetUtcNow()), planId, measure.What, measure.Kind, measure.Responsible, measure.DueOn }, ct);

    /// <summary>The views of rows already read under the caller's scope.</summary>
    internal async Task<IReadOnlyList<PlanView>> Views(IReadOnlyList<PlanRow> rows, CancellationToken ct)
    {
        if (rows.Count == 0)
            return [];

        List<Guid> ids = [.. rows.Select(row => row.Id)];
        var parameters = new DynamicParameters();
        var measures = (await db.Query<PlanMeasureRow>($"SELECT {PlanMeasureRow.Columns} FROM welfare_plan_measure WHERE plan_id IN {parameters.In("id", ids)} ORDER BY id", parameters, ct))
            .ToLookup(measure => measure.PlanId, measure => measure.View);
        var homes = await records.Homes(ids, ct);
        return [.. rows.Select(row => row.View with { Measures = [.. measures[row.Id]], HomeOrgIds = [.. homes[row.Id]] })];
    }

    private Task<PlanRow?> Seek(Guid id, CancellationToken ct) =>
        db.SingleOrDefault<PlanRow>($"SELECT {PlanRow.Columns} FROM welfare_household_plan h WHERE h.id = @id AND SCOPE(h)", new { id }, ct);

    private static List<RecordState> States(IReadOnlyList<PlanView> views) => [.. views.Select(view => new RecordState(view.Id, view.Version, view.OwnerOrgId, view))];
}

/// <summary>One thing that is to be done for a household.</summary>
internal sealed record PlanMeasureBody
{
    /// <summary>What; at most 500 characters.</summary>
    public required string What { get; init; }

    /// <summary>Of the vocabulary benefit_kind.</summary>
    public string? Kind { get; init; }

    /// <summary>Who answers for it; at most 100 characters.</summary>
    public required string Responsible { get; init; }

    /// <summary>By when.</summary>
    public required DateOnly DueOn { get; init; }

    internal static PlanMeasureBody Example => new() { What = "申请助学金", Kind = "study_aid", Responsible = "示范专员", DueOn = new DateOnly(2026, 9, 1) };
}

internal sealed class PlanMeasureRules : AbstractValidator<PlanMeasureBody>
{
    public PlanMeasureRules()
    {
        RuleFor(m => m.What).NotEmpty().Prose(500);
        RuleFor(m => m.Kind).OneOf(BenefitCodes.Kinds);
        RuleFor(m => m.Responsible).NotEmpty().Line(100);
        RuleFor(m => m.DueOn).Must(day => day.Year is >= PartialDate.EarliestYear and <= 2100).Refuses(ValueProblems.OutOfRange);
    }
}
