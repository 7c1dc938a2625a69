using System.Globalization;
using System.Text.Json;
using HeroApi.China;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.China;

public sealed class PartialDateTests
{
    [Theory]
    [InlineData("2004", "2004-01-01", "2004-12-31")]
    [InlineData("2004-02", "2004-02-01", "2004-02-29")]
    [InlineData("2004-07-15", "2004-07-15", "2004-07-15")]
    [InlineData("9999", "9999-01-01", "9999-12-31")]
    public void A_partial_date_spans_every_day_it_can_mean(string text, string from, string to)
    {
        var date = Date(text);

        date.From.ShouldBe(DateOnly.Parse(from, CultureInfo.InvariantCulture));
        date.To.ShouldBe(DateOnly.Parse(to, CultureInfo.InvariantCulture));
        date.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("04")]
    [InlineData("1899")]
    [InlineData("1899-12-31")]
    [InlineData("2004-7")]
    [InlineData("2004-13")]
    [InlineData("2004-00")]
    [InlineData("2003-02-29")]
    [InlineData("2004/07/15")]
    [InlineData("20040715")]
    [InlineData(" 2004")]
    [InlineData("２００４")]
    [InlineData("2004-07-15T00:00:00Z")]
    public void Anything_else_is_refused(string? text) =>
        PartialDate.TryParse(text, CultureInfo.InvariantCulture, out _).ShouldBeFalse();

    [Fact]
    public void Dates_sort_by_first_day_and_the_more_exact_first()
    {
        string[] sorted = ["2003-12-31", "2004-01-01", "2004-01", "2004", "2004-02"];

        sorted.Reverse().Select(Date).Order().Select(date => date.ToString()).ShouldBe(sorted);
        (Date("2004-01") < Date("2004")).ShouldBeTrue();
        Date("2004-01").ShouldBe(Date("2004-01"));
        PartialDate.Of(new DateOnly(2004, 1, 1)).ShouldBe(Date("2004-01-01"));
    }

    [Fact]
    public void In_json_it_is_a_string()
    {
        JsonSerializer.Serialize(Date("2004-07")).ShouldBe("\"2004-07\"");
        JsonSerializer.Deserialize<PartialDate>("\"2004-07\"").ShouldBe(Date("2004-07"));
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<PartialDate>("2004"));
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<PartialDate>("\"1899\""));
    }

    private static PartialDate Date(string text) => PartialDate.Parse(text, CultureInfo.InvariantCulture);
}
