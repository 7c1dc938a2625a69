using Dapper;

namespace HeroApi.Recognition.Register;

/// <summary>
/// Counts the persons (人) on the register on a day (在册) and those ever registered by then. On the register is who was registered on
/// that day or before and had neither died nor moved abroad by then. Files that were deleted or merged into another, and files whose every
/// confirmation was revoked, count on no day. Only files that the caller sees count.
/// </summary>
internal static class GetRegisterStatistics
{
    /// <summary>What makes a file one of the register, beside its dates.</summary>
    internal const string Counts =
        """
        h.deleted_at IS NULL
        AND (h.opened_by <> 'case' OR EXISTS (SELECT 1 FROM recognition_deed kd WHERE kd.hero_id = h.id AND kd.state = 'confirmed'))
        """;

    internal sealed record Query(Area Area, DateOnly? AsOf) : IQuery<Result>;

    /// <summary>Persons, each once.</summary>
    internal sealed record Result
    {
        /// <summary>The day that the figures are of, to its end, in China.</summary>
        public required DateOnly AsOf { get; init; }

        /// <summary>Persons on the register on that day (在册).</summary>
        public required long PersonsOnRegister { get; init; }

        /// <summary>Persons registered on that day or before, whatever became of them since.</summary>
        public required long PersonsEverRegistered { get; init; }

        /// <summary>All persons ever registered, by their state of contact on that day; states without anybody are absent.</summary>
        public required IReadOnlyList<OfState> ContactStates { get; init; }

        internal static Result Example => new()
        {
            AsOf = new DateOnly(2026, 6, 1),
            PersonsOnRegister = 230,
            PersonsEverRegistered = 242,
            ContactStates = [new OfState { State = "deceased", Persons = 12 }, new OfState { State = "reachable", Persons = 230 }]
        };
    }

    /// <summary>The persons in one state of contact.</summary>
    internal sealed record OfState
    {
        /// <summary>Of the vocabulary contact_state.</summary>
        public required string State { get; init; }

        public required long Persons { get; init; }
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(q => q.Area).SetValidator(new AreaValidator()).OverridePropertyName("");
            RuleFor(q => q.AsOf).Must(on => on is null || on <= clock.Today()).OverridePropertyName("query.asOf").Refuses(ValueProblems.InFuture);
        }
    }

    internal sealed class Handler(Db db, TimeProvider clock) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var asOf = query.AsOf ?? clock.Today();
            var parameters = new DynamicParameters(new { asOf });
            var states = await db.Query<OfState>(
                $"""
                SELECT s.state, COUNT(*) AS persons
                FROM   (SELECT (SELECT t.state_to FROM recognition_contact_turn t WHERE t.hero_id = h.id AND t.on_date <= @asOf
                                ORDER BY t.on_date DESC, t.number DESC LIMIT 1) AS state
                        FROM   recognition_hero h
                        WHERE  SCOPE(h) AND h.registered_from <= @asOf AND {Counts}{query.Area.Clause(parameters)}) s
                GROUP  BY s.state
                ORDER  BY s.state
                """, parameters, cancellationToken);
            return new Result
            {
                AsOf = asOf,
                PersonsOnRegister = states.Where(of => of.State is not ("deceased" or "abroad")).Sum(of => of.Persons),
                PersonsEverRegistered = states.Sum(of => of.Persons),
                ContactStates = states
            };
        }
    }

    internal static void Map(IEndpointRouteBuilder register) => register
        .MapGet("", Get)
        .WithName("GetRegisterStatistics")
        .WithSummary("How many persons are on the register on a day, and were ever registered by then")
        .RequireScope(RecognitionScopes.HeroesRead);

    /// <param name="region">Only persons registered in this region or below it: GB/T 2260.</param>
    /// <param name="org">Only files that this organisation keeps.</param>
    /// <param name="orgScope">With org: self (default), or subtree for all below it too.</param>
    /// <param name="asOf">The day, in China; today unless said.</param>
    private static async Task<Reply<Result>> Get(string? region, Guid? org, string? orgScope, DateOnly? asOf, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(new Area(region, org, orgScope), asOf), ct));
}
