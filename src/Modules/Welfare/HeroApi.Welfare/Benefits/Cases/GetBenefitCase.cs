namespace HeroApi.Welfare.Benefits.Cases;

/// <summary>Shows one benefit case with what was paid for it.</summary>
internal static class GetBenefitCase
{
    internal sealed record Query(Guid Id) : IQuery<BenefitView>;

    internal sealed class Handler(BenefitSource source) : IRequestHandler<Query, BenefitView>
    {
        public Task<BenefitView> Handle(Query query, CancellationToken cancellationToken) => source.Get(query.Id, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder benefits) => benefits
        .MapGet("/{id:guid}", Get)
        .WithName("GetBenefitCase")
        .WithSummary("Show a benefit case")
        .RequireScope(WelfareScopes.Read, Problems.NotFound);

    private static async Task<Reply<BenefitView>> Get(Guid id, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(id), ct));
}
