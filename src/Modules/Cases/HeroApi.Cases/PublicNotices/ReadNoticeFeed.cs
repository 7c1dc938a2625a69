namespace HeroApi.Cases.PublicNotices;

/// <summary>The public notices as an Atom feed (RFC 4287), to anybody; the newest first unless asked otherwise.</summary>
internal static class ReadNoticeFeed
{
    internal static void Map(IEndpointRouteBuilder open) => open
        .MapGet("/notices.atom", Read)
        .WithName("ReadNoticeFeed")
        .WithSummary("The public notices as an Atom feed; needs no key")
        .WithMetadata(new Transfer { Gives = [NoticeFeed.MediaType] }, new Alone())
        .Produces(StatusCodes.Status200OK)
        .Lists(ListPublicNotices.Listing)
        .Lasts()
        .OpenToRead(Problems.CursorInvalid);

    private static async Task<NoticeFeed.Atom> Read(ListQuery asked, HttpContext http, IMediator mediator, NoticeFeed feed, CancellationToken ct)
    {
        var result = await mediator.Send(new ListPublicNotices.Query(http.Request.Query.ContainsKey("sort") ? asked : asked with { Descending = true }), ct);
        return feed.Of(result.Page.Items, result.Ids, http.Request.Query["region"]);
    }
}
