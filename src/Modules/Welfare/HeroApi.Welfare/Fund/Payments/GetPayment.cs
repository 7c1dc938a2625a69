namespace HeroApi.Welfare.Fund.Payments;

/// <summary>Shows one payment.</summary>
internal static class GetPayment
{
    internal sealed record Query(Guid Id) : IQuery<FundPaymentView>;

    internal sealed class Handler(PaymentSource source) : IRequestHandler<Query, FundPaymentView>
    {
        public Task<FundPaymentView> Handle(Query query, CancellationToken cancellationToken) => source.Get(query.Id, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder payments) => payments
        .MapGet("/{id:guid}", Get)
        .WithName("GetPayment")
        .WithSummary("Show a payment")
        .RequireScope(WelfareScopes.Read, Problems.NotFound);

    private static async Task<Reply<FundPaymentView>> Get(Guid id, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(id), ct));
}
