namespace HeroApi.Recognition.Ceremonies;

/// <summary>Shows one ceremony.</summary>
internal static class GetCeremony
{
    internal sealed record Query(Guid Id) : IQuery<CeremonyView>;

    internal sealed class Handler(CeremonySource source) : IRequestHandler<Query, CeremonyView>
    {
        public Task<CeremonyView> Handle(Query query, CancellationToken cancellationToken) => source.Get(query.Id, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder ceremonies) => ceremonies
        .MapGet("/{id:guid}", Get)
        .WithName("GetCeremony")
        .WithSummary("Show a ceremony")
        .RequireScope(RecognitionScopes.HeroesRead, Problems.NotFound, Problems.Deleted);

    private static async Task<Reply<CeremonyView>> Get(Guid id, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(id), ct));
}
