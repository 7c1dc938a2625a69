namespace HeroApi.Access;

/// <summary>Lists who read whose personal data in clear, by keys and subjects of the caller's organisation and below.</summary>
internal static class ListReads
{
    internal sealed record Query(ListQuery Asked) : IQuery<Page<ReadView>>;

    internal sealed class Handler(Trail trail, Principals principals) : IRequestHandler<Query, Page<ReadView>>
    {
        public async Task<Page<ReadView>> Handle(Query query, CancellationToken cancellationToken)
        {
            var page = await trail.ReadReads(query.Asked, cancellationToken);
            var who = await principals.Of(page.Items.Select(row => row.Principal), cancellationToken);
            return page.Select(row => who.TryGetValue(row.Principal, out var known) ? row with { PrincipalName = known.Name, PrincipalIssuer = known.Issuer } : row);
        }
    }

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/read-log", List)
        .WithName("ListReads")
        .WithSummary("List readings of personal data in clear")
        .WithTags("Access")
        .Lists(Trail.Reads)
        .RequireScope(Scopes.AuditRead);

    private static async Task<Reply<Page<ReadView>>> List(ListQuery query, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(query), ct));
}
