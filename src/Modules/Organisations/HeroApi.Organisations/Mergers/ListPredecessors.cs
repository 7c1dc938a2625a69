using HeroApi.Organisations.Organisations;

namespace HeroApi.Organisations.Mergers;

/// <summary>An organisation that went into another one; old records keep naming it as whose report or whose place they were.</summary>
internal sealed record Predecessor : Listed
{
    public required string Code { get; init; }
    public required string Name { get; init; }
    public required string Kind { get; init; }
    public required string Level { get; init; }
    public required string RegionCode { get; init; }
    public required DateTimeOffset MergedAt { get; init; }

    internal static Predecessor Example => new()
    {
        Id = Guid.Parse("0198f000-0000-7000-8000-000000000004"),
        Code = "JX-XIANQU",
        Name = "旧示范县见义勇为协会",
        Kind = "association",
        Level = "county",
        RegionCode = "371502",
        MergedAt = new DateTimeOffset(2026, 6, 1, 1, 0, 0, TimeSpan.Zero)
    };
}

/// <summary>Lists the organisations that went into one; other lists no longer show them.</summary>
internal static class ListPredecessors
{
    private static readonly Listing Listing = new("o");

    internal sealed record Query(Guid OrganisationId, ListQuery Asked) : IQuery<Page<Predecessor>>;

    internal sealed class Handler(OrganisationSource source, Pages pages) : IRequestHandler<Query, Page<Predecessor>>
    {
        public async Task<Page<Predecessor>> Handle(Query query, CancellationToken cancellationToken)
        {
            await source.Get(query.OrganisationId, cancellationToken);
            query.Asked.Parameters.Add("heir", query.OrganisationId);
            return await pages.Read<Predecessor>(query.Asked, "o.id, o.code, o.name, o.kind, o.level, o.region_code, o.merged_at",
                "FROM organisations_organisation o WHERE o.merged_into = @heir AND SCOPE(o)", cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder organisations) => organisations
        .MapGet("/{id:guid}/predecessors", List)
        .WithName("ListPredecessors")
        .WithSummary("List the organisations that were merged into one")
        .Lists(Listing)
        .RequireScope(OrganisationScopes.Read, Problems.NotFound, OrganisationErrors.Merged, Problems.CursorInvalid);

    private static async Task<Reply<Page<Predecessor>>> List(Guid id, ListQuery asked, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(id, asked), ct));
}
