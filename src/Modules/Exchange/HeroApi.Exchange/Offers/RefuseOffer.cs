using System.Text.Json.Serialization;

namespace HeroApi.Exchange.Offers;

/// <summary>Says no to an offer; the record stays where it is.</summary>
internal static class RefuseOffer
{
    internal sealed record Command([property: JsonIgnore] Guid OfferId = default, [property: JsonIgnore] long Version = 0) : ICommand<OfferView>
    {
        /// <summary>Why, for the owner to read; at most 500 characters.</summary>
        public required string Reason { get; init; }

        internal static Command Example => new() { Reason = "行为发生地不属本单位管辖" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).NotEmpty().MaximumLength(500);
    }

    internal sealed class Handler(OfferEnd end) : IRequestHandler<Command, OfferView>
    {
        public async Task<OfferView> Handle(Command command, CancellationToken cancellationToken)
        {
            var offer = await end.FindFor(command.OfferId, command.Version, offer => offer.ToOrgId, cancellationToken);
            return await end.Answer(offer, "refused", command.Reason, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder offers) => offers
        .MapPost("/{id:guid}/refusal", Refuse)
        .WithName("RefuseOffer")
        .WithSummary("Say no to an offer; for the organisation it is made to, or one above it")
        .RequireCredential(Problems.Forbidden, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired,
            ExchangeErrors.OfferClosed, ExchangeErrors.OfferNotYours);

    private static async Task<Reply<OfferView>> Refuse(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { OfferId = id, Version = match.Version }, ct));
}
