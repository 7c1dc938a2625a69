namespace HeroApi.Access;

/// <summary>Lists what was done, by keys and subjects of the caller's organisation and below.</summary>
internal static class ListAudit
{
    internal sealed record Query(ListQuery Asked) : IQuery<Page<AuditView>>;

    internal sealed class Handler(Trail trail, Principals principals) : IRequestHandler<Query, Page<AuditView>>
    {
        public async Task<Page<AuditView>> Handle(Query query, CancellationToken cancellationToken)
        {
            var page = await trail.ReadAudit(query.Asked, cancellationToken);
            var who = await principals.Of(page.Items.Select(row => row.Principal), cancellationToken);
            return page.Select(row => who.TryGetValue(row.Principal, out var known) ? row with { PrincipalName = known.Name, PrincipalIssuer = known.Issuer } : row);
        }
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
