using System.Globalization;

namespace HeroApi.Welfare;

/// <summary>A year as it is asked for in a list: four digits.</summary>
internal static class YearFilter
{
    internal static IReadOnlyList<object>? Read(string text) => text.Length == 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? [year] : null;
}
