namespace HeroApi.Recognition.Heroes;

/// <summary>Shows the hero file that another system knows under its own id.</summary>
internal static class GetHeroFileByExternalId
{
    internal sealed record Query(string System, string Value) : IQuery<HeroView>;

    internal sealed class Handler(HeroSource source, ExternalIds externalIds) : IRequestHandler<Query, HeroView>
    {
        public async Task<HeroView> Handle(Query query, CancellationToken cancellationToken)
        {
            var known = await externalIds.Find(HeroSource.Name, query.System, query.Value, cancellationToken) ?? throw new Refusal(Problems.NotFound);
            return await source.Get(known.RecordId, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder heroes) => heroes
        .MapGet("/ext/{system}/{value}", Get)
        .WithName("GetHeroFileByExternalId")
        .WithSummary("Show a hero file by another system's id")
        .RequireScope(RecognitionScopes.HeroesRead, Problems.NotFound, Problems.Deleted, RecognitionErrors.Merged, Problems.SystemNotGranted, Problems.PurposeNeeded);

    /// <param name="system">What the other system is called; it must be granted to the caller.</param>
    /// <param name="value">The id that the file has there.</param>
    private static async Task<Reply<HeroView>> Get(string system, string value, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(system, ExternalIds.InPath(value)), ct));
}
