using System.Security.Cryptography;

namespace HeroApi.Welfare.GreenChannel.Codes;

/// <summary>
/// The code that a person shows at the door of a hospital: 40 random bits in Crockford's alphabet, which has no I, L, O and U. It holds for
/// minutes and once, and a hospital has few guesses, so that it may be short enough to be said aloud.
/// </summary>
internal sealed class DoorCode(Protector protector)
{
    internal static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);

    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 8;

    internal static string New()
    {
        var code = RandomNumberGenerator.GetString(Alphabet, Length);
        return $"{code[..(Length / 2)]}-{code[(Length / 2)..]}";
    }

    /// <summary>What is kept of a code, however people write it: in small letters, with blanks and hyphens, O for 0, I or L for 1.</summary>
    internal byte[] Print(string code) => protector.Print("green_channel", HalfWidth.Of(code).ToUpperInvariant()
        .Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).Replace('O', '0').Replace('I', '1').Replace('L', '1'));
}
