namespace HeroApi.Welfare.Entitlements;

/// <summary>Shows what the person of a hero file is entitled by.</summary>
internal static class GetEntitlement
{
    internal sealed record Query(Guid Id) : IQuery<EntitlementView>;

    internal sealed class Handler(EntitlementSource source, Records records) : IRequestHandler<Query, EntitlementView>
    {
        public async Task<EntitlementView> Handle(Query query, CancellationToken cancellationToken) =>
            (await source.Views([.. await records.Of<EntitlementRow>(EntitlementSource.Entitlements, [query.Id], cancellationToken)], cancellationToken)).SingleOrDefault()
            ?? throw new Refusal(Problems.NotFound);
    }

    internal static void Map(IEndpointRouteBuilder entitlements) => entitlements
        .MapGet("/{id:guid}", Get)
        .WithName("GetEntitlement")
        .WithSummary("Show an entitlement")
        .RequireScope(WelfareScopes.Read, Problems.NotFound);

    private static async Task<Reply<EntitlementView>> Get(Guid id, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(id), ct));
}
