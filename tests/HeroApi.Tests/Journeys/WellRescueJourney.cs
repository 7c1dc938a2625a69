using System.Net;
using System.Text.Json.Nodes;
using HeroApi.Host.Samples;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Journeys;

/// <summary>The well rescue of the samples: confirmed where it happened, kept and honoured at home, and seen by whoever it concerns.</summary>
public sealed class WellRescueJourney
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task From_a_well_in_Yantai_to_a_plaque_in_Liaocheng(Engine engine)
    {
        await using var api = await Api.On(engine);
        var province = await api.Organisation(region: "370000", level: "province");
        var (yantai, liaocheng) = (await api.Organisation(province, "370600", "prefecture"), await api.Organisation(province, "371500", "prefecture"));
        var (county, home) = (await api.Organisation(yantai, "370686"), await api.Organisation(liaocheng, "371521"));
        var quanzhou = await api.Organisation(region: "350500", level: "prefecture");

        // The family found his school, and the county of the well confirms.
        var lead = (await county.Post("leads", ToldThisYear())).Must(HttpStatusCode.Created);
        var accepted = (await county.Post($"leads/{lead.Id}/acceptance", new { }, ifMatch: lead.Version)).Must(HttpStatusCode.OK);
        var opened = (await county.Get($"cases/{accepted.Text("caseId")}")).Must(HttpStatusCode.OK);
        var filed = await county.Step(opened, "filings", new { kind = "recommendation", filer = "beneficiary" });
        var concluded = await county.Conclude(await county.Step(filed, "acceptance", new { }));
        await yantai.PublishedPack("370600", rules: [new { key = "notice.within", period = new { amount = 5, unit = "days" } }, new { key = "hearing.before_refusal", flag = false }]);
        var noticed = await county.Publish(await county.Now(await county.ProposeEach(concluded, "confirmation")));
        await api.Becomes("2026-06-09");
        var decided = await county.StepFor(await county.Now(noticed), 0, "confirmation", new { number = "栖见确〔2026〕1号" });
        await api.Settle();

        // His file is opened at home, and the place of the act keeps sight of it.
        var hero = (await home.Get("heroes")).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("id").GetGuid();
        var file = (await county.Get($"heroes/{hero}")).Must(HttpStatusCode.OK);
        file.Text("ownerOrgId").ShouldBe(home.OrgId.ToString());
        file.Json.GetProperty("deeds")[0].GetProperty("caseId").GetGuid().ShouldBe(decided.Id);

        // Both cities honour him together.
        var title = (await liaocheng.Post("titles", new { level = "city", regionCode = "371500", name = "示范市见义勇为模范", kind = "model", subject = "person", grantingBody = "示范市人民政府" })).Must(HttpStatusCode.Created);
        var award = (await liaocheng.Post("awards", new
        {
            titleId = title.Id,
            heroIds = new[] { hero },
            grantedOn = "2026-06-09",
            number = "聊政字〔2026〕1号",
            caseId = decided.Id,
            jointOrgIds = new[] { yantai.OrgId }
        })).Must(HttpStatusCode.Created);

        // The plaque is hung at his parents' door, and the certificate proves itself to anybody who has it in hand.
        var photo = (await home.Upload(Uploads.Photo())).Must(HttpStatusCode.Created).Id;
        var made = (await home.Post($"heroes/{hero}/plaques", new { by = "示范牌匾厂" })).Must(HttpStatusCode.OK);
        var plaque = $"heroes/{hero}/plaques/{made.Parts("plaques")[0]}";
        var issued = (await home.Post($"{plaque}/issue", new { by = "示范县见义勇为协会" }, ifMatch: made.Version)).Must(HttpStatusCode.OK);
        var hung = (await home.Post($"{plaque}/hanging", new { by = "示范村村委会", fileIds = new[] { photo } }, ifMatch: issued.Version)).Must(HttpStatusCode.OK);
        hung.Json.GetProperty("plaques")[0].GetProperty("state").GetString().ShouldBe("hung");
        var certificate = (await home.Post($"heroes/{hero}/certificates", new { kind = "confirmation", caseId = decided.Id })).Must(HttpStatusCode.Created);
        var (number, code) = (Uri.EscapeDataString(certificate.Text("certificate.number")!), certificate.Text("code"));
        (await api.Nobody.Post($"public/certificates/{number}/lookup", new { code })).Must(HttpStatusCode.OK).Body.ShouldBe("""{"genuine":true}""");
        (await api.Nobody.Post($"public/certificates/{number}/lookup", new { code = "00000000" })).Must(HttpStatusCode.OK).Body.ShouldBe("""{"genuine":false}""");

        // Each reads in its feed what concerns it.
        await api.Settle();
        Guid[] all = [lead.Id, decided.Id, hero, award.Id];
        (await Feed(province, all)).ShouldBe(all, ignoreOrder: true);
        (await Feed(yantai, all)).ShouldBe(all, ignoreOrder: true);
        (await Feed(county, all)).ShouldBe([lead.Id, decided.Id, hero], ignoreOrder: true);
        (await Feed(liaocheng, all)).ShouldBe(all, ignoreOrder: true);
        (await Feed(home, all)).ShouldBe(all, ignoreOrder: true);
        (await Feed(quanzhou, all)).ShouldBeEmpty();
    }

    /// <summary>The lead of the samples, a year later: the statute gives one year to file.</summary>
    private static JsonObject ToldThisYear()
    {
        var told = JsonNode.Parse(SampleFiles.ToldLead.GetRawText())!.AsObject();
        (told["acted"]!["on"], told["reportedAt"]) = ("2026-05-01", "2026-05-20T10:00:00+08:00");
        return told;
    }

    /// <summary>Those of the records that a reader finds in its feed.</summary>
    private static async Task<IReadOnlyList<Guid>> Feed(Client reader, IReadOnlyCollection<Guid> of)
    {
        var (read, next) = (new List<Guid>(), "exchange/changes?limit=500");
        for (var upToDate = false; !upToDate;)
        {
            var page = (await reader.Get(next)).Must(HttpStatusCode.OK);
            read.AddRange(page.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid()));
            (next, upToDate) = (page.Text("next")!, page.Text("upToDate") == "true");
        }

        return [.. read.Where(of.Contains).Distinct()];
    }
}
