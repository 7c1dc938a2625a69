using HeroApi.Welfare.Fund.Books;

namespace HeroApi.Welfare.Fund.Limits;

/// <summary>Shows what an organisation's payments are bounded by, to itself and to those above it.</summary>
internal static class GetFundLimits
{
    internal sealed record Query(Guid OrgId) : IQuery<FundLimitView>;

    internal sealed class Handler(FundLimits limits, FundBook book) : IRequestHandler<Query, FundLimitView>
    {
        public async Task<FundLimitView> Handle(Query query, CancellationToken cancellationToken)
        {
            await book.Whose(query.OrgId, cancellationToken);
            return await limits.Of(query.OrgId, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder limits) => limits
        .MapGet("/{orgId:guid}", Get)
        .WithName("GetFundLimits")
        .WithSummary("Show what an organisation's payments are bounded by")
        .RequireScope(WelfareScopes.Read, Problems.NotFound);

    private static async Task<Reply<FundLimitView>> Get(Guid orgId, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(orgId), ct));
}
