using System.Net;
using System.Text.Json;
using HeroApi.TestKit;

namespace HeroApi.Tests.Exchange.Offers;

internal static class OfferStates
{
    internal static object Body(Guid lead, Guid to, object? expiresAt = null, long? recordVersion = null) =>
        new { type = "lead", recordId = lead, toOrgId = to, reason = "行为发生地属贵单位管辖", expiresAt, recordVersion };

    /// <summary>A lead on offer.</summary>
    internal static async Task<Answer> Offer(this Client owner, Guid lead, Client to, object? expiresAt = null) =>
        (await owner.Post("offers", Body(lead, to.OrgId, expiresAt))).Must(HttpStatusCode.Created);

    internal static Task<Answer> Accept(this Client taker, Answer offer) => taker.Post($"offers/{offer.Id}/acceptance", ifMatch: offer.Version);

    internal static Task<Answer> Refuse(this Client taker, Answer offer) => taker.Post($"offers/{offer.Id}/refusal", new { reason = "不属本单位管辖" }, ifMatch: offer.Version);

    internal static Task<Answer> Withdraw(this Client owner, Answer offer) => owner.Post($"offers/{offer.Id}/withdrawal", ifMatch: offer.Version);

    /// <summary>The lead goes from one to the other.</summary>
    internal static async Task<Answer> HandOver(this Client owner, Guid lead, Client to) => (await to.Accept(await owner.Offer(lead, to))).Must(HttpStatusCode.OK);

    /// <summary>State and reason as one side sees them.</summary>
    internal static async Task<(string? State, string? Reason)> Standing(this Client side, Answer offer)
    {
        var now = (await side.Get($"offers/{offer.Id}")).Must(HttpStatusCode.OK);
        return (now.Text("state"), now.Text("closedReason"));
    }

    internal static IReadOnlyList<Guid> Ids(this Answer page) => [.. page.Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid())];

    internal static string? Text(this JsonElement item, string name) => item.TryGetProperty(name, out var member) ? member.ToString() : null;
}
