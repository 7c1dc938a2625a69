namespace HeroApi.Welfare.Visits.DueVisits;

/// <summary>Shows one visit that is due, or was.</summary>
internal static class GetDueVisit
{
    internal sealed record Query(Guid Id) : IQuery<DueVisitView>;

    internal sealed class Handler(DueVisitDesk desk) : IRequestHandler<Query, DueVisitView>
    {
        public async Task<DueVisitView> Handle(Query query, CancellationToken cancellationToken) => await desk.Seek(query.Id, cancellationToken) ?? throw new Refusal(Problems.NotFound);
    }

    internal static void Map(IEndpointRouteBuilder due) => due
        .MapGet("/{id:guid}", Get)
        .WithName("GetDueVisit")
        .WithSummary("Show a visit that is due, or was")
        .RequireScope(WelfareScopes.Read, Problems.NotFound);

    private static async Task<Reply<DueVisitView>> Get(Guid id, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(id), ct));
}
