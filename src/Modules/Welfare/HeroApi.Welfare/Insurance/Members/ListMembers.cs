namespace HeroApi.Welfare.Insurance.Members;

/// <summary>Lists who is or was on the lists of policies, such as those of whom the insurer is to be told.</summary>
internal static class ListMembers
{
    private static readonly Listing Listing = new Listing("m")
        .Id("policy", "m.policy_id", "On the list of this policy; index (policy_id, state, id)")
        .Code("state", "m.state", MemberCodes.States, "How they are on the list; index (policy_id, state, id)")
        .Code("leaveReason", "m.leave_reason", MemberCodes.LeaveReasons, "Why they leave or have left")
        .Where("person", "EXISTS (SELECT 1 FROM welfare_entitlement e WHERE e.hero_id = m.hero_id AND e.person_id = @0 AND SCOPE(e))", text => Guid.TryParse(text, out var id) ? [id] : null,
            "The person of this hero file, under whatever file; index (hero_id, policy_id)")
        .Organisations()
        .Sort("number", "m.number", SortKind.Number);

    internal sealed record Query(ListQuery Asked) : IQuery<Page<MemberView>>;

    internal sealed class Handler(Pages pages, MemberSource source) : IRequestHandler<Query, Page<MemberView>>
    {
        public async Task<Page<MemberView>> Handle(Query query, CancellationToken cancellationToken)
        {
            var page = await pages.Read<MemberRow>(query.Asked, MemberRow.Columns, MemberSource.Members.Visible, cancellationToken);
            return page.With(await source.Views(page.Items, cancellationToken));
        }
    }

    internal static void Map(IEndpointRouteBuilder members) => members
        .MapGet("", List)
        .WithName("ListMembers")
        .WithSummary("List who is or was on the lists of policies")
        .Lists(Listing)
        .RequireScope(WelfareScopes.Read, Problems.CursorInvalid);

    private static async Task<Reply<Page<MemberView>>> List(ListQuery asked, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(asked), ct));
}
