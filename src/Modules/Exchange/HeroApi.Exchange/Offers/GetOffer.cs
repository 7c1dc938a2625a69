namespace HeroApi.Exchange.Offers;

/// <summary>Shows one offer to either side.</summary>
internal static class GetOffer
{
    internal sealed record Query(Guid Id) : IQuery<OfferView>;

    internal sealed class Handler(OfferSource source) : IRequestHandler<Query, OfferView>
    {
        public Task<OfferView> Handle(Query query, CancellationToken cancellationToken) => source.Get(query.Id, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder offers) => offers
        .MapGet("/{id:guid}", Get)
        .WithName("GetOffer")
        .WithSummary("Show an offer")
        .RequireScope(OfferSource.Reads, Problems.NotFound);

    private static async Task<Reply<OfferView>> Get(Guid id, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(id), ct));
}
