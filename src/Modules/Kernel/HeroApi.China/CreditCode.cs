using System.Diagnostics.CodeAnalysis;

namespace HeroApi.China;

/// <summary>The unified social credit code of an organisation (GB 32100).</summary>
public static class CreditCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    /// <summary>Answers the 18 characters in upper case when their check character holds.</summary>
    public static bool TryNormalise(string? text, [NotNullWhen(true)] out string? code)
    {
        code = null;
        var candidate = HalfWidth.Of(text ?? "").ToUpperInvariant();
        if (candidate.Length != 18 || candidate.Any(c => !Alphabet.Contains(c)))
            return false;

        // A position weighs 3 to its power, modulo 31; the check character brings the sum to a multiple of 31.
        var (sum, weight) = (0, 1);
        for (var i = 0; i < 17; i++, weight = weight * 3 % 31)
            sum += Alphabet.IndexOf(candidate[i], StringComparison.Ordinal) * weight;
        if (Alphabet[(31 - sum % 31) % 31] != candidate[17])
            return false;
        code = candidate;
        return true;
    }
}
