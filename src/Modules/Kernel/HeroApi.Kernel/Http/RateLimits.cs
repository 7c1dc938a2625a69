using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using HeroApi.Kernel.Security;
using Microsoft.AspNetCore.Http;

namespace HeroApi.Kernel.Http;

/// <summary>
/// A token bucket for each credential on this host, and for each address where no credential is needed; told to the caller
/// in <c>RateLimit</c> headers.
/// </summary>
public sealed class RateLimits(HeroSettings settings) : IDisposable
{
    private readonly ConcurrentDictionary<(Guid Key, int PerSecond, int Burst), TokenBucketRateLimiter> buckets = new();

    // A bucket takes nothing back, so what was given back is spent before it is asked again.
    private readonly ConcurrentDictionary<Guid, int> returned = new();

    // Forgets the buckets of idle addresses by itself: whoever comes from many would else fill the memory.
    private readonly PartitionedRateLimiter<IPAddress> addresses = PartitionedRateLimiter.Create<IPAddress, IPAddress>(
        address => RateLimitPartition.GetTokenBucketLimiter(address, _ => Bucket(settings.AddressRatePerSecond, settings.AddressRateBurst)));

    public void Take(HttpContext http, Caller caller)
    {
        if (caller.RatePerSecond is not { } perSecond)
            return;

        var bucket = buckets.GetOrAdd((caller.KeyId, perSecond, caller.RateBurst), static limit => new TokenBucketRateLimiter(Bucket(limit.PerSecond, limit.Burst)));
        bucket.TryReplenish();
        var spent = Spend(caller.KeyId);
        using var lease = spent ? null : bucket.AttemptAcquire();
        Tell(http, "key", perSecond, caller.RateBurst, spent || lease!.IsAcquired, Left(bucket, caller));
    }

    /// <summary>Takes back what a request cost that was answered with nothing new.</summary>
    public void GiveBack(HttpContext http, Caller caller)
    {
        if (caller.RatePerSecond is not { } perSecond || !buckets.TryGetValue((caller.KeyId, perSecond, caller.RateBurst), out var bucket))
            return;

        returned.AddOrUpdate(caller.KeyId, 1, (_, count) => count + 1);
        Tell(http, "key", perSecond, caller.RateBurst, true, Left(bucket, caller));
    }

    /// <summary>Takes from the bucket of the address that calls.</summary>
    internal void Take(HttpContext http)
    {
        var address = Site(http.Connection.RemoteIpAddress ?? IPAddress.None);
        using var lease = addresses.AttemptAcquire(address);
        Tell(http, "address", settings.AddressRatePerSecond, settings.AddressRateBurst, lease.IsAcquired, addresses.GetStatistics(address)?.CurrentAvailablePermits ?? 0);
    }

    public void Dispose()
    {
        addresses.Dispose();
        foreach (var bucket in buckets.Values)
            bucket.Dispose();
    }

    private static void Tell(HttpContext http, string name, int perSecond, int burst, bool granted, long left)
    {
        http.Response.Headers["RateLimit-Policy"] = string.Create(CultureInfo.InvariantCulture, $"\"{name}\";q={burst};w={Math.Max(1, burst / perSecond)}");
        http.Response.Headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"{name}\";r={left};t=1");
        if (granted)
            return;

        Telemetry.RateRefusals.Add(1, new KeyValuePair<string, object?>("hero.rate_limit.kind", name));
        throw new Refusal(Problems.TooManyRequests) { RetryAfter = TimeSpan.FromSeconds(1) };
    }

    private bool Spend(Guid key)
    {
        while (returned.TryGetValue(key, out var count) && count > 0)
            if (returned.TryUpdate(key, count - 1, count))
                return true;
        return false;
    }

    private long Left(TokenBucketRateLimiter bucket, Caller caller) =>
        Math.Min(caller.RateBurst, (bucket.GetStatistics()?.CurrentAvailablePermits ?? 0) + returned.GetValueOrDefault(caller.KeyId));

    private static TokenBucketRateLimiterOptions Bucket(int perSecond, int burst) => new()
    {
        TokenLimit = burst,
        TokensPerPeriod = perSecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = 0,
        AutoReplenishment = false
    };

    /// <summary>Of IPv6 the network: a subscriber is given a whole one and could call from each of its addresses.</summary>
    private static IPAddress Site(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? new IPAddress([.. address.GetAddressBytes().Take(8), .. new byte[8]]) : address;
    }
}
