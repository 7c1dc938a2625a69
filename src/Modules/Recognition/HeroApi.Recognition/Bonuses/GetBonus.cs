namespace HeroApi.Recognition.Bonuses;

/// <summary>Shows one bonus with what was paid of it.</summary>
internal static class GetBonus
{
    internal sealed record Query(Guid Id) : IQuery<BonusView>;

    internal sealed class Handler(BonusSource source) : IRequestHandler<Query, BonusView>
    {
        public Task<BonusView> Handle(Query query, CancellationToken cancellationToken) => source.Get(query.Id, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder bonuses) => bonuses
        .MapGet("/{id:guid}", Get)
        .WithName("GetBonus")
        .WithSummary("Show a bonus")
        .RequireScope(RecognitionScopes.HeroesRead, Problems.NotFound);

    private static async Task<Reply<BonusView>> Get(Guid id, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(id), ct));
}
