using HeroApi.Recognition.Heroes;

namespace HeroApi.Recognition.Certificates;

/// <summary>Shows the certificates of a hero file, the oldest first; never their check codes.</summary>
internal static class GetHeroCertificates
{
    internal sealed record Query(Guid HeroId) : IQuery<HeroCertificates>;

    internal sealed class Handler(HeroSource source) : IRequestHandler<Query, HeroCertificates>
    {
        public async Task<HeroCertificates> Handle(Query query, CancellationToken cancellationToken)
        {
            var hero = await source.Seek(query.HeroId, cancellationToken) ?? throw new Refusal(Problems.NotFound);
            var rows = await source.Parts<CertificateRow>(CertificateRow.Columns, "recognition_certificate", "id", [hero.Id], cancellationToken);
            return new HeroCertificates { Version = hero.Version, Certificates = [.. rows.Select(row => row.View)] };
        }
    }

    internal static void Map(IEndpointRouteBuilder heroes) => heroes
        .MapGet("/{id:guid}/certificates", Get)
        .WithName("GetHeroCertificates")
        .WithSummary("The certificates of a hero file")
        .RequireScope(RecognitionScopes.HeroesRead, Problems.NotFound, Problems.Deleted);

    private static async Task<Reply<HeroCertificates>> Get(Guid id, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(id), ct));
}
