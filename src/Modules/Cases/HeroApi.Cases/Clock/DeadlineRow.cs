using HeroApi.Cases.Rules;

namespace HeroApi.Cases.Clock;

/// <summary>A limit of the law that runs for a case, or for one of its actors; its days are counted here and nowhere else.</summary>
internal sealed record DeadlineRow
{
    /// <summary>Past every day that a limit can end on.</summary>
    private static readonly DateOnly Never = new(9999, 1, 1);

    public required Guid Id { get; init; }
    public required Guid CaseId { get; init; }
    public Guid? ActorId { get; init; }

    /// <summary>The key of the rule that sets it.</summary>
    public required string Rule { get; init; }

    /// <summary>What must be done by then.</summary>
    public required string Limits { get; init; }

    public required string State { get; init; }
    public required DateOnly StartedOn { get; init; }
    public int? Amount { get; init; }
    public string? Unit { get; init; }
    public bool? RollOver { get; init; }

    /// <summary>The last day as counted, from which pauses and extensions count on; roll-over comes after it.</summary>
    public DateOnly? CountedTo { get; init; }

    /// <summary>The last day, inclusive; null while its length is not configured.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>Whether counting met a year whose holidays are not known yet.</summary>
    public required bool Assumed { get; init; }

    public DateOnly? PausedOn { get; init; }
    public string? PausedFor { get; init; }
    public string? PausedBody { get; init; }
    public int PausedDays { get; init; }
    public int PausedWorkingDays { get; init; }

    /// <summary>How often it was extended.</summary>
    public int Extended { get; init; }

    public DateOnly? ExtendedOn { get; init; }
    public string? ExtensionReason { get; init; }
    public string? ExtensionApprover { get; init; }
    public DateOnly? ToldApplicantOn { get; init; }
    public DateOnly? EndedOn { get; init; }

    public DateOnly SortsOn => DueOn ?? Never;

    internal bool Open => State is "running" or "paused" or "breached" or "not_configured";

    /// <summary>Whether its time has not run out, be it known how long it is or not.</summary>
    internal bool InTime(DateOnly today) => State is "running" or "paused" or "not_configured" && (State == "paused" || DueOn is null || today <= DueOn);

    /// <summary>The limit under rules that may have been published since it began: a length that nobody had configured is taken up.</summary>
    internal DeadlineRow Under(RuleSet rules, DateOnly today)
    {
        if (CountedTo is not null || State is not ("not_configured" or "paused") || rules.Find(Rule) is not { } value)
            return this;
        return value.Period is { } period ? Lasting(period) : value.None ? this with { State = "dropped", EndedOn = today } : this;
    }

    /// <summary>The limit with its length, which counts from the day of the start event; what it has stood still is added.</summary>
    internal DeadlineRow Lasting(Period period) => (this with
    {
        State = State == "not_configured" ? "running" : State,
        Amount = period.Amount,
        Unit = UnitOf(period.Unit),
        RollOver = period.RollOver
    }).To(From(StartedOn, period)).Later(PausedDays, PausedWorkingDays);

    /// <summary>Stands still after this day.</summary>
    internal DeadlineRow Paused(DateOnly on, string waitsFor, string? body) => this with { State = "paused", PausedOn = on, PausedFor = waitsFor, PausedBody = body };

    /// <summary>Runs on after this day, which is the last that it stood still on.</summary>
    internal DeadlineRow Resumed(DateOnly on)
    {
        var (days, working) = (Math.Max(0, on.DayNumber - PausedOn!.Value.DayNumber), WorkCalendar.China.WorkingDays(PausedOn.Value, on));
        var running = this with
        {
            State = CountedTo is null ? "not_configured" : "running",
            PausedOn = null,
            PausedFor = null,
            PausedBody = null,
            PausedDays = PausedDays + days,
            PausedWorkingDays = PausedWorkingDays + working
        };
        return CountedTo is null ? running : running.Later(days, working);
    }

    /// <summary>The limit as long as a cap on its whole length allows; what it has stood still is not part of that.</summary>
    internal DeadlineRow InAll(Period cap) => To(From(StartedOn, cap)).Later(PausedDays, PausedWorkingDays);

    /// <summary>The limit with a further period, which counts on from its last day.</summary>
    internal DeadlineRow Plus(Period further) => To(From(CountedTo!.Value, further));

    /// <summary>The limit with a last day that somebody has named.</summary>
    internal DeadlineRow Until(DateOnly day) => this with { CountedTo = day, DueOn = day };

    private DeadlineRow Later(int days, int workingDays) =>
        To(Unit == "working_days" ? WorkCalendar.China.AddWorkingDays(CountedTo!.Value, workingDays) : new DueDate(CountedTo!.Value.AddDays(days), Assumed: false));

    private DeadlineRow To(DueDate counted)
    {
        var due = WorkCalendar.China.Due(counted.On, new Period(0, PeriodUnit.Days, RollOver == true));
        return this with { CountedTo = counted.On, DueOn = due.On, Assumed = Assumed || counted.Assumed || due.Assumed };
    }

    /// <summary>Without roll-over, which is for the last day alone.</summary>
    private static DueDate From(DateOnly day, Period period) => WorkCalendar.China.Due(day, period with { RollOver = false });

    private static string UnitOf(PeriodUnit unit) => unit switch
    {
        PeriodUnit.Days => "days",
        PeriodUnit.WorkingDays => "working_days",
        PeriodUnit.Months => "months",
        _ => "years"
    };

    internal DeadlineView View => new()
    {
        Id = Id,
        ActorId = ActorId,
        Rule = Rule,
        Limits = Limits,
        State = State,
        StartedOn = StartedOn,
        Amount = Amount,
        Unit = Unit,
        DueOn = DueOn,
        Assumed = Assumed,
        PausedOn = PausedOn,
        PausedFor = PausedFor,
        PausedBody = PausedBody,
        PausedDays = PausedDays,
        Extended = Extended,
        ExtendedOn = ExtendedOn,
        ExtensionReason = ExtensionReason,
        ExtensionApprover = ExtensionApprover,
        ToldApplicantOn = ToldApplicantOn,
        EndedOn = EndedOn
    };
}
