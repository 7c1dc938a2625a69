using Dapper;

namespace HeroApi.Recognition.Register;

/// <summary>
/// Counts how the state of contact changed in a period: from lost to found are those found again. Persons (人) and times (人次) are two
/// measures; who was lost and found twice is one person and two times. Only files that the caller sees count.
/// </summary>
internal static class CountTransitions
{
    internal sealed record Query(Area Area, DateOnly? From, DateOnly? To) : IQuery<Result>;

    /// <summary>The changes of a period.</summary>
    internal sealed record Result
    {
        /// <summary>The first day of the period, in China.</summary>
        public required DateOnly From { get; init; }

        /// <summary>Its last day.</summary>
        public required DateOnly To { get; init; }

        /// <summary>Those that happened; coming onto the register is none.</summary>
        public required IReadOnlyList<Transition> Transitions { get; init; }

        internal static Result Example => new()
        {
            From = new DateOnly(2026, 1, 1),
            To = new DateOnly(2026, 6, 1),
            Transitions = [new Transition { StateFrom = "lost", StateTo = "found", Persons = 12, PersonTimes = 13 }]
        };
    }

    /// <summary>One change of state.</summary>
    internal sealed record Transition
    {
        /// <summary>Of the vocabulary contact_state.</summary>
        public required string StateFrom { get; init; }

        /// <summary>Of the vocabulary contact_state.</summary>
        public required string StateTo { get; init; }

        /// <summary>How many different persons (人).</summary>
        public required long Persons { get; init; }

        /// <summary>How often in all (人次).</summary>
        public required long PersonTimes { get; init; }
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Area).SetValidator(new AreaValidator()).OverridePropertyName("");
            RuleFor(q => q.To).GreaterThanOrEqualTo(q => q.From).When(q => q.From is not null && q.To is not null).OverridePropertyName("query.to");
        }
    }

    internal sealed class Handler(Db db, TimeProvider clock) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var today = clock.Today();
            var from = query.From ?? new DateOnly((query.To ?? today).Year, 1, 1);
            var to = query.To ?? (today < from ? from : today);
            var parameters = new DynamicParameters(new { from, to });
            return new Result
            {
                From = from,
                To = to,
                Transitions = await db.Query<Transition>(
                    $"""
                    SELECT t.state_from, t.state_to, COUNT(DISTINCT t.hero_id) AS persons, COUNT(*) AS person_times
                    FROM   recognition_contact_turn t
                    JOIN   recognition_hero h ON h.id = t.hero_id
                    WHERE  SCOPE(h) AND t.on_date >= @from AND t.on_date <= @to AND t.state_from IS NOT NULL AND {GetRegisterStatistics.Counts}{query.Area.Clause(parameters)}
                    GROUP  BY t.state_from, t.state_to
                    ORDER  BY t.state_from, t.state_to
                    """, parameters, cancellationToken)
            };
        }
    }

    internal static void Map(IEndpointRouteBuilder register) => register
        .MapGet("/transitions", Count)
        .WithName("CountTransitions")
        .WithSummary("How many persons were lost, found again, died or moved abroad in a period")
        .RequireScope(RecognitionScopes.HeroesRead);

    /// <param name="region">Only persons registered in this region or below it: GB/T 2260.</param>
    /// <param name="org">Only files that this organisation keeps.</param>
    /// <param name="orgScope">With org: self (default), or subtree for all below it too.</param>
    /// <param name="from">The first day, in China; 1 January of the year of <c>to</c> unless said.</param>
    /// <param name="to">The last day; today unless said.</param>
    private static async Task<Reply<Result>> Count(
        string? region, Guid? org, string? orgScope, DateOnly? from, DateOnly? to, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(new Area(region, org, orgScope), from, to), ct));
}
