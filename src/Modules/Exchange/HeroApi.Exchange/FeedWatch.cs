using System.Runtime.CompilerServices;
using Microsoft.Extensions.Hosting;

namespace HeroApi.Exchange;

/// <summary>Who waits, and by which credential: it is asked about again at every look.</summary>
internal sealed record Reader(string Bearer, Guid KeyId, string Operation, string? TraceId)
{
    internal static Reader Of(HttpContext http, Call call) => new(http.Request.Headers.Authorization.ToString()[7..].Trim(), call.Caller.KeyId, call.Operation, call.TraceId);
}

/// <summary>
/// Looks into the feed again and again for a reader who waits. Each look signs in anew and has a scope of its own; between
/// two looks a reader costs memory, but no connection, no thread and no place in the lane.
/// </summary>
internal sealed class FeedWatch(IServiceScopeFactory scopes, ICredentials credentials, Wake wake, IHostApplicationLifetime host, TimeProvider clock)
{
    /// <summary>Commits of this host wake a reader at once; those of other hosts are found when this has passed.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Seats seats = new();

    /// <summary>How many readers of all keys wait on this host.</summary>
    internal int Waiting => seats.Taken;

    /// <summary>
    /// Every page with something on it, and the last one in any case; empty ones between them when <paramref name="beat"/> has
    /// passed. Ends when the time is up or the host stops, but not while there is more to fetch at once.
    /// </summary>
    internal async IAsyncEnumerable<FeedPage> Follow(FeedRequest request, Reader reader, TimeSpan atMost, TimeSpan? beat, [EnumeratorCancellation] CancellationToken ct)
    {
        using var seat = seats.Take(reader.KeyId);
        using var time = new CancellationTokenSource(atMost, clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(time.Token, host.ApplicationStopping, seat.Lost, ct);
        var (due, deaf) = (clock.GetUtcNow(), false);
        while (true)
        {
            // Taken before the look, so that what is committed meanwhile is not slept over.
            var (woken, over) = (wake.Next, end.IsCancellationRequested);
            if (seat.Lost.IsCancellationRequested)
                throw new Refusal(ExchangeErrors.ReadersExceeded, new { most = Seats.Most }) { RetryAfter = TimeSpan.FromSeconds(1) };
            var page = await Look(request, reader, ct);
            request = request with { Token = page.Token, FromNow = false };
            if (page.Items.Count > 0 || (page.UpToDate && (over || (beat is not null && clock.GetUtcNow() >= due))))
            {
                yield return page;
                (due, deaf) = (clock.GetUtcNow() + (beat ?? default), false);
            }

            if (over && page.UpToDate)
                yield break;
            if (!page.UpToDate)
                continue;

            // Woken for what concerned somebody else, it is not woken again before the pause is over: else every commit
            // would make every reader look.
            var pause = Task.Delay(Pause, clock, end.Token);
            deaf = await Task.WhenAny(deaf ? pause : woken, pause) == woken;
        }
    }

    private async Task<FeedPage> Look(FeedRequest request, Reader reader, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var call = scope.ServiceProvider.GetRequiredService<Call>();
        call.Caller = await credentials.Find(reader.Bearer, ct) ?? throw new Refusal(Problems.Unauthenticated);
        (call.Operation, call.TraceId) = (reader.Operation, reader.TraceId);
        call.Caller.Need(Scopes.FeedRead);
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new ReadChanges.Query(request), ct);
    }
}

/// <summary>
/// Two places for the waiting readers of each key. The latest comer gets one, and the earliest loses his: a phone whose
/// connection was lost comes back long before this host notices that the old one is dead.
/// </summary>
internal sealed class Seats
{
    internal const int Most = 2;

    private readonly Dictionary<Guid, List<Seat>> taken = [];

    internal int Taken
    {
        get
        {
            lock (taken)
                return taken.Values.Sum(seats => seats.Count);
        }
    }

    internal Seat Take(Guid key)
    {
        var seat = new Seat(this, key);
        Seat? earliest = null;
        lock (taken)
        {
            var seats = taken.TryGetValue(key, out var known) ? known : taken[key] = [];
            seats.Add(seat);
            if (seats.Count > Most)
                (earliest, _) = (seats[0], seats.Remove(seats[0]));
        }

        earliest?.Lose();
        return seat;
    }

    private void Leave(Seat seat, Guid key)
    {
        lock (taken)
            if (taken.TryGetValue(key, out var seats) && seats.Remove(seat) && seats.Count == 0)
                taken.Remove(key);
    }

    internal sealed class Seat(Seats seats, Guid key) : IDisposable
    {
        private readonly CancellationTokenSource lost = new();

        internal CancellationToken Lost => lost.Token;

        internal void Lose() => lost.Cancel();

        public void Dispose() => seats.Leave(this, key);
    }
}
