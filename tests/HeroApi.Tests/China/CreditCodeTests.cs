using HeroApi.China;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.China;

public sealed class CreditCodeTests
{
    [Theory]
    [InlineData("91350100M000100Y43")] // the example of the standard
    [InlineData(" 91350100m000100y43 ")]
    public void A_code_with_its_check_character_is_accepted(string text)
    {
        CreditCode.TryNormalise(text, out var code).ShouldBeTrue();

        code.ShouldBe("91350100M000100Y43");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("91350100M000100Y44")]
    [InlineData("91350100M000100Y4")]
    [InlineData("91350100I000100Y43")] // I, O, S, V and Z are not in the alphabet
    public void Anything_else_is_refused(string? text) => CreditCode.TryNormalise(text, out _).ShouldBeFalse();
}
