namespace HeroApi.Organisations.Organisations;

/// <summary>Shows how many leads an organisation has reported, year by year, with those that went into it.</summary>
internal static class CountActivity
{
    internal sealed record Query(Guid OrganisationId) : IQuery<Result>;

    internal sealed record Result
    {
        public required Guid OrganisationId { get; init; }

        /// <summary>The latest year first; years without a report are absent.</summary>
        public required IReadOnlyList<InYear> Years { get; init; }

        internal static Result Example => new()
        {
            OrganisationId = Guid.Parse("0198f000-0000-7000-8000-000000000002"),
            Years = [new InYear { Year = 2026, Leads = 17 }]
        };
    }

    internal sealed record InYear
    {
        /// <summary>The calendar year in China.</summary>
        public required int Year { get; init; }

        /// <summary>Leads counted as its report.</summary>
        public required long Leads { get; init; }
    }

    internal sealed class Handler(Db db, OrganisationSource source) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var organisation = await source.Get(query.OrganisationId, cancellationToken);
            return new Result
            {
                OrganisationId = organisation.Id,
                Years = await db.Query<InYear>(
                    """
                    SELECT a.year, CAST(SUM(a.leads) AS bigint) AS leads
                    FROM   organisations_activity a
                    WHERE  a.org_id = @Id
                    OR     a.org_id IN (SELECT o.id FROM organisations_organisation o WHERE o.merged_into = @Id AND UNSCOPED('those that went into a visible one'))
                    GROUP  BY a.year
                    ORDER  BY a.year DESC
                    """,
                    new { organisation.Id }, cancellationToken)
            };
        }
    }

    internal static void Map(IEndpointRouteBuilder organisations) => organisations
        .MapGet("/{id:guid}/activity", Count)
        .WithName("CountActivity")
        .WithSummary("Show how many leads an organisation has reported each year")
        .RequireScope(OrganisationScopes.Read, Problems.NotFound, OrganisationErrors.Merged);

    private static async Task<Reply<Result>> Count(Guid id, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(id), ct));
}
