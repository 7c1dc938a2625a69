using HeroApi.Kernel.Text;
using HeroApi.Organisations.Regions;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Organisations.Regions;

public sealed class RegionTableTests
{
    private static readonly RegionTable Regions = RegionTable.Current;

    [Theory]
    [InlineData("350000", "福建省", 1, null)]
    [InlineData("350500", "泉州市", 2, "350000")]
    [InlineData("350521", "惠安县", 3, "350500")]
    [InlineData("350521109", "涂寨镇", 4, "350521")]
    [InlineData("441900003", "东城街道", 4, "441900")]
    [InlineData("429004", "仙桃市", 3, "429000")]
    [InlineData("710000", "台湾省", 1, null)]
    [InlineData("810000", "香港特别行政区", 1, null)]
    [InlineData("820000", "澳门特别行政区", 1, null)]
    public void A_code_finds_its_region(string code, string name, int level, string? parent) =>
        Regions.Find(code).ShouldBe(new Region(code, name, parent, level));

    [Theory]
    [InlineData("")]
    [InlineData("35")]
    [InlineData("999999")]
    [InlineData("3505211090")]
    [InlineData("福建省")]
    public void An_unknown_code_finds_nothing(string code)
    {
        Regions.Find(code).ShouldBeNull();
        Regions.Children(code).ShouldBeEmpty();
        Regions.Ancestors(code).ShouldBeEmpty();
        Regions.FullName(code).ShouldBeNull();
        Regions.Search("泉州", code, 10).ShouldBeEmpty();
    }

    [Fact]
    public void The_whole_tree_hangs_together()
    {
        var levels = new int[5];
        var open = new Stack<Region>(Regions.Children());
        while (open.TryPop(out var region))
        {
            levels[region.Level]++;
            foreach (var child in Regions.Children(region.Code))
            {
                child.ParentCode.ShouldBe(region.Code);
                child.Code.ShouldStartWith(RegionTable.Prefix(region.Code));
                open.Push(child);
            }
        }

        levels.Sum().ShouldBe(Regions.Count);
        levels[1].ShouldBe(34);
        levels[2].ShouldBeInRange(330, 350);
        levels[3].ShouldBeInRange(2_900, 3_100);
        levels[4].ShouldBeGreaterThan(41_000);
    }

    [Theory]
    [InlineData("350000", "35")]
    [InlineData("350500", "3505")]
    [InlineData("350521", "350521")]
    [InlineData("350521109", "350521109")]
    [InlineData("441900", "4419")]
    [InlineData("429000", "4290")]
    public void A_prefix_covers_what_lies_inside(string code, string prefix) =>
        RegionTable.Prefix(code).ShouldBe(prefix);

    [Theory]
    [InlineData("350500", 11)] // 4 districts, 3 cities, 4 counties
    [InlineData("441900", 30)] // 东莞 has towns, no counties
    [InlineData("442000", 20)]
    [InlineData("460400", 15)]
    [InlineData("620200", 1)]
    [InlineData("429000", 4)] // counties directly below 湖北
    [InlineData("350521109", 0)]
    public void Children_are_the_regions_directly_below(string code, int atLeast)
    {
        var children = Regions.Children(code);

        children.Count.ShouldBeGreaterThanOrEqualTo(atLeast);
        children.ShouldAllBe(child => child.ParentCode == code);
    }

    [Theory]
    [InlineData("350521109", "350000 350500 350521")]
    [InlineData("441900003", "440000 441900")]
    [InlineData("429004", "420000 429000")]
    [InlineData("350000", "")]
    public void Ancestors_lead_from_the_province_down(string code, string ancestors) =>
        string.Join(' ', Regions.Ancestors(code).Select(region => region.Code)).ShouldBe(ancestors);

    [Theory]
    [InlineData("350521109", "福建省泉州市惠安县涂寨镇")]
    [InlineData("110101001", "北京市东城区东华门街道")]
    [InlineData("110100", "北京市市辖区")]
    [InlineData("441900003", "广东省东莞市东城街道")]
    [InlineData("429004", "湖北省仙桃市")]
    [InlineData("620201", "甘肃省嘉峪关市")]
    public void A_full_name_reads_as_an_address_begins(string code, string name) =>
        Regions.FullName(code).ShouldBe(name);

    [Theory]
    [InlineData("泉州", "泉州市")]
    [InlineData("泉州市", "泉州市")]
    [InlineData("涂寨", "涂寨镇")]
    [InlineData("quanzhou", "泉州市")]
    [InlineData("Quan Zhou", "泉州市")]
    [InlineData("quanzhoushi", "泉州市")]
    [InlineData("anxi", "安溪县")]
    [InlineData("fjs", "福建省")]
    [InlineData("lüliang", "吕梁市")]
    [InlineData("xi'an", "西安市")]
    public void The_region_that_was_meant_comes_first(string term, string name) =>
        Regions.Search(term, null, 20)[0].Name.ShouldBe(name);

    [Theory]
    [InlineData("qz", "350000", "泉州市")]
    [InlineData("lc", "370000", "聊城市")]
    [InlineData("anxi", "350500", "安溪县")]
    [InlineData("yt", "370000", "烟台市")]
    [InlineData("dongcheng", "441900", "东城街道")]
    [InlineData("寨", "350521", "涂寨镇")]
    public void Within_a_region_only_its_own_are_found(string term, string within, string name)
    {
        var found = Regions.Search(term, within, 1000);

        found[0].Name.ShouldBe(name);
        found.ShouldAllBe(region => region.Code.StartsWith(RegionTable.Prefix(within), StringComparison.Ordinal));
    }

    // Names that everyday language reads otherwise.
    [Theory]
    [InlineData("chongqing", "500000")]
    [InlineData("xiamen", "350200")]
    [InlineData("luan", "341500")]
    [InlineData("yueqing", "330382")]
    [InlineData("shanxian", "371722")]
    [InlineData("shenxian", "371522")]
    [InlineData("donge", "371524")]
    [InlineData("yuxian", "130726")]
    [InlineData("xunxian", "410621")]
    [InlineData("hongtong", "141024")]
    [InlineData("dabu", "441422")]
    [InlineData("luhe", "320116")]
    [InlineData("guoyang", "341621")]
    [InlineData("shifang", "510682")]
    [InlineData("yudu", "360731")]
    [InlineData("panyu", "440113")]
    [InlineData("changting", "350821")]
    public void Place_names_are_read_as_the_place_reads_them(string term, string code) =>
        Regions.Search(term, null, 20).Select(region => region.Code).ShouldContain(code);

    [Fact]
    public void Names_that_begin_with_the_term_precede_those_that_contain_it()
    {
        var names = Regions.Search("长安", null, 1000).Select(region => region.Name).ToList();

        var prefixes = names.TakeWhile(name => name.StartsWith("长安", StringComparison.Ordinal)).Count();
        prefixes.ShouldBeGreaterThan(1);
        prefixes.ShouldBeLessThan(names.Count);
        names.Skip(prefixes).ShouldAllBe(name => name.IndexOf("长安", StringComparison.Ordinal) > 0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("qqqqqq")]
    [InlineData("没有这个地方")]
    [InlineData("市辖区")] // a grouping is no place anybody looks for
    public void A_term_that_names_nothing_finds_nothing(string term) =>
        Regions.Search(term, null, 20).ShouldBeEmpty();

    /// <summary>Regions are searched row by row; what they are found by is what any record would be found by.</summary>
    [Theory]
    [InlineData("安")]
    [InlineData("安溪")]
    [InlineData("长安街道")]
    [InlineData("安 镇")]
    [InlineData("an")]
    [InlineData("xi'an")]
    [InlineData("x'an")]
    [InlineData("jd")]
    [InlineData("changanjiedao")]
    [InlineData("zhuang 庄")]
    [InlineData("lv 吕")]
    [InlineData("1 路")]
    public void Regions_are_found_by_the_terms_of_their_names(string text)
    {
        var query = SearchQuery.Parse(text)!;
        var all = Inside(null).Where(region => !region.IsGrouping);

        var expected = all.Where(region => query.Finds(new SearchTerms().Name(region.Name, Regions.Syllables(region.Code)).All)).Select(region => region.Code);

        Regions.Search(text, null, int.MaxValue).Select(region => region.Code).Order().ShouldBe(expected.Order());

        static IEnumerable<Region> Inside(string? code) => Regions.Children(code).SelectMany(child => Inside(child.Code).Prepend(child));
    }

    [Fact]
    public void A_limit_is_kept() => Regions.Search("镇", null, 7).Count.ShouldBe(7);

    [Fact]
    public void The_version_is_fit_for_an_etag() => Regions.Version.ShouldMatch("^[0-9a-f]{16}$");
}
