using System.Security.Cryptography;

namespace HeroApi.Recognition.Certificates;

/// <summary>
/// Numbers and check codes of certificates. A code has 50 random bits in Crockford's alphabet, which has no I, L, O and U. It is kept encrypted for
/// the QR code, and as a keyed print together with its number for whoever asks.
/// </summary>
internal sealed class CertificateCodes(Protector protector)
{
    internal static readonly Vocabulary Kinds = new("certificate_kind",
        ("confirmation", "见义勇为证书", "Certificate of the confirmation"),
        ("honour", "荣誉证书", "Certificate of an honour"),
        ("plaque", "见义勇为光荣之家证书", "Certificate of a plaque"));

    internal static readonly Vocabulary States = new("certificate_state",
        ("valid", "有效", "Valid"),
        ("revoked", "已作废", "Revoked"),
        ("replaced", "已换发", "Replaced"));

    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 10;

    internal static string NewCode()
    {
        var code = RandomNumberGenerator.GetString(Alphabet, Length);
        return $"{code[..(Length / 2)]}-{code[(Length / 2)..]}";
    }

    internal byte[] Keep(string code) => protector.Conceal(code);

    internal string Reveal(byte[] kept) => protector.Reveal(kept)!;

    internal byte[] Print(string number, string code) => protector.Print("certificate", $"{Bare(number)}\n{Bare(code).Replace('O', '0').Replace('I', '1').Replace('L', '1')}");

    /// <summary>As people write it: in small letters, with blanks and hyphens.</summary>
    internal static string Bare(string text) => HalfWidth.Of(text).ToUpperInvariant().Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
}
