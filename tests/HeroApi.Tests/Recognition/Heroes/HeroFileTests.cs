using System.Net;
using HeroApi.Recognition.Contracts;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Recognition.Heroes;

public sealed class HeroFileTests
{
    private static readonly object Document = new { type = "id_card", number = "11010519491231002X" };

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_file_from_old_papers_has_a_number_of_its_own_and_shows_masks(Engine engine)
    {
        await using var api = await Api.On(engine);
        var keeper = await api.Organisation();

        var opened = await keeper.Post("heroes", new { name = "示范甲", document = Document, phone = "13800000000", address = "示范镇示范村 1 号", diedOn = "2004", politicalStatus = "01" });

        opened.Must(HttpStatusCode.Created);
        opened.Text("fileNumber").ShouldBe("2026-0001");
        opened.Text("openedBy").ShouldBe("legacy");
        opened.Text("sex").ShouldBe("female");
        opened.Text("bornOn").ShouldBe("1949-12-31");
        opened.Text("diedOn").ShouldBe("2004");
        opened.Text("contactState").ShouldBe("deceased");
        opened.Text("document.number").ShouldBe("1101**********002X");
        opened.Text("phone").ShouldBe("138****0000");
        opened.Text("address").ShouldBe("示范镇*******");
        (await api.Published<HeroFileOpened>()).ShouldHaveSingleItem().KeeperOrgId.ShouldBe(keeper.OrgId);
        (await keeper.Get("heroes?q=sfj&count=exact")).Text("count").ShouldBe("1");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task One_person_has_one_file_and_is_named_only_to_who_may_see_it(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (keeper, stranger) = (await api.Organisation(), await api.Organisation(region: "350582"));
        var opened = (await keeper.Post("heroes", new { name = "示范甲", document = Document })).Must(HttpStatusCode.Created);

        var again = await keeper.Post("heroes", new { name = "示范甲", document = Document });
        var elsewhere = await stranger.Post("heroes", new { name = "示范甲", document = Document });

        again.MustRefuse(HttpStatusCode.Conflict, "hero.person_has_file");
        again.Text("params.id").ShouldBe(opened.Id.ToString());
        elsewhere.MustRefuse(HttpStatusCode.Conflict, "hero.person_has_file");
        elsewhere.Text("params.id").ShouldBeNull();
        (await api.Count("recognition_hero")).ShouldBe(1);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Of_many_at_once_for_one_person_one_opens_the_file(Engine engine)
    {
        await using var api = await Api.On(engine);
        var keeper = await api.Organisation();

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => keeper.Post("heroes", new { name = "示范甲", document = Document })));

        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1);
        answers.Where(answer => answer.Status != HttpStatusCode.Created).ShouldAllBe(answer => answer.Code == "hero.person_has_file");
        (await api.Count("recognition_hero")).ShouldBe(1);
        (await api.Published<HeroFileOpened>()).Count.ShouldBe(1);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_patch_leaves_what_it_does_not_name_and_frees_the_number_of_who_it_was_not(Engine engine)
    {
        await using var api = await Api.On(engine);
        var keeper = await api.Organisation();
        var opened = (await keeper.Post("heroes", new { name = "示范甲", document = Document, phone = "13800000000" })).Must(HttpStatusCode.Created);

        var amended = (await keeper.Patch($"heroes/{opened.Id}", new { document = new { type = "passport", number = "e12345678" } }, ifMatch: 1)).Must(HttpStatusCode.OK);
        var other = await keeper.Post("heroes", new { name = "示范乙", document = Document });

        amended.Version.ShouldBe(2);
        amended.Text("phone").ShouldBe("138****0000");
        amended.Text("fileNumber").ShouldBe("2026-0001");
        other.Must(HttpStatusCode.Created).Text("fileNumber").ShouldBe("2026-0002");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_number_from_paper_is_kept_and_never_given_twice(Engine engine)
    {
        await using var api = await Api.On(engine);
        var keeper = await api.Organisation();
        (await keeper.Post("heroes", new { name = "示范甲", fileNumber = "2026-0001" })).Must(HttpStatusCode.Created);

        var next = await keeper.Post("heroes", new { name = "示范乙" });
        var taken = await keeper.Post("heroes", new { name = "示范丙", fileNumber = "2026-0001" });
        var number = await keeper.Post("heroes", new { name = "示范丁", fileNumber = "11010519491231002X" });

        next.Must(HttpStatusCode.Created).Text("fileNumber").ShouldBe("2026-0002");
        taken.MustRefuse(HttpStatusCode.Conflict, "hero.file_number_taken");
        number.Errors.ShouldBe([("/fileNumber", "hero.file_number_of_person")]);
    }
}
