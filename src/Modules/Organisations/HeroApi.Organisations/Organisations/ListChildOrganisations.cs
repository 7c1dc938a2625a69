namespace HeroApi.Organisations.Organisations;

/// <summary>Lists the organisations directly below one.</summary>
internal static class ListChildOrganisations
{
    internal sealed record Query(Guid ParentId, ListQuery Asked) : IQuery<Page<OrganisationRow>>;

    internal sealed class Handler(OrganisationSource source, Pages pages)
        : IRequestHandler<Query, Page<OrganisationRow>>
    {
        public async Task<Page<OrganisationRow>> Handle(Query query, CancellationToken cancellationToken)
        {
            await source.Get(query.ParentId, cancellationToken);
            query.Asked.Parameters.Add("parentId", query.ParentId);
            return await pages.Read<OrganisationRow>(query.Asked, OrganisationList.Columns,
                $"{OrganisationList.Visible} AND o.parent_id = @parentId", cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder organisations) => organisations
        .MapGet("/{id:guid}/children", List)
        .WithName("ListChildOrganisations")
        .WithSummary("List the organisations directly below one")
        .Lists(OrganisationList.Listing)
        .RequireScope(OrganisationScopes.Read, Problems.NotFound, OrganisationErrors.Merged, Problems.CursorInvalid);

    private static async Task<Reply<Page<OrganisationRow>>> List(
        Guid id, ListQuery asked, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(id, asked), ct));
}
