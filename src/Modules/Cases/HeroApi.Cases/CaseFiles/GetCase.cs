namespace HeroApi.Cases.CaseFiles;

/// <summary>Shows one case; in clear with pii:read and X-Purpose, which is logged first.</summary>
internal static class GetCase
{
    internal sealed record Query(Guid Id) : IQuery<CaseView>;

    internal sealed class Handler(CaseSource source) : IRequestHandler<Query, CaseView>
    {
        public Task<CaseView> Handle(Query query, CancellationToken cancellationToken) => source.Get(query.Id, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapGet("/{id:guid}", Get)
        .WithName("GetCase")
        .WithSummary("Show a case")
        .RequireScope(CaseScopes.CasesRead, Problems.NotFound, Problems.Deleted, Problems.PurposeNeeded);

    private static async Task<Reply<CaseView>> Get(Guid id, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(id), ct));
}
