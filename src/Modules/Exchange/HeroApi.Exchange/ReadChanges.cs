using Microsoft.AspNetCore.Http.Timeouts;

namespace HeroApi.Exchange;

/// <summary>
/// The change feed: without a token a full copy, then everything after it. It never skips, never reorders within a
/// record and may repeat; apply an item when its version is greater than the one you hold.
/// </summary>
internal static class ReadChanges
{
    private const int MostLimit = 1000;
    private const int LongestWait = 25;

    internal static readonly Problem[] Refusals = [Problems.TokenInvalid, Problems.TokenExpired, Problems.EpochChanged, Problems.ScopeChanged, Problems.OrganisationRequired];

    internal static readonly Vocabulary Ops = new("change_op",
        ("upsert", "新增或更新", "Put this in the place of what you hold"),
        ("removed", "移除", "Take it out"));

    internal static readonly Vocabulary Reasons = new("removal_reason",
        ("deleted", "已删除", "Deleted"),
        ("erased", "已抹除", "Erased"),
        ("merged", "已合并", "Merged into another record"),
        ("out_of_scope", "不再可见", "No longer visible to you"));

    internal sealed record Query(FeedRequest Request) : IQuery<FeedPage>;

    internal sealed class Handler(Feed feed) : IRequestHandler<Query, FeedPage>
    {
        public Task<FeedPage> Handle(Query query, CancellationToken cancellationToken) => feed.Read(query.Request, cancellationToken);
    }

    internal sealed record Result
    {
        public required IReadOnlyList<FeedItem> Items { get; init; }

        /// <summary>The address of the next page; always present.</summary>
        public required string Next { get; init; }

        /// <summary>The token within <c>next</c>.</summary>
        public required string Token { get; init; }

        public required long Pos { get; init; }

        /// <summary>False when there is more to fetch at once.</summary>
        public required bool UpToDate { get; init; }

        /// <summary>Age in seconds of the oldest committed change that has no position yet.</summary>
        public required double LagSeconds { get; init; }

        public required DateTimeOffset ServerTime { get; init; }

        internal static Result Of(FeedPage page, FeedRequest asked) => new()
        {
            Items = page.Items,
            Next = $"/api/v1/exchange/changes?token={Uri.EscapeDataString(page.Token)}{(asked.Limit == MostLimit ? "" : $"&limit={asked.Limit}")}{(asked.WithBody ? "" : "&include=none")}",
            Token = page.Token,
            Pos = page.Pos,
            UpToDate = page.UpToDate,
            LagSeconds = page.LagSeconds,
            ServerTime = page.ServerTime
        };
    }

    internal static void Map(IEndpointRouteBuilder exchange) => exchange
        .MapGet("/changes", Read)
        .WithName("ReadChanges")
        .WithSummary("Copy everything visible, then follow every change")
        .RequireScope(Scopes.FeedRead, [.. Refusals, ExchangeErrors.ReadersExceeded]);

    /// <param name="token">The token of the page before; without one a full copy begins. It says types, org and scope; differing ones beside it are refused.</param>
    /// <param name="types">Record types, separated by commas; all that the scopes allow when absent.</param>
    /// <param name="org">Only records of this organisation and those below it.</param>
    /// <param name="scope">mine: only records of the caller's own organisation, copied as far as they are open or of the last 90 days.</param>
    /// <param name="limit">Items on a page, at most 1,000, which is the default.</param>
    /// <param name="start">now: skip the full copy and get a token only.</param>
    /// <param name="include">body (default) or none.</param>
    /// <param name="wait">With a token: seconds to wait for something new, 0 (default) to 25. A page without items that waited costs nothing of the rate limit.</param>
    private static async Task<Reply<Result>> Read(string? token, string? types, Guid? org, string? scope, int? limit, string? start, string? include, int? wait,
        HttpContext http, Call call, FeedWatch watch, RateLimits limits, IMediator mediator, CancellationToken ct)
    {
        var asked = Asked(token, types, org, scope, limit, start, include);
        if (wait is < 0 or > LongestWait || (wait > 0 && token is null))
            throw Invalid.At("/query/wait", Problems.ParameterInvalid, new { from = 0, to = LongestWait, needs = "token" });
        if (wait > 0 && call.InBatch)
            throw Invalid.At("/query/wait", Problems.NotInBatch);

        var page = wait > 0 ? await Wait(asked, TimeSpan.FromSeconds(wait.Value), http, call, watch, ct) : await mediator.Send(new Query(asked), ct);
        if (token is not null && page is { Items.Count: 0, UpToDate: true })
            limits.GiveBack(http, call.Caller);
        return Answers.Ok(Result.Of(page, asked));
    }

    internal static FeedRequest Asked(string? token, string? types, Guid? org, string? scope, int? limit, string? start, string? include)
    {
        if (limit is < 1 or > MostLimit)
            throw Invalid.At("/query/limit", Problems.ParameterInvalid, new { from = 1, to = MostLimit });
        if (start is not (null or "now"))
            throw Invalid.At("/query/start", Problems.ParameterInvalid, new { allowed = new[] { "now" } });
        if (include is not (null or "none" or "body"))
            throw Invalid.At("/query/include", Problems.ParameterInvalid, new { allowed = new[] { "none", "body" } });
        if (scope is not (null or "mine") || (scope is not null && org is not null))
            throw Invalid.At("/query/scope", Problems.ParameterInvalid, new { allowed = new[] { "mine" }, not = "org" });

        return new FeedRequest(types?.Split(','), org, scope == "mine", limit ?? MostLimit, token, start == "now", include != "none");
    }

    private static async Task<FeedPage> Wait(FeedRequest asked, TimeSpan wait, HttpContext http, Call call, FeedWatch watch, CancellationToken ct)
    {
        // The wait has its own end; how long it then takes to answer is another's to bound.
        http.Features.Get<IHttpRequestTimeoutFeature>()?.DisableTimeout();
        await using var pages = watch.Follow(asked, Reader.Of(http, call), wait, beat: null, ct).GetAsyncEnumerator(ct);
        await pages.MoveNextAsync();
        return pages.Current;
    }
}
