namespace HeroApi.Welfare.GreenChannel.Verifications;

/// <summary>Lists how often hospitals have asked: of the hospitals that the caller sees. Whom it was about is told where he sees the person too.</summary>
internal static class ListChannelChecks
{
    private static readonly Listing Listing = new Listing("c")
        .Id("hospital", "c.hospital_id", "Of this hospital; index (hospital_id, at)")
        .Id("key", "c.key_id", "By this key")
        .Id("hero", "e.hero_id", "About the person of this hero file")
        .Code("means", "c.means", ChannelCodes.Means, "By code or by token")
        .Flag("covered", "c.covered", "Whether the answer was yes")
        .Instant("at", "c.at", "Asked in this range");

    internal sealed record Query(ListQuery Asked) : IQuery<Page<CheckView>>;

    internal sealed class Handler(Pages pages) : IRequestHandler<Query, Page<CheckView>>
    {
        public Task<Page<CheckView>> Handle(Query query, CancellationToken cancellationToken) => pages.Read<CheckView>(query.Asked, CheckView.Columns,
            """
            FROM welfare_channel_check c JOIN welfare_hospital h ON h.id = c.hospital_id LEFT JOIN welfare_entitlement e ON e.id = c.entitlement_id AND SCOPE(e)
            WHERE SCOPE(h)
            """, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder channel) => channel
        .MapGet("/checks", List)
        .WithName("ListChannelChecks")
        .WithSummary("List how often hospitals asked at the green channel")
        .Lists(Listing)
        .RequireScope(WelfareScopes.Read, Problems.CursorInvalid);

    private static async Task<Reply<Page<CheckView>>> List(ListQuery asked, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(asked), ct));
}
