namespace HeroApi.Exchange.Imports;

/// <summary>Shows what became of an import so far.</summary>
internal static class GetImport
{
    internal sealed record Query(Guid Id) : IQuery<ImportView>;

    internal sealed class Handler(Db db, Call call) : IRequestHandler<Query, ImportView>
    {
        public async Task<ImportView> Handle(Query query, CancellationToken cancellationToken) => (await Import.Find(db, call.Caller, query.Id, cancellationToken)).View;
    }

    internal static void Map(IEndpointRouteBuilder imports) => imports
        .MapGet("/{id:guid}", Get)
        .WithName("GetImport")
        .WithSummary("Show an import")
        .RequireScope(Import.Scope, Problems.NotFound);

    private static async Task<Reply<ImportView>> Get(Guid id, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(id), ct));
}
