using HeroApi.Welfare.Insurance.Policies;

namespace HeroApi.Welfare.Insurance.Claims;

/// <summary>Lists claims, such as those whose documents, decision or payment have not come in time.</summary>
internal static class ListClaims
{
    private static readonly Listing Listing = new Listing("c")
        .Id("policy", "c.policy_id", "Under this policy; index (policy_id, id)")
        .Id("hero", "c.hero_id", "Written under this hero file; index (hero_id, id)")
        .Where("person", "EXISTS (SELECT 1 FROM welfare_entitlement e WHERE e.hero_id = c.hero_id AND e.person_id = @0 AND SCOPE(e))", text => Guid.TryParse(text, out var id) ? [id] : null,
            "Of the person of this hero file, and of the files that went into it")
        .Id("medicalCase", "c.medical_case_id", "About this medical case; index (medical_case_id, id)")
        .Code("kind", "c.kind", PolicyCodes.Covers, "What is claimed")
        .Code("state", "c.state", ClaimCodes.States, "Where it stands; index (state, id)")
        .Flag("overdue", "c.overdue", "Whether documents, the decision or the payment have not come in time")
        .Flag("late", "(c.late_days > 0)", "Whether the insurer was told later than the policy wants")
        .Date("due", "c.due_on", "c.due_on", "When documents, the decision or the payment have to come; index (due_on, id)")
        .Date("eventOn", "c.event_on", "c.event_on", "When it happened; index (event_on, id)")
        .Date("reportedOn", "c.reported_on", "c.reported_on", "When the insurer was told; index (reported_on, id)")
        .Organisations()
        .Sort("eventOn", "c.event_on", SortKind.Date)
        .Sort("reportedOn", "c.reported_on", SortKind.Date);

    internal sealed record Query(ListQuery Asked) : IQuery<Page<ClaimView>>;

    internal sealed class Handler(Pages pages, ClaimSource source) : IRequestHandler<Query, Page<ClaimView>>
    {
        public async Task<Page<ClaimView>> Handle(Query query, CancellationToken cancellationToken)
        {
            var page = await pages.Read<ClaimRow>(query.Asked, ClaimRow.Columns, ClaimSource.Claims.Visible, cancellationToken);
            return page.With(await source.Views(page.Items, cancellationToken));
        }
    }

    internal static void Map(IEndpointRouteBuilder claims) => claims
        .MapGet("", List)
        .WithName("ListClaims")
        .WithSummary("List claims")
        .Lists(Listing)
        .RequireScope(WelfareScopes.Read, Problems.CursorInvalid);

    private static async Task<Reply<Page<ClaimView>>> List(ListQuery asked, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(asked), ct));
}
