namespace HeroApi.Exchange.Offers;

/// <summary>Lists the offers that the caller's organisation, or one below it, has made or received.</summary>
internal static class ListOffers
{
    private static readonly Listing Listing = new Listing("f")
        .Code("state", "f.state", OfferView.States, "Where it stands; index (state, id)")
        .Id("record", "f.record_id", "Offers of this record; index (record_id, id)")
        .Organisations();

    internal sealed record Query(ListQuery Asked, string? Direction) : IQuery<Page<OfferView>>;

    internal sealed class Handler(Pages pages, Call call) : IRequestHandler<Query, Page<OfferView>>
    {
        public Task<Page<OfferView>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (query.Direction is not null)
                call.Caller.NeedOrg();
            var side = query.Direction switch
            {
                "in" =>
                    " AND EXISTS (SELECT 1 FROM kernel_scope ss JOIN kernel_org_tree st ON st.org_id = ss.org_id AND st.ancestor_id = @callerOrg"
                    + " WHERE ss.record_id = f.id AND ss.axis = 'home')",
                "out" => " AND EXISTS (SELECT 1 FROM kernel_org_tree st WHERE st.org_id = f.owner_org_id AND st.ancestor_id = @callerOrg)",
                _ => ""
            };
            return pages.Read<OfferView>(query.Asked, OfferSource.Offers.Columns, OfferSource.Offers.Visible + side, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder offers) => offers
        .MapGet("", List)
        .WithName("ListOffers")
        .WithSummary("List offers made or received")
        .Lists(Listing)
        .RequireScope(OfferSource.Reads, Problems.CursorInvalid, Problems.OrganisationRequired);

    /// <param name="direction">in: made to the caller's organisation or one below it; out: made by them; both when absent.</param>
    private static async Task<Reply<Page<OfferView>>> List(ListQuery asked, string? direction, IMediator mediator, CancellationToken ct) =>
        direction is null or "in" or "out"
            ? Answers.Ok(await mediator.Send(new Query(asked, direction), ct))
            : throw Invalid.At("/query/direction", Problems.ParameterInvalid, new { allowed = new[] { "in", "out" } });
}
