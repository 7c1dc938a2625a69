using System.Text;

namespace HeroApi.China;

/// <summary>Input methods write numbers full-width and with stray blanks; they are compared bare.</summary>
public static class HalfWidth
{
    public static string Of(string text)
    {
        var bare = new StringBuilder(text.Length);
        foreach (var c in text)
            if (!char.IsWhiteSpace(c))
                bare.Append(c is >= '！' and <= '～' ? (char)(c - '！' + '!') : c);
        return bare.ToString();
    }
}
