namespace HeroApi.Organisations.Regions;

/// <summary>Shows one region and what it lies in.</summary>
internal static class GetRegion
{
    internal sealed record Query(string Code) : IQuery<RegionView>;

    internal sealed class Handler : IRequestHandler<Query, RegionView>
    {
        public Task<RegionView> Handle(Query query, CancellationToken cancellationToken) => RegionTable.Current.Find(query.Code) is { } region
            ? Task.FromResult(RegionView.Of(region))
            : throw new Refusal(Problems.NotFound);
    }

    internal static void Map(IEndpointRouteBuilder regions) => regions
        .MapGet("/{code}", Get)
        .WithName("GetRegion")
        .WithSummary("Show a region and what it lies in")
        .Lasts()
        .RequireCredential(Problems.NotFound);

    /// <param name="code">GB/T 2260, 6 digits, of townships 9.</param>
    private static async Task<Reply<RegionView>> Get(string code, IMediator mediator, CancellationToken ct) =>
        RegionAnswers.Of(await mediator.Send(new Query(code), ct));
}
