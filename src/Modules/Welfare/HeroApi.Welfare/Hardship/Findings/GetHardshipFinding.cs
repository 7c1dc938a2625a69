namespace HeroApi.Welfare.Hardship.Findings;

/// <summary>Shows what was found in one household.</summary>
internal static class GetHardshipFinding
{
    internal sealed record Query(Guid Id) : IQuery<HardshipFindingView>;

    internal sealed class Handler(FindingSource source) : IRequestHandler<Query, HardshipFindingView>
    {
        public Task<HardshipFindingView> Handle(Query query, CancellationToken cancellationToken) => source.Get(query.Id, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder findings) => findings
        .MapGet("/{id:guid}", Get)
        .WithName("GetHardshipFinding")
        .WithSummary("Show what was found in a household")
        .RequireScope(WelfareScopes.Read, Problems.NotFound);

    private static async Task<Reply<HardshipFindingView>> Get(Guid id, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(id), ct));
}
