using System.Net;
using HeroApi.Organisations.Contracts;
using HeroApi.TestKit;
using HeroApi.Tests.Exchange.Offers;
using HeroApi.Tests.Organisations.Organisations;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Organisations.Mergers;

public sealed class MergeOrganisationTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Records_homes_and_those_below_pass_to_the_heir(Engine engine)
    {
        await using var api = await Api.On(engine);
        var counties = await Counties.In(api);
        var (own, theirs, both, sealedOne) = (await counties.Old.ReportedLead(), await counties.Stranger.ReportedLead(Counties.PersonOf(Counties.OldRegion)),
            await counties.Old.ReportedLead(Counties.PersonOf(Counties.OldRegion, Counties.NewRegion)), await counties.Old.ReportedLead(("protection", "sealed")));
        var below = await counties.Township.ReportedLead();
        var opened = (await counties.Old.Post($"leads/{own.Id}/acceptance", new { }, ifMatch: 1)).Must(HttpStatusCode.OK).Text("caseId");

        var job = await counties.Merge();
        await api.Settle();

        job.Header("Location").ShouldBe($"/api/v1/jobs/{job.Id}");
        job.Header("Retry-After").ShouldBe("1");
        var ended = (await counties.City.Get($"jobs/{job.Id}")).Must(HttpStatusCode.OK);
        (ended.Text("kind"), ended.Text("state"), ended.Text("phase")).ShouldBe(("organisations.merger", "succeeded", "merged"));
        var heir = counties.New.OrgId.ToString();
        foreach (var path in (string[])[$"leads/{own.Id}", $"leads/{both.Id}", $"cases/{opened}"])
            (await counties.New.Get(path)).Must(HttpStatusCode.OK).Text("ownerOrgId").ShouldBe(heir);
        (await counties.New.Get($"leads/{both.Id}")).Text("homeOrgIds").ShouldBe($"[\"{heir}\"]");
        (await counties.New.Get($"leads/{theirs.Id}")).Must(HttpStatusCode.OK).Text("homeOrgIds").ShouldBe($"[\"{heir}\"]");
        (await (await api.Key(counties.New.OrgId, ["leads:read", "protected:read"])).Get($"leads/{sealedOne.Id}")).Must(HttpStatusCode.OK).Text("ownerOrgId").ShouldBe(heir);
        (await counties.New.Get($"leads/{below.Id}")).Must(HttpStatusCode.OK).Text("ownerOrgId").ShouldBe(counties.Township.OrgId.ToString());
        (await counties.New.Ids($"organisations/{heir}/children")).ShouldBe([counties.Township.OrgId]);
        // Old records keep the unit they were reported by.
        (await counties.New.Get($"leads/{own.Id}")).Text("reportingOrgId").ShouldBe(counties.Old.OrgId.ToString());
        (await api.Published<OrganisationMerged>()).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            said => said.OrgId.ShouldBe(counties.Old.OrgId), said => said.IntoOrgId.ShouldBe(counties.New.OrgId));
        (await api.Rows<string>("SELECT note FROM kernel_audit WHERE action = 'organisations.merge_organisation'")).ShouldBe(["两县合并"]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_merged_one_is_gone_and_says_where_it_went(Engine engine)
    {
        await using var api = await Api.On(engine);
        var counties = await Counties.In(api);
        await counties.Merge();
        await api.Settle();
        var path = $"organisations/{counties.Old.OrgId}";

        foreach (var answer in (Answer[])[await counties.City.Get(path), await counties.New.Get(path), await api.Admin.Get(path), await counties.City.Get($"{path}/children"),
            await counties.City.Get($"{path}/activity"), await counties.City.Patch(path, new { name = "新名" }, ifMatch: 2),
            await counties.City.Post($"{path}/parent", new { parentId = counties.City.OrgId, reason = "调整" }, ifMatch: 2),
            await counties.City.Post($"{path}/merger", new { intoOrgId = counties.New.OrgId, reason = "调整" }, ifMatch: 2), await counties.City.Delete($"{path}/merger", ifMatch: 2)])
            answer.MustRefuse(HttpStatusCode.Gone, "organisation.merged").Text("params.mergedInto").ShouldBe(counties.New.OrgId.ToString());
        (await counties.Stranger.Get(path)).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await counties.City.Ids("organisations")).ShouldBe([counties.City.OrgId, counties.New.OrgId, counties.Township.OrgId], ignoreOrder: true);
        (await counties.New.Ids($"organisations/{counties.New.OrgId}/predecessors")).ShouldBe([counties.Old.OrgId]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Nothing_new_may_name_it_and_every_refusal_names_the_heir(Engine engine)
    {
        await using var api = await Api.On(engine);
        var counties = await Counties.In(api);
        var lead = await counties.City.ReportedLead();
        await counties.Merge();
        await api.Settle();
        var (gone, heir) = (counties.Old.OrgId, counties.New.OrgId.ToString());

        (string Pointer, Answer Answer)[] refused =
        [
            ("/reportingOrgId", await counties.City.Post("leads", States.LeadBody(("reportingOrgId", gone)))),
            ("/toOrgId", await counties.City.Post("offers", OfferStates.Body(lead.Id, gone))),
            ("/orgId", await counties.City.Post("api-keys", new { name = "k", orgId = gone, scopes = new[] { "leads:read" } })),
            ("/parentId", await counties.City.Post("organisations", OrganisationStates.Body(("parentId", gone), ("jurisdictions", Array.Empty<object>())))),
            ("/parentId", await counties.City.Post($"organisations/{counties.Township.OrgId}/parent", new { parentId = gone, reason = "调整" }, ifMatch: 2)),
            ("/intoOrgId", await counties.City.Post($"organisations/{counties.Township.OrgId}/merger", new { intoOrgId = gone, reason = "调整" }, ifMatch: 2))
        ];

        foreach (var (pointer, answer) in refused)
        {
            answer.MustRefuse(HttpStatusCode.BadRequest, "request.invalid").Errors.ShouldBe([(pointer, "organisation.merged_away")]);
            answer.Json.GetProperty("errors")[0].GetProperty("params").GetProperty("mergedInto").GetString().ShouldBe(heir);
        }
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Places_change_hands_on_the_day_and_old_days_keep_their_unit(Engine engine)
    {
        await using var api = await Api.On(engine);
        var counties = await Counties.In(api);
        await counties.Merge();
        await api.Settle();
        async Task<string> Competent(string on) => string.Join(' ', (await counties.New.Get($"organisations/competent?region={Counties.OldRegion}&date={on}")).Json.GetProperty("items")
            .EnumerateArray().Where(one => one.GetProperty("jurisdictionCode").GetString() == Counties.OldRegion)
            .Select(one => $"{one.GetProperty("id").GetString()} {(one.TryGetProperty("mergedInto", out var into) ? into.GetString() : "-")}"));

        (await Competent("2026-05-31")).ShouldBe($"{counties.Old.OrgId} {counties.New.OrgId}");
        (await Competent("2026-06-01")).ShouldBe($"{counties.New.OrgId} -");
        (await counties.New.Get($"organisations/{counties.New.OrgId}")).Text("jurisdictions").ShouldBe(
            $$"""[{"regionCode":"{{Counties.OldRegion}}","validFrom":"2026-06-01"},{"regionCode":"{{Counties.NewRegion}}","validFrom":"2000-01-01"}]""");

        // An act of before that is reported now goes to who is there now.
        var late = await counties.Stranger.ReportedLead(("place", new { regionCode = Counties.OldRegion }), Counties.PersonOf(Counties.OldRegion), ("acted", new { on = "2020-05-01" }));
        (late.Text("competentOrgId"), late.Text("homeOrgIds")).ShouldBe(($"{counties.New.OrgId}", $"[\"{counties.New.OrgId}\"]"));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_heir_counts_what_both_have_reported(Engine engine)
    {
        await using var api = await Api.On(engine);
        var counties = await Counties.In(api);
        await counties.Old.ReportedLead();
        await counties.New.ReportedLead();
        await counties.New.ReportedLead(("acted", new { on = "2024-05-01" }), ("reportedAt", "2024-06-01T08:00:00+08:00"));

        await counties.Merge();
        await api.Settle();

        (await counties.New.Get($"organisations/{counties.New.OrgId}/activity")).Text("years").ShouldBe("""[{"year":2026,"leads":2},{"year":2024,"leads":1}]""");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Its_keys_go_on_for_the_heir_without_what_would_reach_further(Engine engine)
    {
        await using var api = await Api.On(engine);
        var counties = await Counties.In(api);
        var onlyReaching = await api.Key(counties.Old.OrgId, ["keys:manage", "pii:read"]);
        var made = (await api.Admin.Post("api-keys", new { name = "k", orgId = counties.Old.OrgId, scopes = Array.Empty<string>(), roles = new[] { "auditor", "decision_maker" } })).Must(HttpStatusCode.Created);
        var byRole = api.With(made.Text("secret"));
        var closely = await counties.New.ReportedLead(("protection", "restricted"));
        await counties.Merge();
        await api.Settle();

        var me = (await counties.Old.Get("me")).Must(HttpStatusCode.OK);
        me.Text("organisation.id").ShouldBe(counties.New.OrgId.ToString());
        me.Json.GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()).ShouldBe(States.OfficerScopes, ignoreOrder: true);
        (await counties.Old.ReportedLead()).Text("ownerOrgId").ShouldBe(counties.New.OrgId.ToString());
        (await counties.Old.Get($"leads/{closely.Id}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        var held = (await byRole.Get("me")).Json;
        held.GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString())
            .ShouldBe(["audit:read", "cases:decide", "cases:read", "heroes:read", "honours:decide", "leads:read", "orgs:read"], ignoreOrder: true);
        (await onlyReaching.Get("me")).MustRefuse(HttpStatusCode.Unauthorized, "auth.required");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_it_has_on_offer_ends_and_what_it_was_offered_is_the_heirs_to_answer(Engine engine)
    {
        await using var api = await Api.On(engine);
        var counties = await Counties.In(api);
        var (given, taken, within) = (await counties.Old.ReportedLead(), await counties.Stranger.ReportedLead(), await counties.New.ReportedLead());
        var (byOld, toOld, byNew) = (await counties.Old.Offer(given.Id, counties.Stranger), await counties.Stranger.Offer(taken.Id, counties.Old), await counties.New.Offer(within.Id, counties.Old));

        await counties.Merge();
        await api.Settle();

        (await counties.Stranger.Standing(byOld)).ShouldBe(("void", "owner_changed"));
        (await counties.New.Standing(byNew)).ShouldBe(("void", "receiver_merged"));
        var present = (await counties.New.Get($"offers/{toOld.Id}")).Must(HttpStatusCode.OK);
        (present.Text("state"), present.Text("toOrgId")).ShouldBe(("open", $"{counties.New.OrgId}"));
        (await counties.New.Accept(present)).Must(HttpStatusCode.OK);
        (await counties.New.Get($"leads/{taken.Id}")).Must(HttpStatusCode.OK).Text("ownerOrgId").ShouldBe(counties.New.OrgId.ToString());
        (await counties.New.Get($"leads/{given.Id}")).Must(HttpStatusCode.OK).Text("ownerOrgId").ShouldBe(counties.New.OrgId.ToString());
        (await api.Rows<long>("SELECT COUNT(*) FROM exchange_offer o JOIN kernel_scope s ON s.record_id = o.id AND s.axis = 'owner' WHERE s.org_id <> o.owner_org_id")).ShouldBe([0]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_feed_tells_both_sides(Engine engine)
    {
        await using var api = await Api.On(engine);
        var counties = await Counties.In(api);
        var neighbour = await api.Organisation(region: "371600", level: "prefecture");
        var moved = (await api.Admin.Post($"organisations/{counties.New.OrgId}/parent", new { parentId = neighbour.OrgId, reason = "先划归邻市" }, ifMatch: 1)).Must(HttpStatusCode.OK);
        var lead = await counties.Old.ReportedLead();
        await api.Settle();
        async Task<string> From(Client reader) => (await reader.Get("exchange/changes?start=now")).Text("token")!;
        var (byCity, byNeighbour) = (await From(counties.City), await From(neighbour));

        await counties.Merge(api.Admin);
        await api.Settle();

        (await Heard(counties.City, byCity, lead.Id)).ShouldBe(("removed", "out_of_scope", null));
        (await Heard(counties.City, byCity, counties.Old.OrgId)).ShouldBe(("removed", "merged", counties.New.OrgId.ToString()));
        (await Heard(neighbour, byNeighbour, lead.Id)).ShouldBe(("upsert", null, null));
        (await Heard(neighbour, byNeighbour, counties.Township.OrgId)).ShouldBe(("upsert", null, null));
        (await counties.City.Get($"leads/{lead.Id}")).Status.ShouldNotBe(HttpStatusCode.OK);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Where_it_went_is_followed_when_the_heir_goes_on_too(Engine engine)
    {
        await using var api = await Api.On(engine);
        var counties = await Counties.In(api);
        var third = await api.Organisation(counties.City, "371521");
        await counties.Old.ReportedLead();
        await counties.Merge();
        await api.Settle();
        var present = await counties.City.Get($"organisations/{counties.New.OrgId}");

        (await counties.City.Post($"organisations/{counties.New.OrgId}/merger", new { intoOrgId = third.OrgId, reason = "再合并" }, ifMatch: present.Version)).Must(HttpStatusCode.Accepted);
        await api.Settle();

        foreach (var gone in (Client[])[counties.Old, counties.New])
            (await counties.City.Get($"organisations/{gone.OrgId}")).MustRefuse(HttpStatusCode.Gone, "organisation.merged").Text("params.mergedInto").ShouldBe(third.OrgId.ToString());
        (await third.Get($"organisations/{third.OrgId}/activity")).Text("years").ShouldBe("""[{"year":2026,"leads":1}]""");
        (await third.Ids($"organisations/{third.OrgId}/predecessors")).ShouldBe([counties.Old.OrgId, counties.New.OrgId]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_makes_no_sense_or_reaches_too_far_is_refused(Engine engine)
    {
        await using var api = await Api.On(engine);
        var counties = await Counties.In(api);
        var rival = await api.Organisation(counties.City, Counties.OldRegion, kind: "foundation");
        var foundation = await api.Organisation(counties.City, Counties.NewRegion, kind: "foundation");
        var keeper = await api.Key(counties.Old.OrgId, OrganisationStates.Keeper);
        object Into(Guid org, string reason = "合并") => new { intoOrgId = org, reason };
        var path = $"organisations/{counties.Old.OrgId}/merger";

        (await counties.City.Post(path, Into(counties.Old.OrgId), ifMatch: 1)).Errors.ShouldBe([("/intoOrgId", "organisation.merger_into_itself")]);
        (await counties.City.Post(path, Into(counties.Township.OrgId), ifMatch: 1)).MustRefuse(HttpStatusCode.Conflict, "organisation.circle");
        (await counties.City.Post(path, Into(counties.Stranger.OrgId), ifMatch: 1)).Errors.ShouldBe([("/intoOrgId", "organisation.unknown")]);
        (await counties.City.Post(path, Into(Guid.CreateVersion7()), ifMatch: 1)).Errors.ShouldBe([("/intoOrgId", "organisation.unknown")]);
        (await counties.City.Post(path, Into(counties.New.OrgId, ""), ifMatch: 1)).Errors.ShouldBe([("/reason", "value.required")]);
        (await counties.City.Post(path, Into(counties.New.OrgId), ifMatch: 7)).MustRefuse(HttpStatusCode.PreconditionFailed, "record.version_stale");
        (await counties.City.Post(path, Into(counties.New.OrgId))).MustRefuse(HttpStatusCode.PreconditionRequired, "record.precondition_required");
        (await counties.City.Post(path, Into(foundation.OrgId), ifMatch: 1)).MustRefuse(HttpStatusCode.Conflict, "organisation.jurisdiction_taken").Text("params.regionCode").ShouldBe(Counties.OldRegion);
        (await keeper.Post(path, Into(counties.Township.OrgId), ifMatch: 1)).MustRefuse(HttpStatusCode.Conflict, "organisation.circle");
        (await keeper.Post($"organisations/{counties.Township.OrgId}/merger", Into(counties.New.OrgId), ifMatch: 1)).Errors.ShouldBe([("/intoOrgId", "organisation.unknown")]);
        (await keeper.Delete(path, ifMatch: 1)).MustRefuse(HttpStatusCode.Forbidden, "organisation.parent_out_of_reach");
        (await counties.New.Post(path, Into(counties.New.OrgId), ifMatch: 1)).MustRefuse(HttpStatusCode.Forbidden, "auth.scope_missing");
        (await counties.City.Delete(path, ifMatch: 1)).MustRefuse(HttpStatusCode.Conflict, "organisation.merger_not_open");
        (await api.Count("kernel_job")).ShouldBe(0);
        (await counties.City.Get($"organisations/{rival.OrgId}")).Version.ShouldBe(1);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Only_checking_changes_nothing(Engine engine)
    {
        await using var api = await Api.On(engine);
        var counties = await Counties.In(api);

        (await counties.City.Post($"organisations/{counties.Old.OrgId}/merger?validateOnly=true", new { intoOrgId = counties.New.OrgId, reason = "合并" }, ifMatch: 1)).Must(HttpStatusCode.OK);

        (await api.Count("kernel_job")).ShouldBe(0);
        (await counties.City.Get($"organisations/{counties.Old.OrgId}")).Version.ShouldBe(1);
    }

    private static async Task<(string? Op, string? Reason, string? Into)> Heard(Client reader, string token, Guid id)
    {
        var last = (await reader.Get($"exchange/changes?limit=200&token={Uri.EscapeDataString(token)}")).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray()
            .Last(item => item.GetProperty("id").GetGuid() == id);
        string? Text(string name) => last.TryGetProperty(name, out var value) ? value.GetString() : null;
        return (Text("op"), Text("reason"), Text("mergedInto"));
    }
}
