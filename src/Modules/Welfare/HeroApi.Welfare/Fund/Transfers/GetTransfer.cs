namespace HeroApi.Welfare.Fund.Transfers;

/// <summary>Shows one transfer.</summary>
internal static class GetTransfer
{
    internal sealed record Query(Guid Id) : IQuery<FundTransferView>;

    internal sealed class Handler(TransferSource source) : IRequestHandler<Query, FundTransferView>
    {
        public Task<FundTransferView> Handle(Query query, CancellationToken cancellationToken) => source.Get(query.Id, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder transfers) => transfers
        .MapGet("/{id:guid}", Get)
        .WithName("GetTransfer")
        .WithSummary("Show money on its way from fund to fund")
        .RequireScope(WelfareScopes.Read, Problems.NotFound);

    private static async Task<Reply<FundTransferView>> Get(Guid id, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(id), ct));
}
