namespace HeroApi.Cases.Rules;

/// <summary>Lists the statutes that come with the program. A key that a pack lacks was not read or is not known: a place has to publish it.</summary>
internal static class ListShippedRulePacks
{
    internal sealed record Query : IQuery<Page<RulePackView>>;

    internal sealed class Handler : IRequestHandler<Query, Page<RulePackView>>
    {
        public Task<Page<RulePackView>> Handle(Query query, CancellationToken cancellationToken) => Task.FromResult(new Page<RulePackView>
        {
            Items = [.. RuleBook.Statutes.OrderBy(pack => pack.Region, StringComparer.Ordinal).ThenBy(pack => pack.EffectiveFrom).Select(RulePackView.Of)]
        });
    }

    internal static void Map(IEndpointRouteBuilder packs) => packs
        .MapGet("/shipped", List)
        .WithName("ListShippedRulePacks")
        .WithSummary("List the statutes that come with the program")
        .RequireScope(CaseScopes.CasesRead);

    private static async Task<Reply<Page<RulePackView>>> List(IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(), ct));
}
