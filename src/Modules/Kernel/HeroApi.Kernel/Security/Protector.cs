using System.Text;

namespace HeroApi.Kernel.Security;

/// <summary>
/// A value of personal data as it is stored: encrypted, masked for showing, and hashed with a key for finding. Lists and
/// ordinary answers use only the mask and never decrypt.
/// </summary>
public readonly record struct Protected(byte[]? Cipher, string? Masked, byte[]? Index)
{
    public static readonly Protected Empty;
}

/// <summary>Turns personal data into its three columns and back. The one seam for other algorithms, such as SM4 and SM3.</summary>
public sealed class Protector(KeyRing keys)
{
    /// <param name="kind">What the value is, so that equal texts of different kinds do not share an index value.</param>
    /// <param name="value">The value in its normal form.</param>
    /// <param name="masked">What everybody may see of it.</param>
    public Protected Protect(string kind, string? value, string? masked) => string.IsNullOrEmpty(value)
        ? Protected.Empty
        : new Protected(keys.Encrypt(Encoding.UTF8.GetBytes(value)), masked, keys.Index(kind, value));

    /// <summary>A keyed hash that no change of keys alters: to count by, or to know somebody again by, never to search personal data with.</summary>
    public byte[] Print(string kind, string value) => keys.Print(Encoding.UTF8.GetBytes($"{kind}\n{value}"));

    /// <summary>What the value's index column may hold: ask for any of them.</summary>
    public IReadOnlyList<byte[]> Indexes(string kind, string value) => keys.Indexes(kind, value);

    /// <summary>For what nobody ever looks for and nobody is shown in part.</summary>
    public byte[] Conceal(string value) => keys.Encrypt(Encoding.UTF8.GetBytes(value));

    public string? Reveal(byte[]? cipher) => cipher is null ? null : Encoding.UTF8.GetString(keys.Decrypt(cipher));
}
