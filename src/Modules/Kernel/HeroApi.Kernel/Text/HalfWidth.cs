using System.Text;

namespace HeroApi.Kernel.Text;

/// <summary>Numbers arrive from input methods in full-width forms and with stray blanks; numbers are compared bare.</summary>
internal static class HalfWidth
{
    internal static string Of(string text)
    {
        var bare = new StringBuilder(text.Length);
        foreach (var c in text)
            if (!char.IsWhiteSpace(c))
                bare.Append(c is >= '！' and <= '～' ? (char)(c - '！' + '!') : c);
        return bare.ToString();
    }
}
