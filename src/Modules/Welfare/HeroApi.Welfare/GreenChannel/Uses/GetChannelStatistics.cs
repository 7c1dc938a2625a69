namespace HeroApi.Welfare.GreenChannel.Uses;

/// <summary>How many hospitals the green channel has, how often they asked, and what was used by how many persons, in all and in each hospital.</summary>
internal static class GetChannelStatistics
{
    private const int MostHospitals = 500;

    internal sealed record Query(DateOnly? From, DateOnly? To, string? Region) : IQuery<Result>;

    /// <summary>Figures of a period. Persons (人) and uses (人次) are never added together.</summary>
    internal sealed record Result
    {
        public required DateOnly From { get; init; }
        public required DateOnly To { get; init; }

        /// <summary>Where the hospitals are; absent for all that are visible.</summary>
        public string? Region { get; init; }

        /// <summary>Hospitals whose agreement held on a day of the period.</summary>
        public required long Hospitals { get; init; }

        /// <summary>Persons (人) who used the channel, whatever files they have had.</summary>
        public required long Persons { get; init; }

        /// <summary>Uses (人次).</summary>
        public required long Uses { get; init; }

        /// <summary>The hospitals with uses, those with the most first; at most 500.</summary>
        public required IReadOnlyList<OfHospital> ByHospital { get; init; }

        internal static Result Example => new()
        {
            From = new DateOnly(2026, 1, 1),
            To = new DateOnly(2026, 6, 30),
            Region = "371500",
            Hospitals = 4,
            Persons = 11,
            Uses = 15,
            ByHospital = [new OfHospital { Id = GreenChannel.Hospitals.HospitalView.Example.Id, Name = GreenChannel.Hospitals.HospitalView.Example.Name, Persons = 11, Uses = 15 }]
        };
    }

    /// <summary>Figures of one hospital.</summary>
    internal sealed record OfHospital
    {
        public required Guid Id { get; init; }
        public required string Name { get; init; }
        public required long Persons { get; init; }
        public required long Uses { get; init; }
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.To).GreaterThanOrEqualTo(q => q.From).When(q => q.From is not null && q.To is not null).OverridePropertyName("query.to");
            RuleFor(q => q.Region).RegionCode().OverridePropertyName("query.region");
        }
    }

    internal sealed class Handler(Db db, TimeProvider clock) : IRequestHandler<Query, Result>
    {
        private const string Used =
            """
            FROM   welfare_channel_use u
            JOIN   welfare_hospital h ON h.id = u.hospital_id
            JOIN   welfare_entitlement e ON e.id = u.entitlement_id
            WHERE  SCOPE(h) AND UNSCOPED('only how many persons they are') AND h.deleted_at IS NULL AND u.used_on >= @from AND u.used_on <= @to
            """;

        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var (ct, (from, to), span) = (cancellationToken, DaySpan.Of(query.From, query.To, clock.Today()), RegionSpan.Of(query.Region));
            var there = span.From.Length == 0 ? "" : "AND h.region >= @first AND h.region < @past";
            var asked = new { from, to, first = span.From, past = span.Past, most = MostHospitals };
            var all = await db.Single<Figures>($"SELECT COUNT(DISTINCT e.person_id) AS persons, COUNT(*) AS uses {Used} {there}", asked, ct);
            return new Result
            {
                From = from,
                To = to,
                Region = query.Region,
                Hospitals = await db.Single<long>(
                    $"SELECT COUNT(*) FROM welfare_hospital h WHERE SCOPE(h) AND h.deleted_at IS NULL AND h.valid_from <= @to AND (h.valid_to IS NULL OR h.valid_to >= @from) {there}", asked, ct),
                Persons = all.Persons,
                Uses = all.Uses,
                ByHospital = await db.Query<OfHospital>(
                    $"SELECT h.id, h.name, COUNT(DISTINCT e.person_id) AS persons, COUNT(*) AS uses {Used} {there} GROUP BY h.id, h.name ORDER BY COUNT(*) DESC, h.id LIMIT @most", asked, ct)
            };
        }

        private sealed record Figures
        {
            public required long Persons { get; init; }
            public required long Uses { get; init; }
        }
    }

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/green-channel-statistics", Get)
        .WithTags("Green channel")
        .WithName("GetChannelStatistics")
        .WithSummary("How many hospitals the green channel has, and what was used by how many persons")
        .RequireScope(WelfareScopes.Read);

    /// <param name="from">The first day of use, in China; 1 January of the year of <c>to</c> unless said.</param>
    /// <param name="to">The last day of use; today unless said.</param>
    /// <param name="region">Hospitals of this region or below it: GB/T 2260.</param>
    private static async Task<Reply<Result>> Get(DateOnly? from, DateOnly? to, string? region, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(from, to, region), ct));
}
