namespace HeroApi.Organisations.Organisations;

/// <summary>Shows one organisation.</summary>
internal static class GetOrganisation
{
    internal sealed record Query(Guid Id) : IQuery<OrganisationView>;

    internal sealed class Handler(OrganisationSource source) : IRequestHandler<Query, OrganisationView>
    {
        public Task<OrganisationView> Handle(Query query, CancellationToken cancellationToken) =>
            source.Get(query.Id, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder organisations) => organisations
        .MapGet("/{id:guid}", Get)
        .WithName("GetOrganisation")
        .WithSummary("Show an organisation")
        .RequireScope(OrganisationScopes.Read, Problems.NotFound, OrganisationErrors.Merged);

    private static async Task<Reply<OrganisationView>> Get(Guid id, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(id), ct));
}
