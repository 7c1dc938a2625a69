namespace HeroApi.Welfare.Visits.Needs;

/// <summary>Shows one need.</summary>
internal static class GetNeed
{
    internal sealed record Query(Guid Id) : IQuery<NeedView>;

    internal sealed class Handler(NeedSource source) : IRequestHandler<Query, NeedView>
    {
        public Task<NeedView> Handle(Query query, CancellationToken cancellationToken) => source.Get(query.Id, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder needs) => needs
        .MapGet("/{id:guid}", Get)
        .WithName("GetNeed")
        .WithSummary("Show what a person needs")
        .RequireScope(WelfareScopes.Read, Problems.NotFound);

    private static async Task<Reply<NeedView>> Get(Guid id, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(id), ct));
}
