using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace HeroApi.Kernel;

/// <summary>The spellings of the contract.</summary>
public static class Names
{
    /// <summary><c>AcceptLead</c> becomes <c>accept_lead</c>.</summary>
    public static string Snake(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0 && !char.IsUpper(name[i - 1]))
                text.Append('_');
            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }
}

/// <summary>Instants as the contract and both engines have them.</summary>
public static partial class Instants
{
    /// <summary>PostgreSQL keeps microseconds; a finer instant would come back as another one.</summary>
    public static DateTimeOffset Micro(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    /// <summary>RFC 3339 with an offset; anything else would mean a guess at the zone.</summary>
    public static bool TryParse(string text, out DateTimeOffset at)
    {
        var ok = Rfc3339().IsMatch(text)
            & DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out at);
        at = ok ? Micro(at) : default;
        return ok;
    }

    public static bool LacksOffset(string text) => WithoutOffset().IsMatch(text);

    public static string Format(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$")]
    private static partial Regex Rfc3339();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?)?$")]
    private static partial Regex WithoutOffset();
}
