namespace HeroApi.Cases.Procedure;

/// <summary>Shows one case.</summary>
internal static class GetCase
{
    internal sealed record Query(Guid Id) : IQuery<CaseView>;

    internal sealed class Handler(CaseSource source) : IRequestHandler<Query, CaseView>
    {
        public async Task<CaseView> Handle(Query query, CancellationToken cancellationToken) =>
            await source.Read([query.Id], cancellationToken) is [var found] ? (CaseView)found.Body : throw new Refusal(Problems.NotFound);
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapGet("/{id:guid}", Get)
        .WithName("GetCase")
        .WithSummary("Show a case")
        .RequireScope(CaseScopes.CasesRead, Problems.NotFound);

    private static async Task<Reply<CaseView>> Get(Guid id, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(id), ct));
}
