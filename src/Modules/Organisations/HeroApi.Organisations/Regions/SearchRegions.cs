using HeroApi.Kernel.Text;

namespace HeroApi.Organisations.Regions;

/// <summary>Lists the provinces, or finds regions by a part of the name, by pinyin or by its initials.</summary>
internal static class SearchRegions
{
    internal sealed record Query(string? Term, string? Within, int Limit) : IQuery<IReadOnlyList<Region>>;

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Term).Must(term => SearchQuery.Parse(term!) is not null).Refuses(Problems.SearchInvalid).When(q => q.Term is not null).OverridePropertyName("query.q");
            RuleFor(q => q.Within).Null().When(q => q.Term is null).OverridePropertyName("query.within");
            RuleFor(q => q.Within).Must(code => RegionTable.Current.Find(code!) is not null).Refuses(ValueProblems.UnknownRegion)
                .When(q => q is { Term: not null, Within: not null }).OverridePropertyName("query.within");
            RuleFor(q => q.Limit).InclusiveBetween(1, Pages.MostLimit).OverridePropertyName("query.limit");
        }
    }

    internal sealed class Handler : IRequestHandler<Query, IReadOnlyList<Region>>
    {
        public Task<IReadOnlyList<Region>> Handle(Query query, CancellationToken cancellationToken) => Task.FromResult(query.Term is { } term
            ? RegionTable.Current.Search(term, query.Within, query.Limit)
            : [.. RegionTable.Current.Children().Take(query.Limit)]);
    }

    internal static void Map(IEndpointRouteBuilder regions) => regions
        .MapGet("", Search)
        .WithName("SearchRegions")
        .WithSummary("List the provinces, or find regions by name, pinyin or initials")
        .Lasts()
        .RequireCredential(ValueProblems.UnknownRegion, Problems.SearchInvalid);

    /// <param name="q">Parts of the name, pinyin (<c>quanzhou</c>, <c>xi'an</c>) or initials (<c>qz</c>); all of them must be there.</param>
    /// <param name="within">Only regions inside this one.</param>
    /// <param name="limit">At most so many, the best first; 50 unless said.</param>
    private static async Task<Reply<Page<RegionRow>>> Search(string? q, string? within, int? limit, IMediator mediator, CancellationToken ct) =>
        RegionAnswers.List(await mediator.Send(new Query(q, within, limit ?? Pages.DefaultLimit), ct));
}
