namespace HeroApi.Cases.Objections;

/// <summary>Lists what was said against the notices of a case, the oldest first; phones masked, unless asked in clear for a purpose.</summary>
internal static class ListObjections
{
    private static readonly Listing Listing = new Listing("o")
        .Code("state", "o.state", ObjectionCodes.States, "Where it stands");

    internal sealed record Query(Guid CaseId, ListQuery Asked) : IQuery<Page<ObjectionView>>;

    internal sealed class Handler(Pages pages, Call call, CaseSource source, Records records, Protector protector, ReadLog readLog) : IRequestHandler<Query, Page<ObjectionView>>
    {
        public async Task<Page<ObjectionView>> Handle(Query query, CancellationToken cancellationToken)
        {
            var row = await source.Seek(query.CaseId, cancellationToken) ?? throw new Refusal(Problems.NotFound);
            var named = await records.Owns(row.OwnerOrgId, cancellationToken);
            if (call.ReadsClear && named)
                await readLog.Note(CaseSource.Name, [row.Id], cancellationToken);

            query.Asked.Parameters.Add("caseId", row.Id);
            var page = await pages.Read<ObjectionRow>(query.Asked, ObjectionRow.Columns, "FROM cases_objection o WHERE o.case_id = @caseId", cancellationToken);
            return page.Select(objection => objection.View(named, call.ReadsClear ? protector : null));
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapGet("/{id:guid}/objections", List)
        .WithName("ListObjections")
        .WithSummary("What was said against the notices of a case")
        .Lists(Listing)
        .RequireScope(CaseScopes.CasesRead, Problems.NotFound, Problems.Deleted, Problems.CursorInvalid, Problems.PurposeNeeded);

    private static async Task<Reply<Page<ObjectionView>>> List(Guid id, ListQuery asked, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(id, asked), ct));
}
