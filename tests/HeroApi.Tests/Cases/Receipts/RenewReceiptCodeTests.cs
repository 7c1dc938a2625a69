using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Receipts;

public sealed class RenewReceiptCodeTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_new_code_takes_the_place_of_the_old_one_and_is_on_record(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var lead = await officer.ReportedLead();
        var (number, old) = (lead.Text("receipt.number")!, lead.Text("receipt.code")!);

        var renewed = await officer.Post($"leads/{lead.Id}/receipt-code", key: "lost");
        var replayed = await officer.Post($"leads/{lead.Id}/receipt-code", key: "lost");

        renewed.Must(HttpStatusCode.OK).Text("number").ShouldBe(number);
        (replayed.Replayed, replayed.Body).ShouldBe((true, renewed.Body));
        (await LookUp(api, number, old)).MustRefuse(HttpStatusCode.NotFound, "receipt.unknown");
        (await LookUp(api, number, renewed.Text("code")!)).Must(HttpStatusCode.OK);
        (await officer.Get($"leads/{lead.Id}")).Version.ShouldBe(1);
        (await officer.Get($"audit?record={lead.Id}&action=cases.renew_receipt_code")).Json.GetProperty("items").GetArrayLength().ShouldBe(1);
        (await api.Holds(renewed.Text("code")!.Replace("-", "", StringComparison.Ordinal))).ShouldBeFalse();
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Only_the_owner_gives_one_and_only_while_the_lead_is_there(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (officer, stranger) = (await api.Organisation(), await api.Organisation(region: "350582"));
        var (lead, deleted) = (await officer.ReportedLead(("persons", new[] { new { name = "示范甲", householdRegion = "350582" } })), await officer.ReportedLead());
        await officer.Delete($"leads/{deleted.Id}?reason=test_data", ifMatch: 1);

        (await stranger.Post($"leads/{lead.Id}/receipt-code")).MustRefuse(HttpStatusCode.Conflict, "exchange.not_owner");
        (await stranger.Post($"leads/{deleted.Id}/receipt-code")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await officer.Post($"leads/{deleted.Id}/receipt-code")).MustRefuse(HttpStatusCode.Gone, "record.deleted");
        (await officer.Post($"leads/{Guid.CreateVersion7()}/receipt-code")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await LookUp(api, lead.Text("receipt.number")!, lead.Text("receipt.code")!)).Must(HttpStatusCode.OK);
    }

    private static Task<Answer> LookUp(Api api, string number, string code) => api.Nobody.Post($"lead-receipts/{number}/lookup", new { code }, key: "");
}
