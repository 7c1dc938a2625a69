namespace HeroApi.Organisations.Organisations;

/// <summary>Lists organisations at and below the caller's.</summary>
internal static class ListOrganisations
{
    internal sealed record Query(ListQuery Asked) : IQuery<Page<OrganisationRow>>;

    internal sealed class Handler(Pages pages) : IRequestHandler<Query, Page<OrganisationRow>>
    {
        public Task<Page<OrganisationRow>> Handle(Query query, CancellationToken cancellationToken) =>
            pages.Read<OrganisationRow>(
                query.Asked, OrganisationList.Columns, OrganisationList.Visible, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder organisations) => organisations
        .MapGet("", List)
        .WithName("ListOrganisations")
        .WithSummary("List organisations")
        .Lists(OrganisationList.Listing)
        .RequireScope(OrganisationScopes.Read, Problems.CursorInvalid);

    private static async Task<Reply<Page<OrganisationRow>>> List(
        ListQuery asked, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(asked), ct));
}
