using System.Net;
using HeroApi.Cases.Leads;
using HeroApi.Kernel.Events;
using HeroApi.Kernel.Messages;
using HeroApi.TestKit;
using HeroApi.Tests.Kernel.Planted;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Exchange.Offers;

/// <summary>What becomes of an offer: accepted, refused, withdrawn, expired or void.</summary>
public sealed class OfferLifeTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task An_accepted_lead_leaves_the_old_owner_and_reaches_the_new_one_as_it_is_by_then(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (old, next, home) = (await api.Organisation(), await api.Organisation(region: "370602"), await api.Organisation(region: "371521"));
        var lead = await old.ReportedLead(("persons", new[] { new { name = "示范甲", householdRegion = "371521" } }));
        var (left, right) = (await new Reader(old, "types=lead,offer").CatchUp(), await new Reader(next, "types=lead,offer").CatchUp());

        var offer = await old.Offer(lead.Id, next);
        (offer.Text("state"), offer.Text("ownerOrgId"), offer.Text("toOrgId"), offer.Version).ShouldBe(("open", $"{old.OrgId}", $"{next.OrgId}", 1));
        offer.Header("Location").ShouldBe($"/api/v1/offers/{offer.Id}");
        (await next.Get($"leads/{lead.Id}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await old.Patch($"leads/{lead.Id}", new { summary = "移交前补充" }, ifMatch: 1)).Must(HttpStatusCode.OK);
        (await right.CatchUp()).Present.ShouldBe([offer.Id]);
        var accepted = await next.Accept(offer);

        (accepted.Must(HttpStatusCode.OK).Text("state"), accepted.Version).ShouldBe(("accepted", 2));
        (await old.Get($"leads/{lead.Id}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await home.Get($"leads/{lead.Id}")).Must(HttpStatusCode.OK);
        var taken = await next.Get($"leads/{lead.Id}");
        (taken.Text("ownerOrgId"), taken.Text("ownerEpoch"), taken.Text("summary"), taken.Version).ShouldBe(($"{next.OrgId}", "2", "移交前补充", 3));
        (await left.CatchUp()).Held.ShouldBe(new Dictionary<Guid, (long, bool)> { [lead.Id] = (3, true), [offer.Id] = (2, false) }, ignoreOrder: true);
        (await right.CatchUp()).Held.ShouldBe(new Dictionary<Guid, (long, bool)> { [lead.Id] = (3, false), [offer.Id] = (2, false) }, ignoreOrder: true);
        (await api.Rows<string>("SELECT action FROM kernel_audit WHERE action LIKE 'exchange.%' ORDER BY id")).ShouldBe(["exchange.offer_record", "exchange.accept_offer"]);
        (await next.Post($"leads/{lead.Id}/acceptance", new { }, ifMatch: 3)).Must(HttpStatusCode.OK);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_receiver_is_told_enough_to_decide_and_nothing_of_persons(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (old, next) = (await api.Organisation(), await api.Organisation(region: "370602"));
        var reader = await api.Key(next.OrgId, ["offers:read"]);
        var lead = await old.ReportedLead();

        var offer = await old.Offer(lead.Id, next);
        var preview = await next.Get($"offers/{offer.Id}/preview");

        preview.Must(HttpStatusCode.OK).Json.GetProperty("facts").ToString().ShouldBe(
            $$"""{"state":"reported","channel":"grid_worker","regionCode":"371502","actedOn":"2026-05-01","reportedAt":"{{lead.Text("reportedAt")}}","persons":"1","injured":"0","died":"0"}""");
        foreach (var shown in (Answer[])[preview, await next.Get($"offers/{offer.Id}"), await next.Get("offers"), await next.Get("exchange/changes")])
            foreach (var personal in (string[])["示范甲", "11010519491231002X", "1101****", "13800000000", "138****", "示范河边", "落水儿童"])
                shown.Body.ShouldNotContain(personal);
        (await reader.Get($"offers/{offer.Id}/preview")).MustRefuse(HttpStatusCode.Forbidden, "auth.scope_missing");
        await next.Refuse(offer);
        (await next.Get($"offers/{offer.Id}/preview")).MustRefuse(HttpStatusCode.Conflict, "offer.closed");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_refused_or_withdrawn_lead_stays_and_may_be_offered_again(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (old, next) = (await api.Organisation(), await api.Organisation(region: "370602"));
        var lead = await old.ReportedLead();
        var reader = await new Reader(old, "types=offer&start=now").CatchUp();

        var first = await old.Offer(lead.Id, next);
        (await old.Post("offers", OfferStates.Body(lead.Id, next.OrgId))).MustRefuse(HttpStatusCode.Conflict, "offer.open_already");
        (await next.Refuse(first)).Must(HttpStatusCode.OK).Text("closedReason").ShouldBe("不属本单位管辖");
        var second = await old.Offer(lead.Id, next);
        (await old.Withdraw(second)).Must(HttpStatusCode.OK).Text("state").ShouldBe("withdrawn");
        var third = await old.Offer(lead.Id, next);

        (await old.Get("offers?direction=out")).Ids().ShouldBe([first.Id, second.Id, third.Id]);
        (await next.Get("offers?direction=in&state=open")).Ids().ShouldBe([third.Id]);
        (await next.Get("offers?direction=out")).Ids().ShouldBeEmpty();
        (await next.Get($"offers?record={lead.Id}&state=refused")).Ids().ShouldBe([first.Id]);
        (await old.Get($"leads/{lead.Id}")).Version.ShouldBe(1);
        (await reader.CatchUp()).Held.ShouldBe(new Dictionary<Guid, (long, bool)> { [first.Id] = (2, false), [second.Id] = (2, false), [third.Id] = (1, false) }, ignoreOrder: true);
        (await api.Count("kernel_timer", "name LIKE 'exchange.offer%'")).ShouldBe(1);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task An_offer_that_nobody_answers_lapses(Engine engine)
    {
        await using var api = await Api.On(engine, settings: "--Hero:OfferLasts=2.00:00:00");
        var (old, next) = (await api.Organisation(), await api.Organisation(region: "370602"));
        var (lead, other) = (await old.ReportedLead(), await old.ReportedLead());
        var offer = await old.Offer(lead.Id, next);
        var longer = await old.Offer(other.Id, next, expiresAt: "2026-06-11T09:00:00+08:00");
        DateTimeOffset.Parse(offer.Text("expiresAt")!, null).ShouldBe(DateTimeOffset.Parse(offer.Text("createdAt")!, null).AddDays(2));
        longer.Text("expiresAt").ShouldBe("2026-06-11T01:00:00Z");
        var reader = await new Reader(next, "types=offer").CatchUp();

        api.Clock.Advance(TimeSpan.FromDays(3));
        var late = (await next.Accept(offer)).MustRefuse(HttpStatusCode.Conflict, "offer.closed");
        await api.Settle();

        late.Text("current.state").ShouldBe("expired");
        (await old.Standing(offer)).ShouldBe(("expired", null));
        (await old.Standing(longer)).ShouldBe(("open", null));
        (await reader.CatchUp()).Held[offer.Id].ShouldBe((2, false));
        (await old.Offer(lead.Id, next)).Must(HttpStatusCode.Created);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task An_offer_is_void_once_its_lead_is_no_longer_to_be_had(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (old, next, heir) = (await api.Organisation(), await api.Organisation(region: "370602"), await api.Organisation(region: "371521"));
        var reader = await new Reader(next, "types=offer&start=now").CatchUp();
        var first = await old.ReportedLead();

        foreach (var (end, reason) in ((Func<Answer, Task>, string)[])
        [
            (async lead => (await old.Post($"leads/{lead.Id}/acceptance", new { }, ifMatch: 1)).Must(HttpStatusCode.OK), "decided"),
            (async lead => (await old.Post($"leads/{lead.Id}/dismissal", new { reason = "不属见义勇为" }, ifMatch: 1)).Must(HttpStatusCode.OK), "decided"),
            (async lead => (await old.Post($"leads/{lead.Id}/duplicate", new { ofLeadId = first.Id }, ifMatch: 1)).Must(HttpStatusCode.OK), "decided"),
            (async lead => (await old.Delete($"leads/{lead.Id}?reason=test_data", ifMatch: 1)).Must(HttpStatusCode.NoContent), "deleted"),
            (lead => api.GiveAway(lead.Id, heir.OrgId), "owner_changed")
        ])
        {
            var lead = await old.ReportedLead();
            var offer = await old.Offer(lead.Id, next);

            await end(lead);

            (await next.Standing(offer)).ShouldBe(("void", reason));
            (await next.Accept(offer)).MustRefuse(HttpStatusCode.PreconditionFailed, "record.version_stale");
            (await next.Post($"offers/{offer.Id}/acceptance", ifMatch: 2)).MustRefuse(HttpStatusCode.Conflict, "offer.closed").Text("current.state").ShouldBe("void");
            (await next.Get($"leads/{lead.Id}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
            (await reader.CatchUp()).Held[offer.Id].ShouldBe((2, false));
        }

        (await api.Count("kernel_timer", "name LIKE 'exchange.offer%'")).ShouldBe(0);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task An_offer_is_kept_as_closely_as_its_lead(Engine engine)
    {
        await using var api = await Api.On(engine);
        IReadOnlyList<string> trusted = [.. States.OfficerScopes, "protected:read"];
        var (old, next) = (await api.Organisation(scopes: trusted), await api.Organisation(region: "370602"));
        var keeper = await api.Key(next.OrgId, trusted);
        var lead = await old.ReportedLead();
        var offer = await old.Offer(lead.Id, next);
        var reader = await new Reader(next, "types=offer").CatchUp();

        (await old.Patch($"leads/{lead.Id}", new { protection = "restricted" }, ifMatch: 1)).Must(HttpStatusCode.OK);

        (await next.Get($"offers/{offer.Id}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await next.Get($"offers/{offer.Id}/preview")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await next.Post($"offers/{offer.Id}/acceptance", ifMatch: 2)).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await reader.CatchUp()).Held[offer.Id].ShouldBe((2, true));
        (await keeper.Get($"offers/{offer.Id}/preview")).Must(HttpStatusCode.OK);
        (await keeper.Post($"offers/{offer.Id}/acceptance", ifMatch: 2)).Must(HttpStatusCode.OK);
        (await keeper.Get($"leads/{lead.Id}")).Must(HttpStatusCode.OK);
        var closed = await old.ReportedLead(("protection", "sealed"));
        (await old.Post("offers", OfferStates.Body(closed.Id, next.OrgId))).MustRefuse(HttpStatusCode.Conflict, "offer.of_sealed");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task An_offer_needs_its_owner_another_organisation_a_reason_and_a_reported_lead(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (officer, other, home) = (await api.Organisation(), await api.Organisation(region: "370602"), await api.Organisation(region: "371521"));
        var clerk = await api.Key(officer.OrgId, ["leads:read", "leads:write", "offers:read"]);
        var lead = await officer.ReportedLead(("persons", new[] { new { name = "示范甲", householdRegion = "371521" } }));
        var accepted = await officer.AcceptedLead();

        (await officer.Post("offers", OfferStates.Body(lead.Id, officer.OrgId))).Errors.ShouldBe([("/toOrgId", "offer.to_owner")]);
        (await officer.Post("offers", OfferStates.Body(lead.Id, Guid.CreateVersion7()))).Errors.ShouldBe([("/toOrgId", "organisation.unknown")]);
        (await officer.Post("offers", new { type = "organisation", recordId = lead.Id, toOrgId = other.OrgId, reason = "x" })).Errors.ShouldBe([("/type", "value.not_allowed")]);
        (await officer.Post("offers", new { type = "lead", recordId = lead.Id, toOrgId = other.OrgId, reason = " " })).Errors.ShouldBe([("/reason", "value.required")]);
        (await officer.Post("offers", new { type = "lead", recordId = lead.Id, toOrgId = other.OrgId, reason = new string('长', 501) })).Errors.ShouldBe([("/reason", "value.too_long")]);
        foreach (var at in (string[])["2026-05-31T00:00:00Z", "2027-06-01T00:00:00Z"])
            (await officer.Post("offers", OfferStates.Body(lead.Id, other.OrgId, expiresAt: at))).Errors.ShouldBe([("/expiresAt", "value.out_of_range")]);
        (await officer.Post("offers", OfferStates.Body(lead.Id, other.OrgId, recordVersion: 7))).MustRefuse(HttpStatusCode.PreconditionFailed, "record.version_stale");
        (await officer.Post("offers", OfferStates.Body(accepted.Id, other.OrgId))).MustRefuse(HttpStatusCode.Conflict, "lead.transition.not_allowed");
        (await clerk.Post("offers", OfferStates.Body(lead.Id, other.OrgId))).MustRefuse(HttpStatusCode.Forbidden, "auth.scope_missing");
        (await home.Post("offers", OfferStates.Body(lead.Id, home.OrgId))).MustRefuse(HttpStatusCode.Conflict, "exchange.not_owner").Text("params.askOrgId").ShouldBe($"{officer.OrgId}");
        var unseen = (await other.Post("offers", OfferStates.Body(lead.Id, other.OrgId))).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        var absent = await other.Post("offers", OfferStates.Body(Guid.CreateVersion7(), other.OrgId));
        (unseen.Text("title"), unseen.Text("params")).ShouldBe((absent.Text("title"), absent.Text("params")));
        (await api.Count("exchange_offer")).ShouldBe(0);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Each_side_does_its_part_and_so_does_whoever_stands_above_it(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (city, otherCity) = (await api.Organisation(level: "prefecture", region: "371500"), await api.Organisation(level: "prefecture", region: "370600"));
        var (old, next, stranger) = (await api.Organisation(city), await api.Organisation(otherCity, region: "370602"), await api.Organisation(region: "371521"));
        var clerk = await api.Key(next.OrgId, ["leads:read", "leads:write", "offers:read"]);
        var (lead, second) = (await old.ReportedLead(), await old.ReportedLead());
        var offer = await old.Offer(lead.Id, next);

        (await old.Accept(offer)).MustRefuse(HttpStatusCode.Conflict, "offer.not_yours");
        (await city.Refuse(offer)).MustRefuse(HttpStatusCode.Conflict, "offer.not_yours");
        (await next.Withdraw(offer)).MustRefuse(HttpStatusCode.Conflict, "offer.not_yours");
        (await clerk.Accept(offer)).MustRefuse(HttpStatusCode.Forbidden, "auth.scope_missing");
        (await stranger.Accept(offer)).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await stranger.Get($"offers/{offer.Id}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await next.Post($"offers/{offer.Id}/acceptance")).MustRefuse(HttpStatusCode.PreconditionRequired, "record.precondition_required");
        (await next.Post($"offers/{offer.Id}/acceptance", ifMatch: 2)).MustRefuse(HttpStatusCode.PreconditionFailed, "record.version_stale");
        (await next.Post($"offers/{offer.Id}/refusal", new { reason = "" }, ifMatch: 1)).Errors.ShouldBe([("/reason", "value.required")]);
        (await old.Standing(offer)).ShouldBe(("open", null));

        (await otherCity.Accept(offer)).Must(HttpStatusCode.OK);
        (await next.Get($"leads/{lead.Id}")).Must(HttpStatusCode.OK);
        (await city.Withdraw(await old.Offer(second.Id, next))).Must(HttpStatusCode.OK);
        (await old.Get("offers?direction=sideways")).Errors.ShouldBe([("/query/direction", "query.parameter_invalid")]);
        (await api.Admin.Get("offers?direction=in")).MustRefuse(HttpStatusCode.Forbidden, "caller.organisation_required");
        (await api.Admin.Get("offers?count=exact")).Text("count").ShouldBe("2");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_retry_changes_nothing_and_gets_the_same_answer(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (old, next) = (await api.Organisation(), await api.Organisation(region: "370602"));
        var lead = await old.ReportedLead();

        var offer = await old.Post("offers", OfferStates.Body(lead.Id, next.OrgId), key: "offer-1");
        var again = await old.Post("offers", OfferStates.Body(lead.Id, next.OrgId), key: "offer-1");
        var accepted = await next.Post($"offers/{offer.Id}/acceptance", ifMatch: 1, key: "accept-1");
        var twice = await next.Post($"offers/{offer.Id}/acceptance", ifMatch: 1, key: "accept-1");

        (again.Replayed, again.Body).ShouldBe((true, offer.Must(HttpStatusCode.Created).Body));
        (twice.Replayed, twice.Body).ShouldBe((true, accepted.Must(HttpStatusCode.OK).Body));
        (await next.Get($"leads/{lead.Id}")).Version.ShouldBe(2);
        (await api.Count("exchange_offer")).ShouldBe(1);
    }
}

internal static class OtherWays
{
    /// <summary>A change of owner without an offer, as a merge of organisations makes it.</summary>
    internal static async Task GiveAway(this Api api, Guid lead, Guid to)
    {
        await using var scope = api.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Transactions>().Run(scope,
            () => scope.ServiceProvider.GetRequiredService<Records>().HandOver(LeadSource.Leads, [lead], to, CancellationToken.None), CancellationToken.None);
    }
}
