namespace HeroApi.Organisations.Regions;

/// <summary>Lists the regions directly below one.</summary>
internal static class ListChildRegions
{
    internal sealed record Query(string Code) : IQuery<IReadOnlyList<Region>>;

    internal sealed class Handler : IRequestHandler<Query, IReadOnlyList<Region>>
    {
        public Task<IReadOnlyList<Region>> Handle(Query query, CancellationToken cancellationToken) => RegionTable.Current.Find(query.Code) is null
            ? throw new Refusal(Problems.NotFound)
            : Task.FromResult(RegionTable.Current.Children(query.Code));
    }

    internal static void Map(IEndpointRouteBuilder regions) => regions
        .MapGet("/{code}/children", List)
        .WithName("ListChildRegions")
        .WithSummary("List the regions directly below one")
        .Lasts()
        .RequireCredential(Problems.NotFound);

    /// <param name="code">GB/T 2260, 6 digits, of townships 9.</param>
    private static async Task<Reply<Page<RegionRow>>> List(string code, IMediator mediator, CancellationToken ct) =>
        RegionAnswers.List(await mediator.Send(new Query(code), ct));
}
