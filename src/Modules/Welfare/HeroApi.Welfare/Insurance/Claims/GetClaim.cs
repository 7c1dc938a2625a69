namespace HeroApi.Welfare.Insurance.Claims;

/// <summary>Shows one claim: how far it is, which documents are missing, what was granted and paid.</summary>
internal static class GetClaim
{
    internal sealed record Query(Guid Id) : IQuery<ClaimView>;

    internal sealed class Handler(ClaimSource source) : IRequestHandler<Query, ClaimView>
    {
        public Task<ClaimView> Handle(Query query, CancellationToken cancellationToken) => source.Get(query.Id, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder claims) => claims
        .MapGet("/{id:guid}", Get)
        .WithName("GetClaim")
        .WithSummary("Show a claim")
        .RequireScope(WelfareScopes.Read, Problems.NotFound);

    private static async Task<Reply<ClaimView>> Get(Guid id, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(id), ct));
}
