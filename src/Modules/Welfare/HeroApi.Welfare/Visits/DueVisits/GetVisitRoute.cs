namespace HeroApi.Welfare.Visits.DueVisits;

/// <summary>Shows the route of a campaign: how many visits are due in each township, to whom they were given, and how many are done.</summary>
internal static class GetVisitRoute
{
    internal sealed record Query(Guid CampaignId) : IQuery<Result>;

    /// <summary>The townships, by their codes.</summary>
    internal sealed record Result
    {
        public required IReadOnlyList<Leg> Legs { get; init; }

        internal static Result Example => new() { Legs = [Leg.Example] };
    }

    /// <summary>A township and one who goes there: persons whom the caller sees.</summary>
    internal sealed record Leg
    {
        /// <summary>GB/T 2260: a township, or the county of those whose township is not known; absent for those of whom no place is known.</summary>
        public string? Region { get; init; }

        public string? Assignee { get; init; }
        public Guid? AssigneeOrgId { get; init; }
        public required long Due { get; init; }
        public required long Done { get; init; }
        public required long NotMet { get; init; }

        internal static Leg Example => new() { Region = "371502001", Assignee = "示范网格员", Due = 11, Done = 3, NotMet = 1 };
    }

    internal sealed class Handler(Db db, Call call, Campaigns.CampaignSource campaigns) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            if (await campaigns.Seek(query.CampaignId, cancellationToken) is null)
                throw new Refusal(Problems.NotFound);
            return new Result
            {
                Legs = await db.Query<Leg>(
                    $"""
                    SELECT NULLIF(d.region, '') AS region, d.assignee, d.assignee_org_id, COUNT(*) FILTER (WHERE d.state = 'due') AS due, COUNT(*) FILTER (WHERE d.state = 'done') AS done,
                           COUNT(*) FILTER (WHERE d.state = 'not_met') AS not_met
                    {DueVisitView.Visible} AND d.campaign_id = @CampaignId AND d.state IN ('due', 'done', 'not_met')
                    GROUP  BY d.region, d.assignee, d.assignee_org_id
                    ORDER  BY d.region, d.assignee, d.assignee_org_id
                    """, new { query.CampaignId, assigned = DueVisitView.Assigned(call) }, cancellationToken)
            };
        }
    }

    internal static void Map(IEndpointRouteBuilder campaigns) => campaigns
        .MapGet("/{id:guid}/route", Get)
        .WithName("GetVisitRoute")
        .WithSummary("Show how many visits of a campaign are due in each township, and who goes there")
        .RequireScope(WelfareScopes.Read, Problems.NotFound);

    private static async Task<Reply<Result>> Get(Guid id, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(id), ct));
}
