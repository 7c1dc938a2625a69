namespace HeroApi.Recognition.BreakGlass;

/// <summary>Lists who asked in an emergency to look into the files that the caller keeps, or an organisation below his.</summary>
internal static class ListBreakGlass
{
    private const string Kept = " AND EXISTS (SELECT 1 FROM kernel_org_tree mine WHERE mine.org_id = h.owner_org_id AND mine.ancestor_id = @keeper)";

    private static readonly Listing Listing = new Listing("b")
        .Code("state", "b.state", BreakGlassCodes.States, "Only requests in this state; index (hero_id, id)");

    internal sealed record Query(ListQuery Asked) : IQuery<Page<BreakGlassView>>;

    internal sealed class Handler(Pages pages, Call call) : IRequestHandler<Query, Page<BreakGlassView>>
    {
        public async Task<Page<BreakGlassView>> Handle(Query query, CancellationToken cancellationToken)
        {
            query.Asked.Parameters.Add("keeper", call.Caller.OrgId);
            var page = await pages.Read<BreakGlassRow>(query.Asked, BreakGlassRow.Columns,
                "FROM recognition_break_glass b JOIN recognition_hero h ON h.id = b.hero_id WHERE SCOPE(h) AND h.deleted_at IS NULL" + (call.Caller.OrgId is null ? "" : Kept), cancellationToken);
            return page.Select(request => request.View);
        }
    }

    internal static void Map(IEndpointRouteBuilder glass) => glass
        .MapGet("", List)
        .WithName("ListBreakGlass")
        .WithSummary("Who asked in an emergency to look into the files you keep")
        .Lists(Listing)
        .RequireScope(RecognitionScopes.HeroesWrite, Problems.CursorInvalid);

    private static async Task<Reply<Page<BreakGlassView>>> List(ListQuery asked, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(asked), ct));
}
