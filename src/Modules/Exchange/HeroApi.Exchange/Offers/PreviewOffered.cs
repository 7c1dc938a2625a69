namespace HeroApi.Exchange.Offers;

/// <summary>
/// Tells the receiver what the offered record is about: enough to decide, and nothing of persons. The record itself he
/// sees once it is his.
/// </summary>
internal static class PreviewOffered
{
    internal sealed record Query(Guid OfferId) : IQuery<OfferedRecord>;

    internal sealed class Handler(OfferEnd end, OfferSource source) : IRequestHandler<Query, OfferedRecord>
    {
        public async Task<OfferedRecord> Handle(Query query, CancellationToken cancellationToken)
        {
            var offer = await source.Get(query.OfferId, cancellationToken);
            var type = end.Type(offer.Type);
            end.MustBeOpen(offer);
            return await type.Take(offer.RecordId, cancellationToken) ?? throw new Refusal(ExchangeErrors.OfferClosed);
        }
    }

    internal static void Map(IEndpointRouteBuilder offers) => offers
        .MapGet("/{id:guid}/preview", Preview)
        .WithName("PreviewOffered")
        .WithSummary("What an open offer's record is about, without its persons; needs the scope by which its type is decided on as well")
        .RequireScope(OfferSource.Reads, Problems.NotFound, ExchangeErrors.OfferClosed);

    private static async Task<Reply<OfferedRecord>> Preview(Guid id, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(id), ct));
}
