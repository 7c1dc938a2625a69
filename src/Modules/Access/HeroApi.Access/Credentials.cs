using System.Collections.Concurrent;
using HeroApi.Access.Keys;
using HeroApi.Access.Tokens;

namespace HeroApi.Access;

/// <summary>What a credential turned out to be: a caller, nobody, or somebody who is refused for a reason.</summary>
/// <param name="Caller">Null for nobody.</param>
/// <param name="Refused">Why a genuine credential is of no use.</param>
/// <param name="Lasts">For how long the credential itself is good; null for no end.</param>
internal sealed record Found(Caller? Caller, Problem? Refused = null, TimeSpan? Lasts = null);

/// <summary>
/// Recognises API keys and tokens. An answer is believed for a few seconds, so that a request costs no look-up of its own
/// and a revocation still takes effect within 5 s on every host.
/// </summary>
internal sealed class Credentials : ICredentials
{
    private const int MostRemembered = 10_000;
    private readonly KeyCallers keys;
    private readonly TokenCallers tokens;
    private readonly LastUse uses;
    private readonly HeroSettings settings;
    private readonly TimeProvider clock;
    private volatile ConcurrentDictionary<string, (Found Found, long Until)> remembered = new();

    public Credentials(KeyCallers keys, TokenCallers tokens, LastUse uses, Standing standing, HeroSettings settings, TimeProvider clock)
    {
        (this.keys, this.tokens, this.uses, this.settings, this.clock) = (keys, tokens, uses, settings, clock);
        // A new book instead of an emptied one: a look-up under way writes into the old one what may no longer hold.
        standing.Changed += () => remembered = new();
    }

    public async ValueTask<Caller?> Find(string bearer, CancellationToken ct)
    {
        var isKey = bearer.StartsWith(Secret.Prefix, StringComparison.Ordinal);
        if (!isKey && !tokens.AreKnown)
            return null;

        // By its hash: the memory of a host holds no credential, and a flood of long ones does not fill it.
        var (book, print) = (remembered, Convert.ToBase64String(Secret.Hash(bearer)));
        if (!book.TryGetValue(print, out var known) || clock.GetTimestamp() >= known.Until)
        {
            var found = isKey ? await keys.Find(bearer, ct) : await tokens.Find(bearer, ct);
            var lasts = found.Lasts < settings.CredentialCache ? found.Lasts.Value : settings.CredentialCache;
            known = (found, clock.GetTimestamp() + (long)(lasts.TotalSeconds * clock.TimestampFrequency));
            // A flood of made-up keys must not fill the memory.
            if (book.Count >= MostRemembered)
                book.Clear();
            book[print] = known;
        }

        if (known.Found.Refused is { } refused)
            throw new Refusal(refused);
        if (known.Found.Caller is { } caller)
            uses.Note(caller.KeyId, isKey);
        return known.Found.Caller;
    }
}
