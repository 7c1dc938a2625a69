using System.Text.Json.Serialization;

namespace HeroApi.Exchange.Offers;

/// <summary>Takes the offered record over as it is now: next owner, next ownerEpoch, next version.</summary>
internal static class AcceptOffer
{
    internal sealed record Command([property: JsonIgnore] Guid OfferId, [property: JsonIgnore] long Version) : ICommand<OfferView>;

    internal sealed class Handler(OfferEnd end, Records records) : IRequestHandler<Command, OfferView>
    {
        public async Task<OfferView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var offer = await end.FindFor(command.OfferId, command.Version, offer => offer.ToOrgId, ct);
            var type = end.Type(offer.Type);
            // The record before the offer, as everybody takes them: else two commands could wait for one another.
            if ((await records.HandOver(type.Table, [offer.RecordId], offer.ToOrgId, ct)).Count == 0 || await type.Take(offer.RecordId, ct) is null)
                throw new Refusal(ExchangeErrors.OfferClosed);
            return await end.Answer(offer, "accepted", null, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder offers) => offers
        .MapPost("/{id:guid}/acceptance", Accept)
        .WithName("AcceptOffer")
        .WithSummary("Take an offered record over; for the organisation it is offered to, or one above it")
        .RequireCredential(Problems.Forbidden, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired,
            ExchangeErrors.OfferClosed, ExchangeErrors.OfferNotYours);

    private static async Task<Reply<OfferView>> Accept(Guid id, IfMatch match, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Command(id, match.Version), ct));
}
