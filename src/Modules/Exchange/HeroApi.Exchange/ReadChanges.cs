namespace HeroApi.Exchange;

/// <summary>
/// The change feed: without a token a full copy, then everything after it. It never skips, never reorders within a
/// record and may repeat; apply an item when its version is greater than the one you hold.
/// </summary>
internal static class ReadChanges
{
    private const int MostLimit = 1000;

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
    }

    internal static void Map(IEndpointRouteBuilder exchange) => exchange
        .MapGet("/changes", Read)
        .WithName("ReadChanges")
        .WithSummary("Copy everything visible, then follow every change")
        .RequireScope(Scopes.FeedRead, Problems.TokenInvalid, Problems.TokenExpired, Problems.EpochChanged, Problems.ScopeChanged);

    /// <param name="token">The token of the page before; without one a full copy begins.</param>
    /// <param name="types">Record types, separated by commas; all that the scopes allow when absent.</param>
    /// <param name="org">Only records of this organisation and those below it.</param>
    /// <param name="limit">Items on a page, at most 1,000, which is the default.</param>
    /// <param name="start">now: skip the full copy and get a token only.</param>
    /// <param name="include">body (default) or none.</param>
    private static async Task<Reply<Result>> Read(
        string? token, string? types, Guid? org, int? limit, string? start, string? include, IMediator mediator, CancellationToken ct)
    {
        if (limit is < 1 or > MostLimit)
            throw Invalid.At("/query/limit", Problems.ParameterInvalid, new { from = 1, to = MostLimit });
        if (start is not (null or "now"))
            throw Invalid.At("/query/start", Problems.ParameterInvalid, new { allowed = new[] { "now" } });
        if (include is not (null or "none" or "body"))
            throw Invalid.At("/query/include", Problems.ParameterInvalid, new { allowed = new[] { "none", "body" } });

        var page = await mediator.Send(new Query(new FeedRequest(types?.Split(','), org, limit ?? MostLimit, token, start == "now", include != "none")), ct);
        var next = $"/api/v1/exchange/changes?token={Uri.EscapeDataString(page.Token)}{(limit is null ? "" : $"&limit={limit}")}{(include == "none" ? "&include=none" : "")}";
        return Answers.Ok(new Result
        {
            Items = page.Items,
            Next = next,
            Token = page.Token,
            Pos = page.Pos,
            UpToDate = page.UpToDate,
            LagSeconds = page.LagSeconds,
            ServerTime = page.ServerTime
        });
    }
}
