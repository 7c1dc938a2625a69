using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace HeroApi.Cases.PublicNotices;

/// <summary>
/// Lists the public notices that run or have ended lately, to anybody. With <c>Accept: application/atom+xml</c> the page is an
/// Atom feed.
/// </summary>
internal static class ListPublicNotices
{
    internal static readonly Listing Listing = new Listing("n")
        .Region("region", "n.region_code", "A region with everything below it: GB/T 2260; index (region_code, id)");

    internal sealed record Query(ListQuery Asked) : IQuery<Result>;

    /// <summary>A page of notices, and what a feed names each of them by.</summary>
    internal sealed record Result(Page<PublicNotice> Page, IReadOnlyList<Guid> Ids);

    internal sealed class Handler(Pages pages, NoticeBoard board) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var page = await pages.Read<PublicNoticeRow>(query.Asked, PublicNotice.Columns, PublicNotice.Shown, cancellationToken);
            var shown = await board.Show(page.Items, cancellationToken);
            return new Result(page.With(shown),
                [.. page.Items.Select(row => row.Id)]);
        }
    }

    internal static void Map(IEndpointRouteBuilder notices) => notices
        .MapGet("", List)
        .WithName("ListPublicNotices")
        .WithSummary("The public notices, as JSON or Atom; needs no key")
        .Lists(Listing)
        .Lasts()
        .OpenToRead(Problems.CursorInvalid);

    private static async Task<Shown> List(ListQuery asked, HttpContext http, Call call, IMediator mediator, NoticeFeed feed, CancellationToken ct)
    {
        var result = await mediator.Send(new Query(asked), ct);
        var wanted = http.Request.GetTypedHeaders().Accept.OrderByDescending(media => media.Quality ?? 1).FirstOrDefault()?.MediaType.Value;
        return new Shown(wanted == NoticeFeed.MediaType && !call.InBatch
            ? feed.Of(result.Page.Items, result.Ids, http.Request.Query["region"])
            : Answers.Public(result.Page, PublicNotice.Tag(result.Page)));
    }

    /// <summary>The page in the form that was asked for.</summary>
    internal sealed class Shown(IResult form) : IResult, IEndpointMetadataProvider
    {
        public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
            builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(Page<PublicNotice>), ["application/json"]));

        public Task ExecuteAsync(HttpContext httpContext) => form.ExecuteAsync(httpContext);
    }
}
