namespace HeroApi.Access;

/// <summary>Lists what was done, by keys of the caller's organisation and below.</summary>
internal static class ListAudit
{
    internal sealed record Query(ListQuery Asked) : IQuery<Page<AuditView>>;

    internal sealed class Handler(Trail trail) : IRequestHandler<Query, Page<AuditView>>
    {
        public Task<Page<AuditView>> Handle(Query query, CancellationToken cancellationToken) => trail.ReadAudit(query.Asked, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/audit", List)
        .WithName("ListAudit")
        .WithSummary("List what was done")
        .WithTags("Access")
        .Lists(Trail.Audit)
        .RequireScope(Scopes.AuditRead);

    private static async Task<Reply<Page<AuditView>>> List(ListQuery query, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(query), ct));
}
