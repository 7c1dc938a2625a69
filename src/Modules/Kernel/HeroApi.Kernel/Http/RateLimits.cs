using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.RateLimiting;
using HeroApi.Kernel.Security;
using Microsoft.AspNetCore.Http;

namespace HeroApi.Kernel.Http;

/// <summary>A token bucket for each credential on this host, told to the caller in <c>RateLimit</c> headers.</summary>
public sealed class RateLimits : IDisposable
{
    private readonly ConcurrentDictionary<(Guid Key, int PerSecond, int Burst), TokenBucketRateLimiter> buckets = new();

    public void Take(HttpContext http, Caller caller)
    {
        if (caller.RatePerSecond is not { } perSecond)
            return;

        var bucket = buckets.GetOrAdd((caller.KeyId, perSecond, caller.RateBurst), static limit => new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
        {
            TokenLimit = limit.Burst,
            TokensPerPeriod = limit.PerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
            AutoReplenishment = false
        }));
        bucket.TryReplenish();
        using var lease = bucket.AttemptAcquire();
        var left = bucket.GetStatistics()?.CurrentAvailablePermits ?? 0;
        http.Response.Headers["RateLimit-Policy"] = string.Create(CultureInfo.InvariantCulture, $"\"key\";q={caller.RateBurst};w={Math.Max(1, caller.RateBurst / perSecond)}");
        http.Response.Headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"key\";r={left};t=1");
        if (!lease.IsAcquired)
            throw new Refusal(Problems.TooManyRequests) { RetryAfter = TimeSpan.FromSeconds(1) };
    }

    public void Dispose()
    {
        foreach (var bucket in buckets.Values)
            bucket.Dispose();
    }
}
