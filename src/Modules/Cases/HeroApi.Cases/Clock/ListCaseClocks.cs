namespace HeroApi.Cases.Clock;

/// <summary>
/// Lists limits of the cases that the caller sees, those that run out first before the others: what runs, what runs out within some
/// days, what is breached, what stands still, and what waits for somebody to configure it. A list for the day's work, without names.
/// </summary>
internal static class ListCaseClocks
{
    private const int SoonDays = 7;

    internal const string Columns =
        """
        d.id, d.case_id, c.state AS case_state, c.owner_org_id, c.region_code, d.actor_id, d.rule, d.limits, d.state, d.started_on, d.due_on, d.assumed,
        d.paused_on, d.paused_for, d.extended
        """;

    private const string From = "FROM cases_deadline d JOIN cases_case c ON c.id = d.case_id WHERE SCOPE(c) AND c.deleted_at IS NULL AND d.state = @clockState";

    internal static readonly Listing Listing = new Listing("d")
        .Text("rule", "d.rule", "The key of the rule that sets it, such as decide.within")
        .Code("limits", "d.limits", ClockCodes.Limits, "What must be done by then")
        .Date("dueOn", "d.sorts_on", "d.due_on", "The last day; index (state, sorts_on, id)")
        .Id("caseId", "d.case_id", "The limits of one case; index (case_id, rule)")
        .Region("region", "c.region_code", "The place of the act, a region with everything below it: GB/T 2260")
        .Organisations("c")
        .Sort("dueOn", "d.sorts_on", SortKind.Date).First("dueOn");

    internal sealed record Query(ListQuery Asked, string? State, int? Within) : IQuery<Page<Item>>;

    /// <summary>A limit of a case: when it runs out, and who has to act.</summary>
    internal sealed record Item
    {
        public required Guid Id { get; init; }
        public required Guid CaseId { get; init; }

        /// <summary>Of the vocabulary case_state.</summary>
        public required string CaseState { get; init; }

        public required Guid OwnerOrgId { get; init; }

        /// <summary>The place of the act.</summary>
        public required string RegionCode { get; init; }

        /// <summary>Whom it is for; the whole case when absent.</summary>
        public Guid? ActorId { get; init; }

        /// <summary>The key of the rule that sets it.</summary>
        public required string Rule { get; init; }

        /// <summary>What must be done by then: of the vocabulary deadline_limits.</summary>
        public required string Limits { get; init; }

        /// <summary>Of the vocabulary deadline_state.</summary>
        public required string State { get; init; }

        public required DateOnly StartedOn { get; init; }

        /// <summary>The last day, inclusive, in China; absent while its length is not configured.</summary>
        public DateOnly? DueOn { get; init; }

        /// <summary>Days after today up to the last one; below zero when it is over; while it stands still, those it will have. Absent when it has ended.</summary>
        public int? DaysLeft { get; init; }

        /// <summary>The working days among them.</summary>
        public int? WorkingDaysLeft { get; init; }

        /// <summary>True when counting met a year whose holidays are not known yet.</summary>
        public required bool Assumed { get; init; }

        /// <summary>The day it was stopped on, while it is.</summary>
        public DateOnly? PausedOn { get; init; }

        public string? PausedFor { get; init; }

        /// <summary>How often it was extended.</summary>
        public required int Extended { get; init; }

        internal static Item Example => new()
        {
            Id = DeadlineView.Example.Id,
            CaseId = CaseView.Example.Id,
            CaseState = CaseView.Example.State,
            OwnerOrgId = CaseView.Example.OwnerOrgId,
            RegionCode = CaseView.Example.Place.RegionCode,
            Rule = DeadlineView.Example.Rule,
            Limits = DeadlineView.Example.Limits,
            State = DeadlineView.Example.State,
            StartedOn = DeadlineView.Example.StartedOn,
            DueOn = DeadlineView.Example.DueOn,
            DaysLeft = 4,
            WorkingDaysLeft = 4,
            Assumed = false,
            Extended = 0
        };
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.State).OneOf(ClockCodes.Asked).OverridePropertyName("query.state");
            RuleFor(q => q.Within).InclusiveBetween(0, 366).OverridePropertyName("query.within");
        }
    }

    internal sealed class Handler(Pages pages, TimeProvider clock) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var today = clock.Today();
            var page = await pages.Read<Row>(query.Asked, Columns, Wanted(query, today), cancellationToken);
            return page.Select(row => row.On(today));
        }
    }

    /// <summary>Which limits are listed before the list's own filters: one state always, since the index begins with it.</summary>
    internal static string Wanted(Query query, DateOnly today)
    {
        query.Asked.Parameters.Add("clockState", query.State is null or "due" ? "running" : query.State);
        if (query.State != "due" && query.Within is null)
            return From;

        query.Asked.Parameters.Add("soon", today.AddDays(query.Within ?? SoonDays));
        return From + " AND d.sorts_on <= @soon";
    }

    internal sealed record Row : Listed
    {
        public required Guid CaseId { get; init; }
        public required string CaseState { get; init; }
        public required Guid OwnerOrgId { get; init; }
        public required string RegionCode { get; init; }
        public Guid? ActorId { get; init; }
        public required string Rule { get; init; }
        public required string Limits { get; init; }
        public required string State { get; init; }
        public required DateOnly StartedOn { get; init; }
        public DateOnly? DueOn { get; init; }
        public required bool Assumed { get; init; }
        public DateOnly? PausedOn { get; init; }
        public string? PausedFor { get; init; }
        public required int Extended { get; init; }

        internal Item On(DateOnly today)
        {
            var from = State switch { "running" or "breached" => today, "paused" => PausedOn, _ => null };
            return new Item
            {
                Id = Id,
                CaseId = CaseId,
                CaseState = CaseState,
                OwnerOrgId = OwnerOrgId,
                RegionCode = RegionCode,
                ActorId = ActorId,
                Rule = Rule,
                Limits = Limits,
                State = State,
                StartedOn = StartedOn,
                DueOn = DueOn,
                DaysLeft = from is { } day && DueOn is { } last ? last.DayNumber - day.DayNumber : null,
                WorkingDaysLeft = from is { } since && DueOn is { } end ? WorkCalendar.China.WorkingDays(since, end) : null,
                Assumed = Assumed,
                PausedOn = PausedOn,
                PausedFor = PausedFor,
                Extended = Extended
            };
        }
    }

    internal static void Map(IEndpointRouteBuilder clocks) => clocks
        .MapGet("", List)
        .WithName("ListCaseClocks")
        .WithSummary("List limits of cases by the day they run out")
        .Lists(Listing)
        .RequireScope(CaseScopes.CasesRead, Problems.CursorInvalid);

    /// <param name="state">Limits in this state, of the vocabulary deadline_state, or due: those that run and end within some days. Running ones unless said.</param>
    /// <param name="within">Only those that end by so many days from today; 7 with state=due unless said.</param>
    private static async Task<Reply<Page<Item>>> List(ListQuery asked, string? state, int? within, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(asked, state, within), ct));
}
