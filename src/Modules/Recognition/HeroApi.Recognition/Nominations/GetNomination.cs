namespace HeroApi.Recognition.Nominations;

/// <summary>Shows one nomination with the answers of every body that was asked.</summary>
internal static class GetNomination
{
    internal sealed record Query(Guid Id) : IQuery<NominationView>;

    internal sealed class Handler(NominationSource source) : IRequestHandler<Query, NominationView>
    {
        public Task<NominationView> Handle(Query query, CancellationToken cancellationToken) => source.Get(query.Id, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder nominations) => nominations
        .MapGet("/{id:guid}", Get)
        .WithName("GetNomination")
        .WithSummary("Show a nomination")
        .RequireScope(RecognitionScopes.HeroesRead, Problems.NotFound);

    private static async Task<Reply<NominationView>> Get(Guid id, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(id), ct));
}
