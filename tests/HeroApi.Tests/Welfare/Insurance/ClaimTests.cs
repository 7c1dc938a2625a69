using System.Net;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Welfare.Insurance;

public sealed class ClaimTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_claim_goes_from_the_report_over_its_documents_and_the_decision_to_the_last_payment(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (home, stranger) = (await api.Organisation(region: "371502"), await api.Organisation(region: "350582"));
        var colleague = await api.Key(home.OrgId);
        var (hero, policy) = (await Registered(api, home), await Policy(home));
        api.Clock.Advance(TimeSpan.FromDays(10));
        var claimed = Claim(hero, policy, ("kind", "disability"), ("grade", 4), ("eventOn", "2026-06-03"), ("claimedFen", 15_000_000), ("reportedOn", "2026-06-05"));

        // Thirty days of the policy after the event; sent again it is one claim.
        var reported = (await home.Post("insurance-claims", claimed, key: "report")).Must(HttpStatusCode.Created);
        (await home.Post("insurance-claims", claimed, key: "report")).Must(HttpStatusCode.Created).Id.ShouldBe(reported.Id);
        (reported.Text("state"), reported.Text("reportDueOn"), reported.Text("lateDays"), reported.Text("dueOn")).ShouldBe(("reported", "2026-07-03", "0", null));
        var claim = $"insurance-claims/{reported.Id}";

        var asked = (await home.Post($"{claim}/document-requests", new { documents = new object[] { new { kind = "disability_appraisal" }, new { kind = "bank_account", note = "本人账户" } }, by = "2026-06-20", on = "2026-06-05" }, ifMatch: 1))
            .Must(HttpStatusCode.OK);
        (asked.Text("state"), asked.Text("missing"), asked.Text("dueOn")).ShouldBe(("documents_asked", "[1,2]", "2026-06-20"));
        var scan = (await home.Upload(Uploads.Photo())).Must(HttpStatusCode.Created).Id;
        (await stranger.Get($"files/{scan}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        // Whoever sees the claim sees its scans.
        var half = (await home.Post($"{claim}/documents", new { documents = new[] { new { number = 1, receivedOn = "2026-06-08", fileIds = new[] { scan } } } }, ifMatch: 2)).Must(HttpStatusCode.OK);
        (half.Text("state"), half.Text("missing"), half.Json.GetProperty("documents")[0].GetProperty("fileIds")[0].GetGuid()).ShouldBe(("documents_asked", "[2]", scan));
        (await colleague.Get($"files/{scan}")).Must(HttpStatusCode.OK);
        (await home.Post($"{claim}/submission", new { }, ifMatch: 3)).MustRefuse(HttpStatusCode.Conflict, "claim.transition.not_allowed").Text("allowedActions").ShouldBe("""["amendment","document-requests","documents","withdrawal"]""");
        (await home.Post($"{claim}/documents", new { documents = new[] { new { number = 3 } } }, ifMatch: 3)).Errors.ShouldBe([("/documents/0/number", "claim.document_unknown")]);
        (await home.Post($"{claim}/documents", new { documents = new[] { new { number = 2, fileIds = new[] { scan } } } }, ifMatch: 3)).Must(HttpStatusCode.OK).Text("state").ShouldBe("documents_complete");
        (await home.Post($"{claim}/submission", new { on = "2026-06-10" }, ifMatch: 4)).Errors.ShouldBe([("/on", "claim.day_order")], "the second document came today");

        // Twenty days of the policy for the decision; ten of the law for the payment, and the tenth is a Sunday.
        var submitted = (await home.Post($"{claim}/submission", new { insurerNumber = "示赔1" }, ifMatch: 4)).Must(HttpStatusCode.OK);
        (submitted.Text("state"), submitted.Text("decisionDueOn"), submitted.Text("dueOn"), submitted.Text("insurerNumber")).ShouldBe(("submitted", "2026-07-01", "2026-07-01", "示赔1"));
        (await home.Post($"{claim}/decision", new { outcome = "approved", approvedFen = 12_000_000 }, ifMatch: 5)).Errors.ShouldBe([("/reason", "value.required")], "less than was claimed");
        (await home.Post($"{claim}/decision", new { outcome = "rejected", approvedFen = 1 }, ifMatch: 5)).Errors.ShouldBe([("/approvedFen", "value.unwanted"), ("/reason", "value.required")], ignoreOrder: true);
        (await home.Post($"{claim}/payments", Payment(1, "示付0"))).MustRefuse(HttpStatusCode.Conflict, "claim.transition.not_allowed");
        var approved = (await home.Post($"{claim}/decision", new { outcome = "approved", approvedFen = 12_000_000, reason = "按四级比例", number = "示核1" }, ifMatch: 5)).Must(HttpStatusCode.OK);
        (approved.Text("state"), approved.Text("approvedFen"), approved.Text("paymentDueOn"), approved.Text("dueOn")).ShouldBe(("approved", "12000000", "2026-06-22", "2026-06-22"));

        (await home.Post($"{claim}/payments", Payment(5_000_000, "示付1"), key: "pay")).Must(HttpStatusCode.OK).Text("state").ShouldBe("approved");
        (await home.Post($"{claim}/payments", Payment(5_000_000, "示付1"), key: "pay")).Must(HttpStatusCode.OK).Replayed.ShouldBeTrue();
        (await home.Post($"{claim}/payments", Payment(5_000_000, "示付1"))).MustRefuse(HttpStatusCode.Conflict, "claim.receipt_recorded");
        (await home.Post($"{claim}/payments", new { amountFen = 1, receiptNumber = "示付2", on = "2026-06-10" })).Errors.ShouldBe([("/on", "claim.day_order")], "before it was granted");
        (await home.Post($"{claim}/payments", Payment(7_000_001, "示付2"))).MustRefuse(HttpStatusCode.Conflict, "claim.exceeds_approved").Text("params.leftFen").ShouldBe("7000000");
        var raced = await Task.WhenAll(Enumerable.Range(0, 4).Select(number => home.Post($"{claim}/payments", Payment(3_500_000, $"示付{number + 3}"))));
        raced.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(2, "never more than was granted, however many are recorded at once");
        var paid = (await home.Get(claim)).Must(HttpStatusCode.OK);
        (paid.Text("state"), paid.Text("paidFen"), paid.Json.GetProperty("payments").GetArrayLength(), paid.Text("dueOn")).ShouldBe(("paid", "12000000", 3, null));

        var bounced = (await home.Delete($"{claim}/payments/{paid.Parts("payments")[2]}", ifMatch: paid.Version)).Must(HttpStatusCode.OK);
        (bounced.Text("state"), bounced.Text("paidFen"), bounced.Text("dueOn")).ShouldBe(("approved", "8500000", "2026-06-22"));
        var whole = (await home.Post($"{claim}/payments", Payment(3_500_000, "示付9", "family"))).Must(HttpStatusCode.OK);
        var closed = (await home.Post($"{claim}/closing", new { note = "赔款到账" }, ifMatch: whole.Version)).Must(HttpStatusCode.OK);
        (closed.Text("state"), closed.Text("endedOn")).ShouldBe(("closed", "2026-06-11"));
        (await home.Get("exchange/changes?types=insurance_claim")).Json.GetProperty("items").EnumerateArray().Last().GetProperty("version").GetInt64().ShouldBe(closed.Version);

        (await stranger.Get(claim)).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await stranger.Get("insurance-claims?count=exact")).Text("count").ShouldBe("0");
        (await stranger.Get("insurance-claim-statistics")).Text("claims").ShouldBe("0");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Who_was_not_covered_on_the_day_or_not_for_this_has_no_claim_and_one_person_gets_the_sum_once(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (home, stranger) = (await api.Organisation(region: "371502"), await api.Organisation(region: "350582"));
        var (hero, other, policy) = (await Registered(api, home), await Registered(api, home, "示范乙"), await Policy(home));
        var (late, theirs) = (await Policy(home, ("covered", "later_confirmed"), ("withinDays", 180)), await Policy(stranger));
        api.Clock.Advance(TimeSpan.FromDays(40));
        Task<Answer> Report(Client caller, params (string, object?)[] changed) => caller.Post("insurance-claims", Claim(hero, policy, changed));

        // Not insured yet; a policy of nobody here, and none at all, are told apart by nothing.
        foreach (var refused in new[] { await Report(home, ("eventOn", "2026-05-31")), await Report(home, ("policyId", theirs)), await Report(home, ("policyId", Guid.CreateVersion7())) })
            refused.MustRefuse(HttpStatusCode.Conflict, "claim.not_covered");
        (await Report(home, ("kind", "property"))).MustRefuse(HttpStatusCode.Conflict, "claim.kind_not_covered");
        (await Report(stranger)).Errors.ShouldBe([("/heroId", "welfare.person_unknown")]);
        (await Report(home, ("kind", "disability"), ("eventOn", "2027-01-01"), ("reportedOn", "2026-06-01"), ("claimedFen", 0))).Errors
            .ShouldBe([("/grade", "value.required"), ("/eventOn", "value.in_future"), ("/reportedOn", "claim.day_order"), ("/claimedFen", "value.out_of_range")], ignoreOrder: true);
        (await home.Post("insurance-claims", Claim(hero, late, ("eventOn", "2026-02-01"), ("harmOn", "2026-06-01")))).Must(HttpStatusCode.Created).Text("reportDueOn").ShouldBe("2026-03-03");
        (await home.Post("insurance-claims", Claim(other, late, ("eventOn", "2026-01-01"), ("harmOn", "2026-07-01")))).MustRefuse(HttpStatusCode.Conflict, "claim.harm_too_late").Text("params.lastOn").ShouldBe("2026-06-30");

        // Of who has died since the cover of the day counts, up to that of the death.
        var dead = await Registered(api, home, "示范丙");
        (await home.Post($"heroes/{dead}/contact-attempts", new { channel = "visit", result = "relative", state = "deceased", diedOn = "2026-07-11" })).Must(HttpStatusCode.OK);
        api.Clock.Advance(TimeSpan.FromDays(1));
        await api.Settle();
        (await home.Post("insurance-claims", Claim(dead, policy, ("kind", "death"), ("eventOn", "2026-07-12")))).MustRefuse(HttpStatusCode.Conflict, "claim.not_covered");
        var died = (await home.Post("insurance-claims", Claim(dead, policy, ("kind", "death"), ("eventOn", "2026-07-11")))).Must(HttpStatusCode.Created);
        (await home.Post($"insurance-claims/{died.Id}/withdrawal", new { reason = "遗属放弃" }, ifMatch: 1)).Must(HttpStatusCode.OK);
        (await home.Post("insurance-claims", Claim(dead, policy, ("kind", "death"), ("eventOn", "2026-07-11")))).Must(HttpStatusCode.Created);

        // A medical case of the same person alone, and nothing of that or of the payments is booked twice.
        var bill = (await home.Post("medical-cases", new { heroId = other, hospital = "示范医院", from = "2026-06-02", billFen = 900_000 })).Must(HttpStatusCode.Created);
        (await Report(home, ("medicalCaseId", bill.Id))).Errors.ShouldBe([("/medicalCaseId", "claim.medical_case_unknown")]);
        var treated = (await home.Post("insurance-claims", Claim(other, policy, ("medicalCaseId", bill.Id)))).Must(HttpStatusCode.Created);
        (await home.Get($"insurance-claims?medicalCase={bill.Id}&count=exact")).Text("count").ShouldBe("1");
        var amended = (await home.Patch($"insurance-claims/{treated.Id}", new { claimedFen = 900_000, insurerNumber = "示赔2" }, 1)).Must(HttpStatusCode.OK);
        (amended.Text("claimedFen"), amended.Version).ShouldBe(("900000", 2));
        (await home.Patch($"insurance-claims/{treated.Id}", new { heroId = hero }, 2)).Errors.ShouldBe([("/heroId", "claim.person_fixed")]);
        (await home.Patch($"insurance-claims/{treated.Id}", new { eventOn = "2026-05-31" }, 2)).MustRefuse(HttpStatusCode.Conflict, "claim.not_covered");
        (await home.Patch($"insurance-claims/{treated.Id}", new { claimedFen = 1 }, 1)).MustRefuse(HttpStatusCode.PreconditionFailed, "record.version_stale");
        (await home.Post($"insurance-claims/{treated.Id}/withdrawal", new { reason = "由加害人赔偿" }, ifMatch: 2)).Must(HttpStatusCode.OK).Text("state").ShouldBe("withdrawn");

        // One event, one death; two files that became one are one person, whose sum is there once.
        var first = (await Report(home, ("kind", "death"))).Must(HttpStatusCode.Created);
        (await Report(home, ("kind", "death"))).MustRefuse(HttpStatusCode.Conflict, "claim.exists");
        var second = (await home.Post("insurance-claims", Claim(other, policy, ("kind", "death"), ("eventOn", "2026-06-03")))).Must(HttpStatusCode.Created);
        var (from, into) = ((await home.Get($"heroes/{other}")).Version, (await home.Get($"heroes/{hero}")).Version);
        (await home.Post($"heroes/{other}/merger", new { intoId = hero, intoVersion = into, reason = "同一人" }, ifMatch: from)).Must(HttpStatusCode.OK);
        await api.Settle();
        (await home.Post("insurance-claims", Claim(other, policy, ("kind", "death")))).MustRefuse(HttpStatusCode.Conflict, "claim.exists");
        (await home.Get($"insurance-claims?person={hero}&kind=death&state=reported&eventOn[gte]=2026-06-02&late=true&count=exact")).Text("count").ShouldBe("2");
        (await Decided(home, first.Id, new { outcome = "approved", approvedFen = 20_000_000, reason = "示范" })).Must(HttpStatusCode.OK);
        (await Decided(home, second.Id, new { outcome = "approved", approvedFen = 5_000_001, reason = "示范" })).MustRefuse(HttpStatusCode.Conflict, "claim.exceeds_cover").Text("params.leftFen").ShouldBe("5000000");

        var figures = (await home.Get("insurance-claim-statistics?region=371502")).Must(HttpStatusCode.OK);
        (figures.Text("persons"), figures.Text("claims"), figures.Text("late"), figures.Text("paidPersons"), figures.Text("approvedFen")).ShouldBe(("2", "4", "3", "0", "20000000"), "two persons, four claims");
        figures.Json.GetProperty("kinds").EnumerateArray().Select(share => (share.GetProperty("kind").GetString(), share.GetProperty("state").GetString(), share.GetProperty("claims").GetInt64()))
            .ShouldBe([("death", "approved", 1), ("death", "reported", 1), ("death", "submitted", 1), ("death", "withdrawn", 1), ("medical", "reported", 1), ("medical", "withdrawn", 1)]);
        (await home.Get("insurance-claim-statistics?region=350000")).Text("claims").ShouldBe("0");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_is_not_done_in_time_is_seen_though_the_host_was_down_when_the_day_was_over(Engine engine)
    {
        await using var database = await TestDatabase.On(engine);
        var clock = new TestClock();
        Client home;
        Guid hero, policy;
        string claim;
        await using (var first = await Api.On(database, clock: clock))
        {
            home = await first.Organisation(region: "371502");
            (hero, policy) = (await Registered(first, home), await Policy(home, ("decisionDays", null)));
            claim = $"insurance-claims/{(await home.Post("insurance-claims", Claim(hero, policy, ("eventOn", "2026-06-01")))).Must(HttpStatusCode.Created).Id}";
            (await home.Post($"{claim}/document-requests", new { documents = new[] { new { kind = "medical_bill" } }, by = "2026-06-03" }, ifMatch: 1)).Must(HttpStatusCode.OK).Text("overdue").ShouldBe("false");
        }

        clock.Advance(TimeSpan.FromDays(3));
        await using var api = await Api.On(database, clock: clock);
        home = api.With(home.Secret, home.OrgId);
        await api.Settle();
        var waiting = (await home.Get(claim)).Must(HttpStatusCode.OK);
        (waiting.Text("overdue"), waiting.Version).ShouldBe(("true", 3), "who sees the claim is told by a new version");
        (await home.Get("insurance-claims?overdue=true&due[lt]=2026-06-04&count=exact")).Text("count").ShouldBe("1");
        var complete = (await home.Post($"{claim}/documents", new { documents = new[] { new { number = 1 } } }, ifMatch: 3)).Must(HttpStatusCode.OK);
        (complete.Text("overdue"), complete.Text("dueOn")).ShouldBe(("false", null));

        // The policy sets no time for the decision: thirty days of the law, from 4 June; 4 July is a Saturday.
        (await home.Post($"{claim}/submission", new { }, ifMatch: 4)).Must(HttpStatusCode.OK).Text("decisionDueOn").ShouldBe("2026-07-06");
        clock.Advance(TimeSpan.FromDays(32));
        await api.Settle();
        (await home.Get(claim)).Text("overdue").ShouldBe("false", "the last day is not over");
        clock.Advance(TimeSpan.FromDays(1));
        await api.Settle();
        (await home.Get(claim)).Text("overdue").ShouldBe("true");

        // Asked for more the insurer's time stands still, and begins anew with the complete papers.
        var more = (await home.Post($"{claim}/document-requests", new { documents = new[] { new { kind = "other", note = "费用清单" }, new { kind = "other", note = "发票原件" } } }, ifMatch: 6)).Must(HttpStatusCode.OK);
        (more.Text("overdue"), more.Text("dueOn"), more.Text("missing")).ShouldBe(("false", null, "[2,3]"));
        (await home.Post($"{claim}/documents", new { documents = new object[] { new { number = 2 }, new { number = 3, waived = true } } }, ifMatch: 7)).Must(HttpStatusCode.OK).Text("state").ShouldBe("documents_complete");
        (await home.Post($"{claim}/submission", new { }, ifMatch: 8)).Must(HttpStatusCode.OK).Text("decisionDueOn").ShouldBe("2026-08-06");
        (await home.Post($"{claim}/decision", new { outcome = "approved", approvedFen = 1_000_000, payBy = "2026-07-08" }, ifMatch: 9)).Must(HttpStatusCode.OK);
        clock.Advance(TimeSpan.FromDays(2));
        await api.Settle();
        (await home.Get("insurance-claims?overdue=true&state=approved&count=exact")).Text("count").ShouldBe("1");
        (await home.Post($"{claim}/payments", Payment(1_000_000, "示付1"))).Must(HttpStatusCode.OK).Text("overdue").ShouldBe("false");
        (await api.Rows<long>("SELECT COUNT(*) FROM kernel_timer WHERE name LIKE 'welfare.claim:%'"))[0].ShouldBe(0);

        // The insurer is told of another event five days after the policy's thirty.
        var late = (await home.Post("insurance-claims", Claim(hero, policy, ("eventOn", "2026-06-02"), ("reportedOn", "2026-07-07")))).Must(HttpStatusCode.Created);
        (late.Text("reportDueOn"), late.Text("lateDays")).ShouldBe(("2026-07-02", "5"));
        (await home.Get("insurance-claims?late=true&count=exact")).Text("count").ShouldBe("1");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_rejected_claim_is_closed_appealed_and_granted_and_a_later_appeal_takes_nothing_away(Engine engine)
    {
        await using var api = await Api.On(engine);
        var city = await api.Organisation(region: "371500", level: "prefecture");
        var home = await api.Organisation(city, region: "371502");

        // The city has insured the registers below it; the county claims, and the city sees it.
        var (hero, policy) = (await Registered(api, home), await Policy(city, ("reach", "subtree")));
        var id = (await home.Post("insurance-claims", Claim(hero, policy, ("eventOn", "2026-06-01")))).Must(HttpStatusCode.Created).Id;

        (await city.Get($"insurance-claims?policy={policy}&count=exact")).Text("count").ShouldBe("1");
        var rejected = (await Decided(home, id, new { outcome = "rejected", reason = "不属于保险责任" })).Must(HttpStatusCode.OK);
        (rejected.Text("state"), rejected.Text("approvedFen"), rejected.Text("dueOn")).ShouldBe(("rejected", "0", null));
        (await home.Post($"insurance-claims/{id}/withdrawal", new { reason = "撤回" }, ifMatch: rejected.Version)).MustRefuse(HttpStatusCode.Conflict, "claim.transition.not_allowed").Text("allowedActions")
            .ShouldBe("""["appeal","closing"]""");
        var closed = (await home.Post($"insurance-claims/{id}/closing", new { }, ifMatch: rejected.Version)).Must(HttpStatusCode.OK);
        var appealed = (await home.Post($"insurance-claims/{id}/appeal", new { reason = "条款第三条属于保险责任" }, ifMatch: closed.Version)).Must(HttpStatusCode.OK);
        (appealed.Text("state"), appealed.Text("appeals"), appealed.Text("decisionDueOn"), appealed.Text("endedOn")).ShouldBe(("appealed", "1", "2026-06-22", null));
        var granted = (await home.Post($"insurance-claims/{id}/decision", new { outcome = "approved", approvedFen = 600_000, reason = "部分属于" }, ifMatch: appealed.Version)).Must(HttpStatusCode.OK);
        granted.Json.GetProperty("decisions").EnumerateArray().Select(decision => decision.GetProperty("outcome").GetString()).ShouldBe(["rejected", "approved"]);
        var paid = (await home.Post($"insurance-claims/{id}/payments", Payment(600_000, "示付1"))).Must(HttpStatusCode.OK);

        var again = (await home.Post($"insurance-claims/{id}/appeal", new { reason = "金额过低" }, ifMatch: paid.Version)).Must(HttpStatusCode.OK);
        var asked = (await home.Post($"insurance-claims/{id}/document-requests", new { documents = new[] { new { kind = "medical_record" } } }, ifMatch: again.Version)).Must(HttpStatusCode.OK);
        (await home.Patch($"insurance-claims/{id}", new { claimedFen = 1 }, asked.Version)).MustRefuse(HttpStatusCode.Conflict, "claim.transition.not_allowed");
        var complete = (await home.Post($"insurance-claims/{id}/documents", new { documents = new[] { new { number = 1 } } }, ifMatch: asked.Version)).Must(HttpStatusCode.OK);
        var submitted = (await home.Post($"insurance-claims/{id}/submission", new { }, ifMatch: complete.Version)).Must(HttpStatusCode.OK);
        (await home.Post($"insurance-claims/{id}/decision", new { outcome = "rejected", reason = "维持" }, ifMatch: submitted.Version)).MustRefuse(HttpStatusCode.Conflict, "claim.below_paid").Text("params.paidFen").ShouldBe("600000");
        var upheld = (await home.Post($"insurance-claims/{id}/decision", new { outcome = "approved", approvedFen = 600_000, reason = "维持" }, ifMatch: submitted.Version)).Must(HttpStatusCode.OK);
        (upheld.Text("state"), upheld.Text("paidFen"), upheld.Text("dueOn")).ShouldBe(("paid", "600000", null));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_file_for_the_insurer_is_made_of_nobody_who_has_not_agreed_and_everybody_in_it_is_in_the_read_log(Engine engine)
    {
        await using var api = await Api.On(engine);
        var home = await api.Organisation(region: "371502");
        var (teller, trusted) = (await api.Key(home.OrgId, [.. States.OfficerScopes, "pii:read"]), await api.Key(home.OrgId, [.. States.OfficerScopes, "protected:read"]));
        var (hero, policy) = (await Registered(api, home), await Policy(home, ("number", "示保1")));
        var claim = (await home.Post("insurance-claims", Claim(hero, policy, ("eventOn", "2026-06-01"), ("happened", "=1+1"), ("insurerNumber", "示赔1")))).Must(HttpStatusCode.Created);
        var file = $"insurance-claims/{claim.Id}/file";
        (string, string) purpose = ("X-Purpose", "insurance");

        (await teller.Get(file, purpose)).MustRefuse(HttpStatusCode.Conflict, "claim.consent_missing");
        (await home.Post($"heroes/{hero}/consents", new { purpose = "share_insurer", textVersion = "2026", channel = "paper" })).Must(HttpStatusCode.OK);
        (await home.Get(file, purpose)).MustRefuse(HttpStatusCode.Forbidden, "pii.purpose_needed");
        (await teller.Get(file)).MustRefuse(HttpStatusCode.Forbidden, "pii.purpose_needed");
        (await api.Rows<Guid>("SELECT record_id FROM kernel_read_log WHERE purpose = 'insurance'")).ShouldBeEmpty();
        (await teller.Get(file, purpose)).Must(HttpStatusCode.OK).Body.Split('\n')[1].Trim().ShouldBe("示保1,示赔1,示范甲,护照,E00000001,医疗费用,2026-06-01,,,\"'=1+1\",10000.00,2026-06-01,");
        (await api.Rows<Guid>("SELECT record_id FROM kernel_read_log WHERE record_type = 'hero' AND purpose = 'insurance'")).ShouldBe([hero]);
        (await teller.Get($"{file}?format=xlsx", purpose)).Must(HttpStatusCode.OK);
        (await teller.Get($"{file}?format=pdf", purpose)).Errors.ShouldBe([("/query/format", "value.not_allowed")]);

        var seen = (await home.Get($"heroes/{hero}")).Must(HttpStatusCode.OK);
        (await home.Post($"heroes/{hero}/consents/{seen.Parts("consents")[0]}/withdrawal", new { }, ifMatch: seen.Version)).Must(HttpStatusCode.OK);
        (await teller.Get(file, purpose)).MustRefuse(HttpStatusCode.Conflict, "claim.consent_missing");

        // Kept as closely as the hero file is.
        (await trusted.Patch($"heroes/{hero}", new { protection = "restricted" }, (await home.Get($"heroes/{hero}")).Version, ("X-Action-Note", "受到威胁"))).Must(HttpStatusCode.OK);
        await api.Settle();
        (await home.Get($"insurance-claims/{claim.Id}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await trusted.Get($"insurance-claims/{claim.Id}")).Must(HttpStatusCode.OK).Text("protection").ShouldBe("restricted");
    }

    /// <summary>A person on the register since today.</summary>
    private static async Task<Guid> Registered(Api api, Client home, string name = "示范甲")
    {
        var hero = (await home.Post("heroes", new { name, householdRegion = "371502", document = new { type = "passport", number = name switch { "示范甲" => "E00000001", "示范乙" => "E00000002", _ => "E00000003" } } })).Must(HttpStatusCode.Created);
        await api.Settle();
        return hero.Id;
    }

    /// <summary>A policy in force for 2026 that covers whoever is on the register; change what the test is about.</summary>
    private static async Task<Guid> Policy(Client home, params (string Name, object? Value)[] changed)
    {
        var body = new Dictionary<string, object?>
        {
            ["insurerName"] = "示范财产保险股份有限公司",
            ["insurerCode"] = "91350100M000100Y43",
            ["number"] = $"示保{Guid.NewGuid():N}",
            ["kind"] = "accident_medical",
            ["from"] = "2026-01-01",
            ["to"] = "2026-12-31",
            ["covers"] = new[] { new { what = "death", amountFen = 25_000_000 }, new { what = "disability", amountFen = 20_000_000 }, new { what = "medical", amountFen = 2_000_000 } },
            ["premiumFen"] = 2_400_000,
            ["payer"] = "fund",
            ["covered"] = "on_register",
            ["reportDays"] = 30,
            ["decisionDays"] = 20
        };
        foreach (var (name, value) in changed)
            body[name] = value;
        var draft = (await home.Post("policies", body)).Must(HttpStatusCode.Created);
        return (await home.Post($"policies/{draft.Id}/conclusion", new { }, ifMatch: 1)).Must(HttpStatusCode.OK).Id;
    }

    /// <summary>A claim for medical costs; change what the test is about.</summary>
    private static Dictionary<string, object?> Claim(Guid heroId, Guid policyId, params (string Name, object? Value)[] changed)
    {
        var body = new Dictionary<string, object?> { ["heroId"] = heroId, ["policyId"] = policyId, ["kind"] = "medical", ["eventOn"] = "2026-06-02", ["happened"] = "下水救人时受伤", ["claimedFen"] = 1_000_000 };
        foreach (var (name, value) in changed)
            body[name] = value;
        return body;
    }

    private static object Payment(long amountFen, string receiptNumber, string? payee = null) => new { amountFen, receiptNumber, payee };

    /// <summary>A claim that went to the insurer without more ado, and what he decided.</summary>
    private static async Task<Answer> Decided(Client home, Guid id, object decision)
    {
        var submitted = (await home.Post($"insurance-claims/{id}/submission", new { }, ifMatch: (await home.Get($"insurance-claims/{id}")).Version)).Must(HttpStatusCode.OK);
        return await home.Post($"insurance-claims/{id}/decision", decision, ifMatch: submitted.Version);
    }
}
