namespace HeroApi.Recognition.Verification;

/// <summary>Shows one verification round and how far it has come.</summary>
internal static class GetVerificationRound
{
    internal sealed record Query(Guid Id) : IQuery<RoundView>;

    internal sealed class Handler(RoundSource source) : IRequestHandler<Query, RoundView>
    {
        public Task<RoundView> Handle(Query query, CancellationToken cancellationToken) => source.Get(query.Id, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder rounds) => rounds
        .MapGet("/{id:guid}", Get)
        .WithName("GetVerificationRound")
        .WithSummary("Show a verification round and how far it has come")
        .RequireScope(RecognitionScopes.HeroesRead, Problems.NotFound);

    private static async Task<Reply<RoundView>> Get(Guid id, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(id), ct));
}
