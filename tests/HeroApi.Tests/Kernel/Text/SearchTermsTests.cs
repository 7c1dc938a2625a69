using HeroApi.Kernel.Text;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Kernel.Text;

public sealed class SearchTermsTests
{
    private static readonly SearchTerms Person = new SearchTerms().Person("张小明");

    [Theory]
    [InlineData("张小明")]
    [InlineData("张小")]
    [InlineData("小明")]
    [InlineData("张")]
    [InlineData("明")]
    [InlineData("明 张")]
    [InlineData("zxm")]
    [InlineData("ZX")]
    [InlineData("xm")]
    [InlineData("zhangxiaoming")]
    [InlineData("zhangxi")]
    [InlineData("xiaoming")]
    [InlineData("Zhang Xiao-Ming")]
    [InlineData("ｚｘｍ")]
    [InlineData("张，小明！")]
    public void A_person_is_found_by(string query) => Finds(Person, query).ShouldBeTrue();

    [Theory]
    [InlineData("张明")]
    [InlineData("小张")]
    [InlineData("张小明明")]
    [InlineData("zm")]
    [InlineData("hangxiaoming")]
    [InlineData("zhangxiaomingg")]
    [InlineData("张小明 李")]
    public void A_person_is_not_found_by(string query) => Finds(Person, query).ShouldBeFalse();

    [Theory]
    [InlineData("曾强", "zengqiang", true)] // a surname is read as one
    [InlineData("曾强", "cengqiang", false)]
    [InlineData("吕梁", "lüliang", true)]
    [InlineData("吕梁", "lvl", true)]
    [InlineData("阿不都·热合曼", "阿不都热合曼", true)]
    [InlineData("阿不都热合曼", "不都・热合", true)]
    [InlineData("买买提", "mmt", true)]
    [InlineData("李Tom", "tom", true)]
    [InlineData("李Tom", "om", false)]
    [InlineData("𠮷田一〇", "𠮷田", true)]
    [InlineData("𠮷田一〇", "𠮷", true)]
    [InlineData("𠮷田一〇", "〇", true)]
    public void Names_of_every_kind_are_found(string name, string query, bool found) => Finds(new SearchTerms().Person(name), query).ShouldBe(found);

    [Theory]
    [InlineData("下河救人，当日110到场。", "救人", true)]
    [InlineData("下河救人，当日110到场。", "人当", false)] // a comma parts
    [InlineData("下河救人，当日110到场。", "11", true)]
    [InlineData("下河救人，当日110到场。", "110到场", true)]
    [InlineData("下河救人，当日110到场。", "xhjr", false)] // a text is not read aloud
    [InlineData("在 KTV 楼下", "ktv 楼", true)]
    [InlineData("1号楼AND2号楼", "and2", true)]
    public void Texts_are_found_by_their_words(string text, string query, bool found) => Finds(new SearchTerms().Text(text), query).ShouldBe(found);

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("\"*()-:^'")]
    [InlineData("\0")]
    [InlineData("，。！")]
    [InlineData("🚒")]
    [InlineData("·")]
    [InlineData("a b c d e f g h i")] // more words than a person means
    public void What_holds_no_word_is_no_search(string query) => SearchQuery.Parse(query).ShouldBeNull();

    [Fact]
    public void A_search_has_an_end()
    {
        SearchQuery.Parse(new string('救', SearchQuery.Longest)).ShouldNotBeNull();
        SearchQuery.Parse(new string('救', SearchQuery.Longest + 1)).ShouldBeNull();
        SearchQuery.Parse(new string('救', 10_000)).ShouldBeNull();
    }

    [Fact]
    public void A_long_word_is_cut_on_both_sides()
    {
        var name = string.Concat(Enumerable.Repeat("庄", 40));

        Finds(new SearchTerms().Name(name), string.Concat(Enumerable.Repeat("zhuang", 16))).ShouldBeTrue();
        new SearchTerms().Name(name).All.Max(term => term.Length).ShouldBe(32);
    }

    [Fact]
    public void Half_a_surrogate_parts_words()
    {
        SearchQuery.Parse("\ud83d").ShouldBeNull();
        SearchQuery.Parse("救\ud83d人")!.Beginnings.ShouldBe(["救", "人"]);
    }

    private static bool Finds(SearchTerms terms, string query) => SearchQuery.Parse(query)!.Finds(terms.All);
}
