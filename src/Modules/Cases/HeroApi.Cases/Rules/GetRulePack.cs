namespace HeroApi.Cases.Rules;

/// <summary>Shows one pack, published or shipped; whoever reads cases may see all of them, since they are public law.</summary>
internal static class GetRulePack
{
    internal sealed record Query(Guid Id) : IQuery<RulePackView>;

    internal sealed class Handler(RuleBook book, RulePackSource source) : IRequestHandler<Query, RulePackView>
    {
        public async Task<RulePackView> Handle(Query query, CancellationToken cancellationToken) =>
            (await book.Packs([query.Id], cancellationToken)).FirstOrDefault(pack => pack.Shipped) is { } shipped
                ? RulePackView.Of(shipped)
                : (await source.Seek(query.Id, cancellationToken) ?? throw new Refusal(Problems.NotFound)).View;
    }

    internal static void Map(IEndpointRouteBuilder packs) => packs
        .MapGet("/{id:guid}", Get)
        .WithName("GetRulePack")
        .WithSummary("Show a rule pack")
        .RequireScope(CaseScopes.CasesRead, Problems.NotFound, Problems.Deleted);

    private static async Task<Reply<RulePackView>> Get(Guid id, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(id), ct));
}
