namespace HeroApi.Welfare.Fund.Incomes;

/// <summary>Shows one income.</summary>
internal static class GetIncome
{
    internal sealed record Query(Guid Id) : IQuery<IncomeView>;

    internal sealed class Handler(IncomeSource source) : IRequestHandler<Query, IncomeView>
    {
        public Task<IncomeView> Handle(Query query, CancellationToken cancellationToken) => source.Get(query.Id, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder incomes) => incomes
        .MapGet("/{id:guid}", Get)
        .WithName("GetIncome")
        .WithSummary("Show an income")
        .RequireScope(WelfareScopes.Read, Problems.NotFound);

    private static async Task<Reply<IncomeView>> Get(Guid id, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(id), ct));
}
