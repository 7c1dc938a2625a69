using HeroApi.China;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.China;

public sealed class PhoneTests
{
    [Theory]
    [InlineData("13812345678", "13812345678")]
    [InlineData("138-1234-5678", "13812345678")]
    [InlineData("+86 138 1234 5678", "13812345678")]
    [InlineData("8613812345678", "13812345678")]
    [InlineData("１３８１２３４５６７８", "13812345678")]
    [InlineData("0595-22345678", "0595-22345678")]
    [InlineData("059522345678", "0595-22345678")]
    [InlineData("（0595）22345678", "0595-22345678")]
    [InlineData("+86 595 22345678", "0595-22345678")]
    [InlineData("0635-8234567转801", "0635-8234567-801")]
    [InlineData("010-62345678", "010-62345678")]
    [InlineData("+852 2123 4567", "+85221234567")]
    public void A_number_has_one_spelling(string text, string phone)
    {
        Phone.TryNormalise(text, out var normal).ShouldBeTrue();

        normal.ShouldBe(phone);
        Phone.TryNormalise(normal, out var again).ShouldBeTrue();
        again.ShouldBe(phone);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("12812345678")]
    [InlineData("1381234567")]
    [InlineData("138123456789")]
    [InlineData("22345678")]
    [InlineData("010-6234567")]
    [InlineData("+8612345")]
    [InlineData("13812345678\n1")]
    [InlineData("unknown")]
    public void Anything_else_is_refused(string? text) => Phone.TryNormalise(text, out _).ShouldBeFalse();
}
