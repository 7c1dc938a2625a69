namespace HeroApi.Cases.Timeliness;

/// <summary>
/// Tells how timely cases are handled: of those discovered in a period, by their owners at and below an organisation, how many there are
/// (起), the median of days from the discovery to each further step, and how often each limit was kept. Only cases that the caller sees count.
/// </summary>
internal static class GetTimeliness
{
    internal sealed record Query(DateOnly? From, DateOnly? To, Guid? Org) : IQuery<Result>;

    /// <summary>The figures of all cases together, and of each organisation directly below the one asked for.</summary>
    internal sealed record Result
    {
        /// <summary>The first day of the period, in China.</summary>
        public required DateOnly From { get; init; }

        /// <summary>Its last day.</summary>
        public required DateOnly To { get; init; }

        /// <summary>The organisation at and below which the owners stand; absent for the whole installation.</summary>
        public Guid? OrgId { get; init; }

        public required Figures All { get; init; }

        /// <summary>
        /// The organisation itself, with the cases that it owns, and each one directly below it, with all below that one; those without
        /// a case are absent. Empty for the whole installation.
        /// </summary>
        public required IReadOnlyList<OfOrganisation> Organisations { get; init; }

        internal static Result Example => new()
        {
            From = new DateOnly(2026, 1, 1),
            To = new DateOnly(2026, 6, 30),
            OrgId = CaseView.Example.OwnerOrgId,
            All = Figures.Example,
            Organisations = [new OfOrganisation { OrgId = CaseView.Example.OwnerOrgId, Figures = Figures.Example }]
        };
    }

    /// <summary>The figures of one organisation.</summary>
    internal sealed record OfOrganisation
    {
        public required Guid OrgId { get; init; }
        public required Figures Figures { get; init; }
    }

    /// <summary>Counted from the cases discovered in the period, whenever their steps were taken and their limits ended.</summary>
    internal sealed record Figures
    {
        /// <summary>How many cases there are (起), whatever became of them; deleted ones do not count.</summary>
        public required long Cases { get; init; }

        /// <summary>investigate, confirm, praise and help, of those that a case has taken.</summary>
        public required IReadOnlyList<StepFigures> Steps { get; init; }

        /// <summary>By the key of the rule that sets it.</summary>
        public required IReadOnlyList<LimitFigures> Limits { get; init; }

        internal static Figures Example => new()
        {
            Cases = 12,
            Steps = [new StepFigures { Step = "investigate", Cases = 9, MedianDays = 15.5 }],
            Limits = [new LimitFigures { Rule = "decide.within", Met = 8, MetLate = 1, Breached = 1, Running = 2, OnTime = 0.8 }]
        };
    }

    /// <summary>One of the timely steps.</summary>
    internal sealed record StepFigures
    {
        /// <summary>investigate (its conclusion), confirm, praise or help.</summary>
        public required string Step { get; init; }

        /// <summary>How many cases have taken it.</summary>
        public required long Cases { get; init; }

        /// <summary>Of those, the median of days from the day of discovery to the day of the step.</summary>
        public required double MedianDays { get; init; }
    }

    /// <summary>How one limit was kept. Dropped ones and those without a configured length do not count.</summary>
    internal sealed record LimitFigures
    {
        public required string Rule { get; init; }

        /// <summary>Done by the last day.</summary>
        public required long Met { get; init; }

        /// <summary>Done, but after it.</summary>
        public required long MetLate { get; init; }

        /// <summary>Over and not done yet.</summary>
        public required long Breached { get; init; }

        /// <summary>Running or standing still; not part of the rate.</summary>
        public required long Running { get; init; }

        /// <summary>met / (met + metLate + breached), 0 to 1; absent while there is none.</summary>
        public double? OnTime { get; init; }
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.To).GreaterThanOrEqualTo(q => q.From).When(q => q.From is not null && q.To is not null).OverridePropertyName("query.to");
    }

    internal sealed class Handler(TimelinessFigures figures, Call call, TimeProvider clock) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var today = clock.Today();
            var (from, org) = (query.From ?? new DateOnly((query.To ?? today).Year, 1, 1), query.Org ?? call.Caller.OrgId);
            var to = query.To ?? (today < from ? from : today);
            var all = await figures.Of(from, to, org, byUnit: false, cancellationToken);
            IReadOnlyDictionary<Guid, Figures> units = org is null ? new Dictionary<Guid, Figures>() : await figures.Of(from, to, org, byUnit: true, cancellationToken);
            return new Result
            {
                From = from,
                To = to,
                OrgId = org,
                All = all.Values.SingleOrDefault() ?? new Figures { Cases = 0, Steps = [], Limits = [] },
                Organisations = [.. units.OrderBy(unit => unit.Key).Select(unit => new OfOrganisation { OrgId = unit.Key, Figures = unit.Value })]
            };
        }
    }

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/case-timeliness", Get)
        .WithTags("Cases")
        .WithName("GetTimeliness")
        .WithSummary("How timely cases are handled, by organisation and period")
        .RequireScope(CaseScopes.CasesRead);

    /// <param name="from">The first day of discovery, in China; 1 January of the year of <c>to</c> unless said.</param>
    /// <param name="to">The last day of discovery; today unless said.</param>
    /// <param name="org">Owners at and below this organisation; the caller's own unless said.</param>
    private static async Task<Reply<Result>> Get(DateOnly? from, DateOnly? to, Guid? org, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(from, to, org), ct));
}
