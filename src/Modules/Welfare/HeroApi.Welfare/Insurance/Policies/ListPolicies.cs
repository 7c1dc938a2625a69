namespace HeroApi.Welfare.Insurance.Policies;

/// <summary>Lists policies.</summary>
internal static class ListPolicies
{
    private static readonly Listing Listing = new Listing("p")
        .Code("state", "p.state", PolicyCodes.States, "Where it stands; index (state, id)")
        .Code("kind", "p.kind", PolicyCodes.Kinds, "What kind it is of")
        .Code("covered", "p.covered", PolicyCodes.Classes, "Who is covered")
        .Text("number", "p.number", "Of this number; index (owner_org_id, number)")
        .Text("insurerCode", "p.insurer_code", "Of this insurer, by its credit code")
        .Date("ends", "p.to_day", "p.to_day", "When it ends by its dates; index (to_day, id)")
        .Organisations()
        .Sort("ends", "p.to_day", SortKind.Date);

    internal sealed record Query(ListQuery Asked) : IQuery<Page<PolicyView>>;

    internal sealed class Handler(Pages pages, PolicySource source) : IRequestHandler<Query, Page<PolicyView>>
    {
        public async Task<Page<PolicyView>> Handle(Query query, CancellationToken cancellationToken)
        {
            var page = await pages.Read<PolicyRow>(query.Asked, PolicyRow.Columns, PolicySource.Policies.Visible, cancellationToken);
            return page.With(await source.Views(page.Items, cancellationToken));
        }
    }

    internal static void Map(IEndpointRouteBuilder policies) => policies
        .MapGet("", List)
        .WithName("ListPolicies")
        .WithSummary("List policies")
        .Lists(Listing)
        .RequireScope(WelfareScopes.Read, Problems.CursorInvalid);

    private static async Task<Reply<Page<PolicyView>>> List(ListQuery asked, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(asked), ct));
}
