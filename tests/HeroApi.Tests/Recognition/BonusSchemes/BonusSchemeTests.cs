using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Recognition.BonusSchemes;

public sealed class BonusSchemeTests
{
    private static readonly string[] Scopes = [.. States.OfficerScopes.Union(["honours:decide"])];

    /// <summary>Worked by hand from the amounts that the named source gives; in fen, null where there is no upper bound.</summary>
    private static readonly (string Source, object Formula, object Person, long From, long? To)[] Worked =
    [
        ("national notice of the 13th round: hero 100,000", Hero, new { }, 10_000_000, 10_000_000),
        ("the same, +100,000 if died", Hero, new { died = true }, 20_000_000, 20_000_000),
        ("Pingnan county 2014: praise 2,000 to 3,000", Pingnan, new { }, 200_000, 300_000),
        ("the same, +50,000 on death", Pingnan, new { died = true }, 5_200_000, 5_300_000),
        ("the same, disability grade 1: +50,000", Pingnan, new { grade = 1 }, 5_200_000, 5_300_000),
        ("the same, grade 10: 50,000 less 5,000 for each grade, so +5,000", Pingnan, new { grade = 10 }, 700_000, 800_000),
        ("Liaoning 2013 Art. 12: county at least 50,000, +150,000 at least if died", Liaoning, new { died = true }, 20_000_000, null),
        ("Guangzhou 2020: died 1,000,000", Guangzhou, new { died = true }, 100_000_000, 100_000_000),
        ("the same, most of the ability to work lost: 600,000 to 800,000", Guangzhou, new { grade = 5 }, 60_000_000, 80_000_000),
        ("30 times the national urban income of 2024, 54,188: 1,625,640", Income, new { indexYear = 2024 }, 162_564_000, 162_564_000),
        ("30 times that of 2022, 49,283: 1,478,490", Income, new { indexYear = 2022 }, 147_849_000, 147_849_000)
    ];

    private static object Hero => new { @base = new { kind = "fixed", amountFen = 10_000_000 }, additions = new[] { new { when = "died", kind = "fixed", amountFen = 10_000_000 } } };

    private static object Pingnan => new
    {
        @base = new { kind = "range", fromFen = 200_000, toFen = 300_000 },
        additions = new object[]
        {
            new { when = "died", kind = "fixed", amountFen = 5_000_000 },
            new { when = "disabled", kind = "by_grade", byGrade = Enumerable.Range(1, 10).Select(grade => new { grade, fromFen = 5_000_000 - (500_000 * (grade - 1)) }) }
        }
    };

    private static object Liaoning => new { @base = new { kind = "minimum", fromFen = 5_000_000 }, additions = new[] { new { when = "died", kind = "minimum", fromFen = 15_000_000 } } };

    private static object Guangzhou => new
    {
        @base = new
        {
            kind = "by_grade",
            byGrade = new object[] { new { grade = 0, fromFen = 100_000_000 }, new { grade = 1, fromFen = 80_000_000, toFen = 100_000_000 }, new { grade = 5, fromFen = 60_000_000, toFen = 80_000_000 } }
        }
    };

    private static object Income => new { @base = new { kind = "index", index = "urban_income", indexRegion = "000000", times = 30, article = "第十五条" } };

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Each_kind_of_formula_comes_to_what_its_source_says(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(scopes: Scopes);

        foreach (var (source, formula, person, from, to) in Worked)
        {
            var scheme = (await officer.Post("bonus-schemes", Body(formula))).Must(HttpStatusCode.Created);
            var calculated = (await officer.Post($"bonus-schemes/{scheme.Id}/calculation", person)).Must(HttpStatusCode.OK);

            (calculated.Text("fromFen"), calculated.Text("toFen")).ShouldBe(($"{from}", to is null ? null : $"{to}"), source);
        }
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Steps_are_told_in_words_of_both_languages_and_what_is_not_known_is_never_guessed(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(region: "530102", scopes: Scopes);
        var yunnan = (await officer.Get("bonus-schemes/shipped")).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray()
            .Single(scheme => scheme.GetProperty("region").GetString() == "530000").GetProperty("id").GetGuid();
        var guangzhou = (await officer.Post("bonus-schemes", Body(Guangzhou, "530102"))).Must(HttpStatusCode.Created);

        var unknown = await officer.Post($"bonus-schemes/{yunnan}/calculation", new { died = true });
        var alive = await officer.Post($"bonus-schemes/{yunnan}/calculation", new { died = false });
        var foreign = await officer.Post("published-indices", new { index = "urban_income", region = "530000", year = 2025, amountFen = 4_500_000, source = "示范公报" });
        (await api.Admin.Post("published-indices", new { index = "urban_income", region = "530000", year = 2025, amountFen = 4_400_000, source = "示范公报" })).Must(HttpStatusCode.OK);
        (await api.Admin.Post("published-indices", new { index = "urban_income", region = "530000", year = 2025, amountFen = 4_500_000, source = "示范公报（更正）" })).Must(HttpStatusCode.OK);
        var zh = await officer.Post($"bonus-schemes/{yunnan}/calculation", new { died = true });
        var en = await officer.Post($"bonus-schemes/{yunnan}/calculation", new { died = true }, headers: ("Accept-Language", "en"));

        unknown.MustRefuse(HttpStatusCode.Conflict, "bonus.index_unknown");
        (unknown.Text("params.region"), unknown.Text("params.year")).ShouldBe(("530000", "2025"));
        alive.MustRefuse(HttpStatusCode.Conflict, "bonus.scheme_not_for_harm");
        foreign.MustRefuse(HttpStatusCode.Forbidden, "bonus.region_out_of_reach");
        zh.Must(HttpStatusCode.OK).Text("fromFen").ShouldBe("135000000");
        var step = zh.Json.GetProperty("steps").EnumerateArray().ShouldHaveSingleItem();
        step.GetProperty("words").GetString().ShouldBe("基数（公布指标的倍数）：2025年530000城镇居民人均可支配收入 45,000.00 元 × 30 = 1,350,000.00 元");
        step.GetProperty("index").GetProperty("source").GetString().ShouldBe("示范公报（更正）");
        zh.Text("words").ShouldBe("合计：1,350,000.00 元");
        en.Text("words").ShouldBe("In all: CNY 1,350,000.00");
        (await officer.Get("published-indices?index=urban_income&region=530000")).Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("amountFen").GetInt64().ShouldBe(4_500_000);
        (await officer.Post($"bonus-schemes/{guangzhou.Id}/calculation", new { })).Errors.ShouldBe([("/grade", "bonus.grade_needed")]);
        (await officer.Post($"bonus-schemes/{guangzhou.Id}/calculation", new { grade = 7 })).Errors.ShouldBe([("/grade", "bonus.grade_not_in_scheme")]);
        var hurt = (await officer.Post("heroes", new { name = "示范乙", injuries = new[] { new { what = "左臂骨折", grade = 8 }, new { what = "失明", grade = 1 } } })).Must(HttpStatusCode.Created);
        (await officer.Post($"bonus-schemes/{guangzhou.Id}/calculation", new { heroId = hurt.Id })).Must(HttpStatusCode.OK).Text("fromFen").ShouldBe("80000000");
        (await officer.Post($"bonus-schemes/{guangzhou.Id}/calculation", new { heroId = Guid.CreateVersion7() })).Errors.ShouldBe([("/heroId", "hero.unknown")]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_scheme_is_published_by_who_answers_for_the_region_and_ended_but_never_edited(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (officer, stranger) = (await api.Organisation(scopes: Scopes), await api.Organisation(region: "350582", scopes: Scopes));

        var scheme = (await officer.Post("bonus-schemes", Body(Hero))).Must(HttpStatusCode.Created);
        var elsewhere = await stranger.Post("bonus-schemes", Body(Hero));
        var wrong = await officer.Post("bonus-schemes", Body(new { @base = new { kind = "range", amountFen = 1, fromFen = 5 }, additions = new[] { new { when = "never", kind = "index", times = 1.234 } } }));
        var shipped = await officer.Post("bonus-schemes/01980d2c-5a00-7000-8000-0000b0410001/end", new { validTo = "2027-01-01" }, ifMatch: 1);
        var taken = await stranger.Post($"bonus-schemes/{scheme.Id}/end", new { validTo = "2026-05-01" }, ifMatch: 1);
        var ended = await officer.Post($"bonus-schemes/{scheme.Id}/end", new { validTo = "2026-05-01" }, ifMatch: 1);
        var stale = await officer.Post($"bonus-schemes/{scheme.Id}/end", new { validTo = "2026-04-01" }, ifMatch: 1);

        elsewhere.MustRefuse(HttpStatusCode.Forbidden, "bonus.region_out_of_reach");
        wrong.Errors.ShouldBe(
        [
            ("/formula/base/toFen", "value.required"), ("/formula/base/amountFen", "value.unwanted"), ("/formula/additions/0/times", "value.format"),
            ("/formula/additions/0/index", "value.required"), ("/formula/additions/0/indexRegion", "value.required"), ("/formula/additions/0/when", "value.not_allowed")
        ], ignoreOrder: true);
        shipped.MustRefuse(HttpStatusCode.Conflict, "bonus.scheme_shipped");
        taken.MustRefuse(HttpStatusCode.Forbidden, "bonus.region_out_of_reach");
        (ended.Must(HttpStatusCode.OK).Text("validTo"), ended.Version).ShouldBe(("2026-05-01", 2));
        stale.MustRefuse(HttpStatusCode.PreconditionFailed, "record.version_stale");
        (await stranger.Get("bonus-schemes?region=370000&on=2026-04-30")).Json.GetProperty("items").GetArrayLength().ShouldBe(1);
        (await stranger.Get("bonus-schemes?region=370000&on=2026-05-01")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    private static object Body(object formula, string region = "371502") =>
        new { region, name = "示范奖金", level = "county", validFrom = "2026-01-01", formula, legalBasis = "示范县人民政府通知", article = "第三条" };
}
