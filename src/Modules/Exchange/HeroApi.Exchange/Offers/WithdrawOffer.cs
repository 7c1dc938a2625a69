using System.Text.Json.Serialization;

namespace HeroApi.Exchange.Offers;

/// <summary>Takes an offer back that nobody has answered.</summary>
internal static class WithdrawOffer
{
    internal sealed record Command([property: JsonIgnore] Guid OfferId, [property: JsonIgnore] long Version) : ICommand<OfferView>;

    internal sealed class Handler(OfferEnd end) : IRequestHandler<Command, OfferView>
    {
        public async Task<OfferView> Handle(Command command, CancellationToken cancellationToken)
        {
            var offer = await end.FindFor(command.OfferId, command.Version, offer => offer.OwnerOrgId, cancellationToken);
            return await end.Answer(offer, "withdrawn", null, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder offers) => offers
        .MapPost("/{id:guid}/withdrawal", Withdraw)
        .WithName("WithdrawOffer")
        .WithSummary("Take an offer back; for the organisation that made it, or one above it")
        .RequireCredential(Problems.Forbidden, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired,
            ExchangeErrors.OfferClosed, ExchangeErrors.OfferNotYours);

    private static async Task<Reply<OfferView>> Withdraw(Guid id, IfMatch match, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Command(id, match.Version), ct));
}
