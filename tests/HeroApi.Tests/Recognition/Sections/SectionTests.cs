using System.Net;
using HeroApi.Recognition.Contracts;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Recognition.Sections;

public sealed class SectionTests
{
    private static readonly object Spouse = new { name = "示范乙", kinship = "1", bornOn = "1952", phone = "13900000000" };

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_section_is_replaced_as_a_whole_and_what_a_patch_does_not_name_stays(Engine engine)
    {
        await using var api = await Api.On(engine);
        var keeper = await api.Organisation();
        var officer = await api.Key(keeper.OrgId, [.. States.OfficerScopes, "pii:read"]);
        var opened = (await keeper.Post("heroes", new
        {
            name = "示范甲",
            nationality = "CN",
            militaryService = "veteran",
            hardship = new { kind = "low_income", reason = "独自赡养父母", assessedOn = "2026-03" },
            willingToServe = true,
            family = new[] { Spouse },
            injuries = new[] { new { what = "左臂骨折", grade = 8, certificateNumber = "示劳鉴〔2026〕1号" } },
            posts = new object[] { new { kind = "unit", unit = "示范厂", to = "2019" }, new { kind = "village_branch", unit = "示范村", title = "支委" } }
        })).Must(HttpStatusCode.Created);

        opened.Text("hardship.assessedOn").ShouldBe("2026-03");
        opened.Json.GetProperty("family")[0].GetProperty("phone").GetString().ShouldBe("139****0000");
        opened.Json.GetProperty("posts").EnumerateArray().Select(post => post.GetProperty("ended").GetBoolean()).ShouldBe([true, false]);
        (await officer.Get($"heroes/{opened.Id}", ("X-Purpose", "verification"))).Json.GetProperty("family")[0].GetProperty("phone").GetString().ShouldBe("13900000000");

        var amended = (await keeper.Patch($"heroes/{opened.Id}", """{"injuries": [], "nothingIn": ["injuries"], "hardship": null}""", ifMatch: 1)).Must(HttpStatusCode.OK);
        var again = await keeper.Patch($"heroes/{opened.Id}", new { injuries = Array.Empty<object>(), family = new[] { Spouse } }, ifMatch: 2);

        amended.Json.GetProperty("injuries").GetArrayLength().ShouldBe(0);
        amended.Json.GetProperty("family").GetArrayLength().ShouldBe(1);
        again.Must(HttpStatusCode.OK).Version.ShouldBe(2);
        (await api.Published<HeroFileChanged>()).ShouldHaveSingleItem().Members.ShouldBe(["hardship", "injuries", "nothingIn"], ignoreOrder: true);
        (await api.Count("recognition_injury")).ShouldBe(0);
        (await keeper.Get("heroes?q=13900000000")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        (await keeper.Get("heroes?q=左臂骨折")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_cannot_be_is_refused_where_it_stands(Engine engine)
    {
        await using var api = await Api.On(engine);
        var keeper = await api.Organisation();

        var refused = await keeper.Post("heroes", new
        {
            name = "示范甲",
            nationality = "China",
            family = new object[] { new { name = "示范乙", kinship = "0", phone = "139****0000" } },
            injuries = new object[] { new { what = "左臂骨折", grade = 11 } },
            posts = new object[] { new { kind = "unit", unit = "示范厂", from = "2020", to = "2019" } },
            nothingIn = new[] { "injuries" }
        });

        refused.Errors.ShouldBe([("/nationality", "value.format"), ("/family/0/kinship", "value.not_allowed"), ("/family/0/phone", "value.masked"), ("/injuries/0/grade", "value.out_of_range"),
            ("/posts/0/to", "hero.post_ends_first"), ("/nothingIn", "hero.section_not_empty")], ignoreOrder: true);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_a_file_lacks_is_a_list_of_work_that_gets_shorter_as_the_file_is_filled(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (keeper, stranger) = (await api.Organisation(), await api.Organisation(region: "350582"));
        var bare = (await keeper.Post("heroes", new { name = "示范甲" })).Must(HttpStatusCode.Created);
        var filled = (await keeper.Post("heroes", new
        {
            name = "示范乙",
            document = new { type = "id_card", number = "11010519491231002X" },
            householdRegion = "371502",
            politicalStatus = "01",
            education = "70",
            employmentStatus = "80",
            hardship = new { kind = "none" },
            family = new[] { Spouse },
            nothingIn = new[] { "injuries", "consents" }
        })).Must(HttpStatusCode.Created);

        Words(bare, "missing").ShouldBe(["identity", "family", "deed", "injuries", "political_status", "education", "occupation", "hardship", "contact", "documents", "consents"]);
        Words(filled, "missing").ShouldBe(["deed", "documents"]);
        (await Found(keeper, "sort=-missing")).ShouldBe([bare.Id, filled.Id]);
        (await Found(keeper, "missing=hardship")).ShouldBe([bare.Id]);
        (await Found(keeper, "missing[in]=hardship,deed&sort=missing")).ShouldBe([filled.Id, bare.Id]);
        (await Found(keeper, "complete=true")).ShouldBeEmpty();

        // Of who has died the family is kept in touch with, and nothing else is new.
        var died = (await keeper.Patch($"heroes/{bare.Id}", new { diedOn = "2019", phone = "13800000000" }, ifMatch: 1)).Must(HttpStatusCode.OK);
        Words(died, "missing").ShouldContain("contact");

        var counted = (await keeper.Get("heroes/completeness?region=371500")).Must(HttpStatusCode.OK);
        (counted.Text("files"), counted.Text("complete")).ShouldBe(("1", "0"));
        var all = (await keeper.Get("heroes/completeness")).Must(HttpStatusCode.OK).Json;
        all.GetProperty("files").GetInt64().ShouldBe(2);
        all.GetProperty("sections").EnumerateArray().ToDictionary(one => one.GetProperty("section").GetString()!, one => one.GetProperty("missing").GetInt64())["deed"].ShouldBe(2);
        (await stranger.Get($"heroes/completeness?org={keeper.OrgId}")).Text("files").ShouldBe("0");
        (await keeper.Get("heroes/completeness?region=37")).Errors.ShouldBe([("/query/region", "value.format")]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Party_members_with_a_post_in_a_village_or_unit_are_one_question(Engine engine)
    {
        await using var api = await Api.On(engine);
        var keeper = await api.Organisation();
        async Task<Guid> Hero(object body) => (await keeper.Post("heroes", body)).Must(HttpStatusCode.Created).Id;
        var village = await Hero(new { name = "示范甲", politicalStatus = "01", posts = new[] { new { kind = "village_committee", unit = "示范村" } }, bornOn = "1970-05-01" });
        var unit = await Hero(new { name = "示范乙", politicalStatus = "02", posts = new[] { new { kind = "cppcc", unit = "示范县" }, new { kind = "unit", unit = "示范厂" } }, willingToServe = true });
        var former = await Hero(new { name = "示范丙", politicalStatus = "01", posts = new[] { new { kind = "unit", unit = "示范厂", to = "2020" } }, diedOn = "2021" });
        var masses = await Hero(new
        {
            name = "示范丁",
            politicalStatus = "13",
            posts = new[] { new { kind = "unit", unit = "示范厂" } },
            injuries = new[] { new { what = "左臂骨折", grade = 8 } },
            livingRegion = "371502",
            occupation = "6",
            hardship = new { kind = "illness" }
        });

        (await Found(keeper, "politicalStatus[in]=01,02&post[in]=village_committee,village_branch,unit")).ShouldBe([village, unit]);
        (await Found(keeper, "post=unit")).ShouldBe([unit, masses]);
        (await Found(keeper, "holdsPost=false")).ShouldBe([former]);
        (await Found(keeper, "alive=false")).ShouldBe([former]);
        (await Found(keeper, "alive=true&politicalStatus=01")).ShouldBe([village]);
        (await Found(keeper, "willingToServe=true")).ShouldBe([unit]);
        (await Found(keeper, "grade=8")).ShouldBe([masses]);
        (await Found(keeper, "grade[lte]=7")).ShouldBeEmpty();
        (await Found(keeper, "hardship[ne]=none&occupation=6&livingRegion=370000")).ShouldBe([masses]);
        (await Found(keeper, "bornOn[gte]=1970-01-01&bornOn[lt]=1971-01-01&openedBy=legacy")).ShouldBe([village]);
        (await keeper.Get("heroes?post[in]=unit,king&grade=11&missing=everything")).Errors.Select(error => error.Pointer).ShouldBe(["/query/missing", "/query/post[in]", "/query/grade"]);
    }

    private static IEnumerable<string?> Words(Answer answer, string member) => answer.Json.GetProperty(member).EnumerateArray().Select(word => word.GetString());

    private static async Task<IReadOnlyList<Guid>> Found(Client caller, string asked) =>
        [.. (await caller.Get($"heroes?{asked}")).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid())];
}
