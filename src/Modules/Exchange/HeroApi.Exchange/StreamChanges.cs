using System.Net.ServerSentEvents;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;

namespace HeroApi.Exchange;

/// <summary>
/// The change feed as server-sent events: each `changes` event is a page as ReadChanges answers it, its `id` the token to go
/// on from, so that a client that reconnects with `Last-Event-ID` loses nothing. A page without items comes every 15 s. What
/// the reader may see is asked about again for every page; a `problem` event is the last one of its stream.
/// </summary>
internal static class StreamChanges
{
    private const int Longest = 900;
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);

    internal static void Map(IEndpointRouteBuilder exchange) => exchange
        .MapGet("/changes/stream", Open)
        .WithName("StreamChanges")
        .WithSummary("Follow every change as server-sent events")
        .WithMetadata(new Alone())
        .DisableRequestTimeout()
        .RequireScope(Scopes.FeedRead, [.. ReadChanges.Refusals, ExchangeErrors.ReadersExceeded]);

    /// <param name="token">The token of the page before; without one a full copy begins.</param>
    /// <param name="lastEventId">The id of the last event received; stands in for token, as browsers send it by themselves.</param>
    /// <param name="types">Record types, separated by commas; all that the scopes allow when absent.</param>
    /// <param name="org">Only records of this organisation and those below it.</param>
    /// <param name="scope">mine: only records of the caller's own organisation, copied as far as they are open or of the last 90 days.</param>
    /// <param name="limit">Items on a page, at most 1,000, which is the default.</param>
    /// <param name="start">now: skip the full copy.</param>
    /// <param name="include">body (default) or none.</param>
    /// <param name="wait">Seconds after which it ends when there is nothing more to send at once, at most 900, which is the default.</param>
    private static async Task<EventStream> Open(string? token, [FromHeader(Name = "Last-Event-ID")] string? lastEventId, string? types, Guid? org, string? scope, int? limit,
        string? start, string? include, int? wait, HttpContext http, Call call, FeedWatch watch, CancellationToken ct)
    {
        if (wait is < 0 or > Longest)
            throw Invalid.At("/query/wait", Problems.ParameterInvalid, new { from = 0, to = Longest });

        var (from, resumed) = lastEventId is { Length: > 0 } ? (lastEventId, true) : (token, false);
        var asked = ReadChanges.Asked(from, types, org, scope, limit, resumed ? null : start, include);
        var pages = watch.Follow(asked, Reader.Of(http, call), TimeSpan.FromSeconds(wait ?? Longest), Beat, ct).GetAsyncEnumerator(ct);
        try
        {
            // What can be refused at once is answered as a problem, not as a stream.
            await pages.MoveNextAsync();
        }
        catch
        {
            await pages.DisposeAsync();
            throw;
        }

        return new EventStream(Events(pages, asked, http, call, ct));
    }

    private static async IAsyncEnumerable<SseItem<string>> Events(
        IAsyncEnumerator<FeedPage> pages, FeedRequest asked, HttpContext http, Call call, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var ending = pages;
        for (var more = true; more && !ct.IsCancellationRequested;)
        {
            yield return new SseItem<string>(JsonSerializer.Serialize(ReadChanges.Result.Of(pages.Current, asked), Json.Web), "changes") { EventId = pages.Current.Token };
            var refused = default(Refusal);
            try
            {
                more = await pages.MoveNextAsync();
            }
            catch (Refusal refusal)
            {
                refused = refusal;
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                yield break;
            }

            if (refused is null)
                continue;

            yield return new SseItem<string>(JsonSerializer.Serialize(ProblemDocument.Of(refused, http.Request.Path, call.TraceId ?? ""), Json.Web), "problem");
            yield break;
        }
    }

    internal sealed class EventStream(IAsyncEnumerable<SseItem<string>> events) : IResult, IEndpointMetadataProvider
    {
        public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
            builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(string), ["text/event-stream"]));

        public Task ExecuteAsync(HttpContext httpContext) => TypedResults.ServerSentEvents(events).ExecuteAsync(httpContext);
    }
}
