using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace HeroApi.China;

/// <summary>A date as well as it is known: <c>2004</c>, <c>2004-07</c> or <c>2004-07-15</c>, from 1900 on.</summary>
[JsonConverter(typeof(Json))]
public sealed record PartialDate : IComparable<PartialDate>, IParsable<PartialDate>
{
    public const int EarliestYear = 1900;

    /// <summary>The code by which a year before that is refused.</summary>
    public const string TooEarly = "date.too_early";

    private readonly string text;

    private PartialDate(string text, DateOnly from, DateOnly to) => (this.text, From, To) = (text, from, to);

    /// <summary>The first day it can mean.</summary>
    public DateOnly From { get; }

    /// <summary>The last day it can mean, inclusive.</summary>
    public DateOnly To { get; }

    public static PartialDate Of(DateOnly day) =>
        Parse(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    public static PartialDate Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var date) ? date : throw new FormatException("Not a partial date from 1900 on.");

    public static bool TryParse(
        [NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out PartialDate result)
    {
        var format = s?.Length switch { 4 => "yyyy", 7 => "yyyy-MM", 10 => "yyyy-MM-dd", _ => null };
        result = null;
        if (format is null
            || !DateOnly.TryParseExact(s, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var from)
            || from.Year < EarliestYear)
            return false;

        var to = format.Length switch
        {
            4 => new DateOnly(from.Year, 12, 31),
            7 => new DateOnly(from.Year, from.Month, DateTime.DaysInMonth(from.Year, from.Month)),
            _ => from,
        };
        result = new PartialDate(s!, from, to);
        return true;
    }

    /// <summary>By first possible day; of two that begin together the more exact one comes first.</summary>
    public int CompareTo(PartialDate? other) =>
        other is null ? 1 : From != other.From ? From.CompareTo(other.From) : To.CompareTo(other.To);

    public override string ToString() => text;

    public static bool operator <(PartialDate left, PartialDate right) => left.CompareTo(right) < 0;

    public static bool operator <=(PartialDate left, PartialDate right) => left.CompareTo(right) <= 0;

    public static bool operator >(PartialDate left, PartialDate right) => left.CompareTo(right) > 0;

    public static bool operator >=(PartialDate left, PartialDate right) => left.CompareTo(right) >= 0;

    internal sealed class Json : JsonConverter<PartialDate>
    {
        public override PartialDate Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String
            && TryParse(reader.GetString(), CultureInfo.InvariantCulture, out var date)
                ? date
                : throw new JsonException(IsTooEarly(reader) ? TooEarly : "Expected YYYY, YYYY-MM or YYYY-MM-DD.");

        private static bool IsTooEarly(Utf8JsonReader reader) =>
            reader.TokenType == JsonTokenType.String && reader.GetString() is [_, _, _, _, ..] text
            && int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year < EarliestYear;

        public override void Write(Utf8JsonWriter writer, PartialDate value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.text);
    }
}
