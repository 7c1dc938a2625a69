namespace HeroApi.Welfare.GreenChannel.Verifications;

/// <summary>Lists which hospitals asked about a person, wherever they are: for whoever cares for the person, and for the person himself.</summary>
internal static class ListPersonChecks
{
    private static readonly Listing Listing = new Listing("c").Instant("at", "c.at", "Asked in this range");

    internal sealed record Query(Guid EntitlementId, ListQuery Asked) : IQuery<Page<CheckView>>;

    internal sealed class Handler(Pages pages, Entitlements.EntitlementSource entitlements) : IRequestHandler<Query, Page<CheckView>>
    {
        public async Task<Page<CheckView>> Handle(Query query, CancellationToken cancellationToken)
        {
            if ((await entitlements.Read([query.EntitlementId], cancellationToken)).Count == 0)
                throw new Refusal(Problems.NotFound);

            query.Asked.Parameters.Add("entitlement", query.EntitlementId);
            return await pages.Read<CheckView>(query.Asked, CheckView.Columns,
                """
                FROM welfare_channel_check c JOIN welfare_entitlement e ON e.id = c.entitlement_id JOIN welfare_hospital h ON h.id = c.hospital_id
                WHERE SCOPE(e) AND UNSCOPED('who cares for a person may know which hospital asked') AND c.entitlement_id = @entitlement
                """, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder entitlements) => entitlements
        .MapGet("/{id:guid}/channel-checks", List)
        .WithName("ListPersonChecks")
        .WithSummary("Which hospitals asked about a person")
        .Lists(Listing)
        .RequireScope(WelfareScopes.Read, Problems.NotFound, Problems.CursorInvalid);

    private static async Task<Reply<Page<CheckView>>> List(Guid id, ListQuery asked, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(id, asked), ct));
}
