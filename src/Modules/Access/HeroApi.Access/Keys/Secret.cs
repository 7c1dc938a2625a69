using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace HeroApi.Access.Keys;

/// <summary>The secret of an API key: shown once, kept only as a hash. It is random enough to need no slow hash.</summary>
internal static class Secret
{
    internal const string Prefix = "hero_";

    internal static string New() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    internal static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>Enough to tell two secrets apart in a list, too little to guess one.</summary>
    internal static string Hint(string secret) => secret[..Math.Min(secret.Length, Prefix.Length + 4)];
}
