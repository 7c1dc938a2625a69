using HeroApi.China;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.China;

public sealed class ChineseIdTests
{
    [Theory]
    [InlineData("11010519491231002X", "1949-12-31", Sex.Female)] // the example of the standard
    [InlineData("440524188001010014", "1880-01-01", Sex.Male)] // the other one
    [InlineData(" 110105 19491231 002x ", "1949-12-31", Sex.Female)]
    [InlineData("１１０１０５１９４９１２３１００２Ｘ", "1949-12-31", Sex.Female)]
    public void A_number_tells_birth_and_sex(string text, string bornOn, Sex sex)
    {
        ChineseId.TryParse(text, out var id).ShouldBeTrue();

        id.ShouldNotBeNull();
        id.BornOn.ToString("yyyy-MM-dd", null).ShouldBe(bornOn);
        id.Sex.ShouldBe(sex);
    }

    [Theory]
    [InlineData("110105491231002", "11010519491231002X")]
    [InlineData("440524800101001", "440524198001010013")]
    [InlineData("440524800101998", "440524188001019983")]
    public void The_old_form_is_upgraded(string old, string number)
    {
        ChineseId.TryParse(old, out var id).ShouldBeTrue();

        id!.Number.ShouldBe(number);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("110105194912310021")] // check digit
    [InlineData("110105194912310X21")]
    [InlineData("11010519491331002X")] // month 13
    [InlineData("110105990231002")] // 30 February, old form
    [InlineData("11010519491231002")]
    [InlineData("11010519491231002XX")]
    [InlineData("٢١٠١٠٥١٩٤٩١٢٣١٠٠٢X")]
    public void Anything_else_is_refused(string? text) => ChineseId.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void It_prints_masked()
    {
        ChineseId.TryParse("11010519491231002X", out var id).ShouldBeTrue();

        $"{id}".ShouldBe("1101**********002X");
    }
}
