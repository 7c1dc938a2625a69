using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace HeroApi.Access.Tokens;

/// <summary>
/// The keys that an issuer signs with, as its discovery document leads to them: asked for when they are needed, again
/// when a token names an unknown one or an hour has passed, and never more often than every ten seconds.
/// </summary>
internal sealed class IssuerKeys(IssuerSettings issuer, TimeProvider clock, ILogger<IssuerKeys> log) : IDocumentRetriever, IDisposable
{
    /// <summary>Made-up key ids reach the issuer no oftener, and neither do we while it is down.</summary>
    internal static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(10);

    /// <summary>A key that the issuer has withdrawn is believed no longer, while the issuer answers.</summary>
    internal static readonly TimeSpan Fresh = TimeSpan.FromHours(1);

    private const int LargestDocument = 256 * 1024;

    private readonly SemaphoreSlim looking = new(1);
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = issuer.Timeout,
        MaxResponseContentBufferSize = LargestDocument
    };

    private volatile Known? known;
    private long? lastLook;

    internal IssuerSettings Issuer => issuer;

    /// <summary>The key of that id; null when the issuer has none such. Refuses with 503 while no key of it is known at all.</summary>
    internal async ValueTask<SecurityKey?> Find(string? kid, CancellationToken ct)
    {
        var before = known;
        var atHand = before?.Find(kid);
        if (atHand is not null && clock.GetElapsedTime(before!.At) < Fresh)
            return atHand;

        // Who holds a key that may be out of date goes on with it while another one looks; who holds none waits for him.
        if (!await looking.WaitAsync(atHand is null ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, ct))
            return atHand;
        try
        {
            if (ReferenceEquals(known, before) && (lastLook is null || clock.GetElapsedTime(lastLook.Value) >= BetweenLooks))
                await Look();
            return (known ?? throw new Refusal(AccessErrors.IssuerUnreachable) { RetryAfter = BetweenLooks - clock.GetElapsedTime(lastLook!.Value) }).Find(kid);
        }
        finally
        {
            looking.Release();
        }
    }

    /// <summary>Reads one document of the issuer, within bounds of address, time and size.</summary>
    public Task<string> GetDocumentAsync(string address, CancellationToken cancel) => issuer.MayAsk(address)
        ? http.GetStringAsync(address, cancel)
        : throw new InvalidOperationException("The issuer's discovery document leads to an address without TLS.");

    public void Dispose()
    {
        http.Dispose();
        looking.Dispose();
    }

    /// <summary>Belongs to no request: the one that asked first may be given up while others wait for the outcome.</summary>
    private async Task Look()
    {
        lastLook = clock.GetTimestamp();
        try
        {
            var document = await OpenIdConnectConfigurationRetriever.GetAsync(issuer.MetadataAddress, this, CancellationToken.None);
            var keys = document.SigningKeys.Where(key => key is not SymmetricSecurityKey).ToList();
            if (document.Issuer != issuer.Authority)
                log.LogError("The issuer {Name} calls itself otherwise than Authority says, so none of its tokens is believed", issuer.Name);
            else if (keys.Count == 0)
                log.LogError("The issuer {Name} publishes no key to check its tokens with", issuer.Name);
            else
                known = new Known(keys, clock.GetTimestamp());
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            log.LogWarning("The keys of the issuer {Name} could not be read: {Failure}", issuer.Name, failure.GetType().Name);
        }
    }

    private sealed record Known(IReadOnlyList<SecurityKey> Keys, long At)
    {
        /// <summary>A token may leave the id out where there is nothing to choose.</summary>
        internal SecurityKey? Find(string? kid) => string.IsNullOrEmpty(kid) ? (Keys.Count == 1 ? Keys[0] : null) : Keys.FirstOrDefault(key => key.KeyId == kid);
    }
}
