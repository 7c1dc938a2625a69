using System.Text.Json.Serialization;
using HeroApi.Welfare.Insurance.Claims;

namespace HeroApi.Welfare.Insurance.ClaimDecisions;

/// <summary>Takes a payment away that was written by mistake, or that bounced; what was granted is waited for again.</summary>
internal static class RemoveClaimPayment
{
    internal sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] Guid PaymentId, [property: JsonIgnore] long Version) : ICommand<ClaimView>;

    internal sealed class Handler(Db db, ClaimDesk desk) : IRequestHandler<Command, ClaimView>
    {
        public async Task<ClaimView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var row = await desk.Take(ClaimSteps.Unpay, command.Id, command.Version, ct);
            var removed = await db.Query<long>("DELETE FROM welfare_claim_payment WHERE id = @PaymentId AND claim_id = @Id RETURNING amount_fen", new { command.PaymentId, command.Id }, ct);
            return removed is [var fen] ? await desk.Put(row with { PaidFen = row.PaidFen - fen, State = ClaimCodes.Approved }, ct) : throw new Refusal(Problems.NotFound);
        }
    }

    internal static void Map(IEndpointRouteBuilder claims) => claims
        .MapDelete("/{id:guid}/payments/{paymentId:guid}", Remove)
        .WithName("RemoveClaimPayment")
        .WithSummary("Take a payment away that was written by mistake")
        .RequireScope(WelfareScopes.Write, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner, ClaimErrors.Transition);

    private static async Task<Reply<ClaimView>> Remove(Guid id, Guid paymentId, IfMatch match, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Command(id, paymentId, match.Version), ct));
}
