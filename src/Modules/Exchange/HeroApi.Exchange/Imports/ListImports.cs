namespace HeroApi.Exchange.Imports;

/// <summary>Lists the imports that the caller's organisation and those below it have started.</summary>
internal static class ListImports
{
    private static readonly Listing Listing = new Listing("i")
        .Code("phase", "i.phase", ImportView.Phases, "Imports in this phase")
        .Text("type", "i.record_type", "Imports of this record type");

    internal sealed record Query(ListQuery Asked) : IQuery<Page<ImportView>>;

    internal sealed class Handler(Pages pages, Call call) : IRequestHandler<Query, Page<ImportView>>
    {
        public async Task<Page<ImportView>> Handle(Query query, CancellationToken cancellationToken)
        {
            query.Asked.Parameters.Add("callerOrg", call.Caller.OrgId);
            return (await pages.Read<Import>(query.Asked, Import.Columns, Import.Visible(call.Caller), cancellationToken)).Select(import => import.View);
        }
    }

    internal static void Map(IEndpointRouteBuilder imports) => imports
        .MapGet("", List)
        .WithName("ListImports")
        .WithSummary("List imports")
        .Lists(Listing)
        .RequireScope(Import.Scope, Problems.CursorInvalid);

    private static async Task<Reply<Page<ImportView>>> List(ListQuery asked, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(asked), ct));
}
