using HeroApi.China;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.China;

public sealed class MaskTests
{
    [Theory]
    [InlineData("35052119900101123X", "3505**********123X")]
    [InlineData("E12345678", "E1*****78")]
    [InlineData("123", "***")]
    public void An_identity_number_shows_its_ends(string number, string masked) =>
        Mask.IdNumber(number).ShouldBe(masked);

    [Theory]
    [InlineData("13812341234", "138****1234")]
    [InlineData("0595-22345678", "0595-****5678")]
    [InlineData("110", "***")]
    public void A_phone_shows_its_ends(string number, string masked) => Mask.Phone(number).ShouldBe(masked);

    [Theory]
    [InlineData("福建省泉州市丰泽区津淮街", 6, 0, "福建省泉州市******")]
    [InlineData("𠮷田路", 1, 0, "𠮷**")]
    [InlineData("短", 1, 1, "*")]
    [InlineData("", 3, 4, "")]
    public void Keeping_the_ends_never_shows_a_text_whole(string text, int first, int last, string masked) =>
        Mask.Keep(text, first, last).ShouldBe(masked);
}
