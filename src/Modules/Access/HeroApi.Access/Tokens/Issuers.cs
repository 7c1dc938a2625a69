using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace HeroApi.Access.Tokens;

/// <summary>What a token says once its signature, issuer, audience and time have been proved.</summary>
/// <param name="Issuer">Who signed it.</param>
/// <param name="Subject">Whom it speaks for, as the issuer knows him.</param>
/// <param name="IssuedAt">When; absent in some.</param>
/// <param name="ExpiresAt">Until when, without the skew.</param>
/// <param name="Payload">Everything it claims.</param>
internal sealed record ProvenToken(IssuerSettings Issuer, string Subject, DateTimeOffset? IssuedAt, DateTimeOffset ExpiresAt, JsonElement Payload);

/// <summary>The issuers whose tokens this host believes, and the proof that a token is theirs.</summary>
internal sealed class Issuers : IDisposable
{
    private const int LongestSubject = 255;

    /// <summary>Asymmetric ones alone: with a secret shared by both ends, a public key could sign.</summary>
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512
    ];

    /// <summary>Access tokens, as RFC 9068 calls them and as most issuers do.</summary>
    private static readonly string[] Types = ["at+jwt", "application/at+jwt", "JWT"];

    private readonly JsonWebTokenHandler handler = new();
    private readonly Dictionary<string, IssuerKeys> issuers;
    private readonly TimeProvider clock;

    public Issuers(IConfiguration configuration, TimeProvider clock, ILogger<IssuerKeys> log) =>
        (this.clock, issuers) = (clock, IssuerSettings.From(configuration).ToDictionary(issuer => issuer.Authority, issuer => new IssuerKeys(issuer, clock, log), StringComparer.Ordinal));

    internal IEnumerable<IssuerSettings> All => issuers.Values.Select(keys => keys.Issuer);

    /// <summary>What a stored issuer is called; its address when it is configured no longer.</summary>
    internal string NameOf(string authority) => issuers.TryGetValue(authority, out var keys) ? keys.Issuer.Name : authority;

    /// <summary>Proves a token, or refuses it. How it fails is told only of tokens that a trusted issuer has signed.</summary>
    internal async ValueTask<ProvenToken> Prove(string bearer, CancellationToken ct)
    {
        try
        {
            var token = new JsonWebToken(bearer);
            // Headers that have to be understood (crit) are not, and an encrypted token (five parts) is not for us.
            if (!issuers.TryGetValue(token.Issuer, out var issuer) || !Types.Contains(token.Typ, StringComparer.OrdinalIgnoreCase)
                || token.IsEncrypted || token.TryGetHeaderValue<object>("crit", out _))
                throw new Refusal(AccessErrors.TokenInvalid);

            // The token's own pointers to a key (jku, x5u, jwk, x5c) are never looked at.
            var key = await issuer.Find(token.Kid, ct) ?? throw new Refusal(AccessErrors.TokenInvalid);
            var result = await handler.ValidateTokenAsync(token, Rules(issuer.Issuer, key));
            return result.IsValid ? Read(issuer.Issuer, token) : throw new Refusal(Refused(result.Exception, issuer.Issuer));
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or SecurityTokenException or JsonException or InvalidOperationException or FormatException)
        {
            throw new Refusal(AccessErrors.TokenInvalid, cause: unreadable);
        }
    }

    public void Dispose()
    {
        foreach (var keys in issuers.Values)
            keys.Dispose();
    }

    private TokenValidationParameters Rules(IssuerSettings issuer, SecurityKey key) => new()
    {
        ValidIssuer = issuer.Authority,
        ValidAudiences = issuer.Audiences,
        ValidAlgorithms = Algorithms,
        IssuerSigningKey = key,
        LifetimeValidator = (from, until, _, _) => until is { } end && clock.GetUtcNow() - issuer.ClockSkew < Utc(end)
            && (from is not { } begin || clock.GetUtcNow() + issuer.ClockSkew >= Utc(begin))
    };

    private Problem Refused(Exception? failure, IssuerSettings issuer) => failure switch
    {
        SecurityTokenInvalidLifetimeException { Expires: null } => AccessErrors.TokenInvalid,
        SecurityTokenInvalidLifetimeException { NotBefore: { } from } when clock.GetUtcNow() + issuer.ClockSkew < Utc(from) => AccessErrors.TokenNotYetValid,
        SecurityTokenInvalidLifetimeException => AccessErrors.TokenExpired,
        SecurityTokenInvalidAudienceException => AccessErrors.TokenAudience,
        _ => AccessErrors.TokenInvalid
    };

    private static ProvenToken Read(IssuerSettings issuer, JsonWebToken token)
    {
        using var document = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(token.EncodedPayload));
        var payload = document.RootElement.Clone();
        // Keycloak's tokens for signing in and for refreshing bear the same signature and type, and say here what they are.
        if (payload.TryGetProperty("typ", out var use) && use.ValueKind == JsonValueKind.String && use.GetString() is "ID" or "Refresh" or "Offline" or "Logout")
            throw new Refusal(AccessErrors.TokenInvalid);
        var subject = payload.TryGetProperty("sub", out var sub) && sub.ValueKind == JsonValueKind.String ? sub.GetString()! : "";
        if (subject.Length is 0 or > LongestSubject || subject.Any(char.IsControl))
            throw new Refusal(AccessErrors.TokenInvalid);
        return new ProvenToken(issuer, subject, payload.TryGetProperty("iat", out _) ? Utc(token.IssuedAt) : null, Utc(token.ValidTo), payload);
    }

    private static DateTimeOffset Utc(DateTime at) => new(DateTime.SpecifyKind(at, DateTimeKind.Utc));
}
