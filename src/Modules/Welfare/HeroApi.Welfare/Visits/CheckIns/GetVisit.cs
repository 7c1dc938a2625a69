namespace HeroApi.Welfare.Visits.CheckIns;

/// <summary>Shows one visit.</summary>
internal static class GetVisit
{
    internal sealed record Query(Guid Id) : IQuery<CareVisitView>;

    internal sealed class Handler(VisitSource source) : IRequestHandler<Query, CareVisitView>
    {
        public Task<CareVisitView> Handle(Query query, CancellationToken cancellationToken) => source.Get(query.Id, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder visits) => visits
        .MapGet("/{id:guid}", Get)
        .WithName("GetVisit")
        .WithSummary("Show a visit")
        .RequireScope(WelfareScopes.Read, Problems.NotFound);

    private static async Task<Reply<CareVisitView>> Get(Guid id, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(id), ct));
}
