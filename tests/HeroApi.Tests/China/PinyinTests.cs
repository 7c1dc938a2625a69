using HeroApi.China;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.China;

public sealed class PinyinTests
{
    [Theory]
    [InlineData("张三丰", "zsf", "zhangsanfeng")]
    [InlineData("吕梁", "ll", "lvliang")]
    [InlineData("阿不都·热合曼", "abdrhm", "abudoureheman")]
    [InlineData("110 指挥中心 A 座", "110zhzxaz", "110zhihuizhongxinazuo")]
    [InlineData("蔡𬭎", "ch", "caihong")]
    [InlineData("", "", "")]
    public void Characters_are_spelt_and_ornaments_left_out(string text, string initials, string full)
    {
        Pinyin.Initials(text).ShouldBe(initials);
        Pinyin.Full(text).ShouldBe(full);
    }

    [Theory]
    [InlineData("曾强", "zq", "zengqiang")]
    [InlineData(" 单单", "sd", "shandan")]
    [InlineData("尉迟恭", "ycg", "yuchigong")]
    [InlineData("林则徐", "lzx", "linzexu")]
    [InlineData("曾", "z", "zeng")]
    [InlineData("", "", "")]
    public void A_surname_is_read_as_a_surname(string name, string initials, string full)
    {
        Pinyin.NameInitials(name).ShouldBe(initials);
        Pinyin.NameFull(name).ShouldBe(full);
    }
}
