namespace HeroApi.Welfare.Visits.Campaigns;

/// <summary>Shows one campaign with how far it has come.</summary>
internal static class GetVisitCampaign
{
    internal sealed record Query(Guid Id) : IQuery<CampaignView>;

    internal sealed class Handler(CampaignSource source) : IRequestHandler<Query, CampaignView>
    {
        public Task<CampaignView> Handle(Query query, CancellationToken cancellationToken) => source.Get(query.Id, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder campaigns) => campaigns
        .MapGet("/{id:guid}", Get)
        .WithName("GetVisitCampaign")
        .WithSummary("Show a campaign of visits with how far it has come")
        .RequireScope(WelfareScopes.Read, Problems.NotFound);

    private static async Task<Reply<CampaignView>> Get(Guid id, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(id), ct));
}
