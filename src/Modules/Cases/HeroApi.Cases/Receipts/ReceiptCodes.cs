using System.Security.Cryptography;
using System.Text;

namespace HeroApi.Cases.Receipts;

/// <summary>What a reporter is given to ask by: a number to name the lead by, and a code that is nobody else's.</summary>
internal sealed record LeadReceipt
{
    /// <summary>Fifteen digits in groups; the last one checks the others.</summary>
    public required string Number { get; init; }

    /// <summary>The query code. Only this answer and its replay show it; who loses it has the association give a new one.</summary>
    public required string Code { get; init; }

    internal static LeadReceipt Of(long? number, string code) => new() { Number = ReceiptNumber.Format(number!.Value), Code = code };

    internal static LeadReceipt Example => new() { Number = "260502-483-172-651", Code = "7K3QM-9TZ4W" };
}

/// <summary>
/// Query codes: 50 random bits in Crockford's alphabet, which has no I, L, O and U. Kept encrypted rather than hashed, so that
/// the rotation of the data keys takes them along.
/// </summary>
internal sealed class ReceiptCodes(Protector protector)
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 10;

    private readonly string decoy = RandomNumberGenerator.GetString(Alphabet, Length);

    internal static string NewCode()
    {
        var code = RandomNumberGenerator.GetString(Alphabet, Length);
        return $"{code[..(Length / 2)]}-{code[(Length / 2)..]}";
    }

    internal byte[] Keep(string code) => protector.Conceal(Bare(code));

    /// <summary>Whether <paramref name="given"/> is the code that was kept; never when nothing was.</summary>
    internal bool Fits(byte[]? kept, string given)
    {
        // Without a lead something is decrypted and compared all the same, so that an unknown number costs what a wrong code costs.
        var known = Encoding.UTF8.GetBytes(protector.Reveal(kept ?? protector.Conceal(decoy))!);
        return CryptographicOperations.FixedTimeEquals(known, Encoding.UTF8.GetBytes(Bare(given))) && kept is not null;
    }

    /// <summary>As people write it: in small letters, with blanks, O for 0, I or L for 1.</summary>
    private static string Bare(string code) => HalfWidth.Of(code).ToUpperInvariant()
        .Replace("-", "", StringComparison.Ordinal).Replace('O', '0').Replace('I', '1').Replace('L', '1');
}
