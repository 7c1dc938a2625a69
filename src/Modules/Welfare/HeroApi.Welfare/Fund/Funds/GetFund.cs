namespace HeroApi.Welfare.Fund.Funds;

/// <summary>Shows a fund with what is left in it.</summary>
internal static class GetFund
{
    internal sealed record Query(Guid Id) : IQuery<FundView>;

    internal sealed class Handler(FundSource source) : IRequestHandler<Query, FundView>
    {
        public Task<FundView> Handle(Query query, CancellationToken cancellationToken) => source.Get(query.Id, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder funds) => funds
        .MapGet("/{id:guid}", Get)
        .WithName("GetFund")
        .WithSummary("Show a fund")
        .RequireScope(WelfareScopes.Read, Problems.NotFound);

    private static async Task<Reply<FundView>> Get(Guid id, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(id), ct));
}
