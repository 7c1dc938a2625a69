using HeroApi.Cases.Receipts;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Receipts;

public sealed class ReceiptNumberTests
{
    [Fact]
    public void A_number_begins_with_its_day_and_is_read_back_however_it_is_written()
    {
        var number = ReceiptNumber.New(new DateOnly(2026, 5, 2));
        var shown = ReceiptNumber.Format(number);

        shown.ShouldMatch(@"^260502-\d{3}-\d{3}-\d{3}$");
        foreach (var written in (string[])[shown, shown.Replace("-", "", StringComparison.Ordinal), shown.Replace('-', ' '), FullWidth(shown)])
        {
            ReceiptNumber.TryParse(written, out var read).ShouldBeTrue(written);
            read.ShouldBe(number);
        }
    }

    [Fact]
    public void Every_wrong_digit_is_found()
    {
        var shown = ReceiptNumber.Format(ReceiptNumber.New(new DateOnly(2026, 12, 31)));

        for (var at = 0; at < shown.Length; at++)
            foreach (var digit in "0123456789".Where(digit => shown[at] != '-' && digit != shown[at]))
                ReceiptNumber.TryParse($"{shown[..at]}{digit}{shown[(at + 1)..]}", out _).ShouldBeFalse();
    }

    [Theory, InlineData(""), InlineData("260502"), InlineData("2605024831726510"), InlineData("-260502483172651"), InlineData("２６"), InlineData("abcdefghijklmno")]
    public void What_is_no_number_is_none(string text) => ReceiptNumber.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Numbers_of_one_day_do_not_follow_one_another()
    {
        var numbers = Enumerable.Range(0, 1000).Select(_ => ReceiptNumber.New(new DateOnly(2026, 5, 2))).ToList();

        numbers.Distinct().Count().ShouldBeGreaterThan(990);
        numbers.Zip(numbers.Skip(1)).Count(pair => pair.Second > pair.First).ShouldBeInRange(300, 700);
    }

    private static string FullWidth(string text) => string.Concat(text.Select(c => char.IsAsciiDigit(c) ? (char)(c - '0' + '０') : '－'));
}
