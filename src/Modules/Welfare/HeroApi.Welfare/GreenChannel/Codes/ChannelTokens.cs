using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace HeroApi.Welfare.GreenChannel.Codes;

/// <summary>What a token says, under the names of RFC 7519; instants in seconds since 1970.</summary>
internal sealed record TokenClaims(
    [property: JsonPropertyName("jti")] Guid Id,
    [property: JsonPropertyName("sub")] Guid EntitlementId,
    [property: JsonPropertyName("services")] IReadOnlyList<string> Services,
    [property: JsonPropertyName("iat")] long From,
    [property: JsonPropertyName("exp")] long To)
{
    internal DateTimeOffset Since => DateTimeOffset.FromUnixTimeSeconds(From);

    internal DateTimeOffset Until => DateTimeOffset.FromUnixTimeSeconds(To);
}

/// <summary>
/// Signs offline tokens and knows its own again (ECDSA over P-256). Each month has a key pair of its own, derived from the key ring: every
/// host has it, nothing is stored, and a published key soon means nothing more.
/// </summary>
internal sealed partial class ChannelTokens(KeyRing ring)
{
    internal static readonly TimeSpan Lasts = TimeSpan.FromHours(12);

    private const int CandidateBytes = 40;
    private static readonly BigInteger Order = BigInteger.Parse("0ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private readonly ConcurrentDictionary<string, ECParameters> pairs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ConcurrentBag<ECDsa>> verifiers = new(StringComparer.Ordinal);

    internal static string KeyOf(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>The public half of a key.</summary>
    internal ECPoint PublicOf(string key) => Pair(key).Q;

    internal string Sign(TokenClaims claims)
    {
        var head = Encoding.UTF8.GetBytes($$"""{"alg":"ES256","typ":"JWT","kid":"{{KeyOf(claims.Since)}}"}""");
        var signed = $"{Base64Url.EncodeToString(head)}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims, Json.Stored))}";
        using var key = ECDsa.Create(Pair(KeyOf(claims.Since)));
        return $"{signed}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }

    /// <summary>What a token says; null when it is not ours. Whether it still holds, the caller asks.</summary>
    internal TokenClaims? Open(string token)
    {
        try
        {
            var parts = token.Split('.');
            if (parts.Length != 3 || JsonSerializer.Deserialize<Head>(Base64Url.DecodeFromChars(parts[0]), Json.Stored) is not { Algorithm: "ES256", Key: { } kid } || !Month().IsMatch(kid))
                return null;

            return IsSigned(kid, Encoding.ASCII.GetBytes(token[..token.LastIndexOf('.')]), Base64Url.DecodeFromChars(parts[2]))
                && JsonSerializer.Deserialize<TokenClaims>(Base64Url.DecodeFromChars(parts[1]), Json.Stored) is { } claims && KeyOf(claims.Since) == kid ? claims : null;
        }
        catch (Exception failure) when (failure is FormatException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Reading a public key costs as much as using it, so those that were read are kept, each for one request at a time.</summary>
    private bool IsSigned(string kid, byte[] text, byte[] signature)
    {
        var idle = verifiers.GetOrAdd(kid, _ => []);
        if (!idle.TryTake(out var key))
            key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = Pair(kid).Q });
        var signed = key.VerifyData(text, signature, HashAlgorithmName.SHA256);
        idle.Add(key);
        return signed;
    }

    private ECParameters Pair(string key) => pairs.GetOrAdd(key, _ =>
    {
        // Eight bytes more than the order has, so that the remainder favours no number (FIPS 186-5, A.2.1).
        var candidate = new BigInteger(ring.SecretFor($"green channel {key}", CandidateBytes), isUnsigned: true, isBigEndian: true);
        var number = (candidate % (Order - 1) + 1).ToByteArray(isUnsigned: true, isBigEndian: true);
        var secret = new byte[32];
        number.CopyTo(secret, secret.Length - number.Length);
        using var pair = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = secret });
        return pair.ExportParameters(includePrivateParameters: true);
    });

    [GeneratedRegex(@"^20[2-9][0-9]-(0[1-9]|1[0-2])\z")]
    private static partial Regex Month();

    private sealed record Head([property: JsonPropertyName("alg")] string? Algorithm, [property: JsonPropertyName("typ")] string? Type, [property: JsonPropertyName("kid")] string? Key);
}
