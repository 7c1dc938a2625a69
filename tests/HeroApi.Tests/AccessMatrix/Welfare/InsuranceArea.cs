using System.Net;
using HeroApi.TestKit;
using Shouldly;
using static HeroApi.Tests.AccessMatrix.Recipes;

namespace HeroApi.Tests.AccessMatrix.Welfare;

/// <summary>Policies, which are about nobody, and who is on their lists. None of these reaches the register by itself, so that a list holds only whom it was given.</summary>
internal sealed class InsuranceArea : Area
{
    private static readonly string[] Drafts = ["draft policy"];
    private static readonly string[] Policies = ["policy"];
    private static readonly string[] Every = ["policy", "listed policy", "draft policy"];
    private static readonly string[] Members = ["policy_member"];
    private static readonly string[] Endorsements = ["endorsement"];
    private static readonly string[] Claims = ["insurance claim"];
    private static readonly string[] Granted = ["granted claim"];

    internal override IReadOnlyList<string> Scopes => ["welfare:read", "welfare:write"];

    internal override IReadOnlyDictionary<string, Recipe[]> Recipes => new Dictionary<string, Recipe[]>
    {
        ["DraftPolicy"] = [new Recipe([], All: () => Post("policies", Body(null, "")))],
        ["ListPolicies"] = [Lists(Every, "policies?limit=7&count=exact")],
        ["ListRenewals"] = [Lists(["policy", "listed policy"], "policies/renewals?limit=7&count=exact&within=3650")],
        ["GetPolicy"] = [Shows(Every, "policies/{0}")],
        ["AmendPolicy"] = [Changes(Drafts, policy => new Ask(HttpMethod.Patch, $"policies/{policy.Id}", new { note = "另注" }, policy.Version))],
        ["ConcludePolicy"] = [Changes(Drafts, policy => Post($"policies/{policy.Id}/conclusion", new { number = $"示保 {policy.Id}" }, policy.Version))],
        ["CancelPolicy"] = [Changes(Policies, policy => Post($"policies/{policy.Id}/cancellation", new { reason = "退保" }, policy.Version))],
        ["AddMember"] = [Changes(Policies, policy => Post($"policies/{policy.Id}/members", new { heroId = policy.Part }))],
        ["ListMembers"] = [Lists(Members, "policy-members?limit=7&count=exact")],
        ["GetMember"] = [Shows(Members, "policy-members/{0}")],
        ["RemoveMember"] = [Changes(Members, member => Post($"policy-members/{member.Id}/removal", new { note = "移出" }, member.Version))],
        ["MakeEndorsement"] = [Changes(Policies, policy => Post($"policies/{policy.Id}/endorsements", new { }))],
        ["ListEndorsements"] = [Shows(Every, "policies/{0}/endorsements")],
        ["GetEndorsement"] = [new Recipe(Endorsements, (told, _) => Get(Of(told)))],
        ["GetEndorsementFile"] = [new Recipe(Endorsements, (told, _) => Get($"{Of(told)}/file", ("X-Purpose", "insurance"))) { AlsoNeeds = ["pii:read"] }],
        ["AcceptEndorsement"] = [new Recipe(Endorsements, (told, _) => Post($"{Of(told)}/acceptance", new { }, 1))],
        ["CancelEndorsement"] = [new Recipe(Endorsements, (told, _) => Post($"{Of(told)}/cancellation", new { reason = "退回" }, 1))],
        ["ReportClaim"] = [new Recipe(["insured person"], (person, _) => Post("insurance-claims", Claim(person.Id, person.Part, "示范"))) { Hidden = "request.invalid" }],
        ["ListClaims"] =
        [
            Lists([.. Claims, .. Granted], "insurance-claims?limit=7&count=exact"),
            Lists(Claims, "insurance-claims?limit=7&state=reported&kind=medical&overdue=false&late=false&eventOn[gte]=2026-01-01&sort=-eventOn")
        ],
        ["GetClaim"] = [Shows([.. Claims, .. Granted], "insurance-claims/{0}")],
        ["AmendClaim"] =
            [Changes(Claims, claim => new Ask(HttpMethod.Patch, $"insurance-claims/{claim.Id}", new { heroId = claim.Document, policyId = claim.Part, claimedFen = 2 }, claim.Version))],
        ["WithdrawClaim"] = [Changes(Claims, claim => Post($"insurance-claims/{claim.Id}/withdrawal", new { reason = "撤回" }, claim.Version))],
        ["GetClaimFile"] = [new Recipe(Granted, (claim, _) => Get($"insurance-claims/{claim.Id}/file", ("X-Purpose", "insurance"))) { AlsoNeeds = ["pii:read"] }],
        ["AskClaimDocuments"] = [Changes(Claims, claim => Post($"insurance-claims/{claim.Id}/document-requests", new { documents = new[] { new { kind = "other" } } }, claim.Version))],
        ["RecordClaimDocuments"] = [Changes(Claims, claim => Post($"insurance-claims/{claim.Id}/documents", new { documents = new[] { new { number = 1 } } }, claim.Version))],
        ["SubmitClaim"] = [Changes(Claims, claim => Post($"insurance-claims/{claim.Id}/submission", new { }, claim.Version))],
        ["DecideClaim"] = [Changes(Claims, claim => Post($"insurance-claims/{claim.Id}/decision", new { outcome = "rejected", reason = "不属于保险责任" }, claim.Version))],
        ["RecordClaimPayment"] = [Changes(Granted, claim => Post($"insurance-claims/{claim.Id}/payments", new { amountFen = 1, receiptNumber = $"示付{Guid.NewGuid():N}" }))],
        ["RemoveClaimPayment"] = [Changes(Granted, claim => new Ask(HttpMethod.Delete, $"insurance-claims/{claim.Id}/payments/{claim.Part}", null, claim.Version))],
        ["AppealClaim"] = [Changes(Granted, claim => Post($"insurance-claims/{claim.Id}/appeal", new { reason = "金额过低" }, claim.Version))],
        ["CloseClaim"] = [Changes(Granted, claim => Post($"insurance-claims/{claim.Id}/closing", new { }, claim.Version))],
        ["GetClaimStatistics"] = [Nothing("insurance-claim-statistics?from=2026-01-01&region=350582")],
        ["ShowCover"] = [new Recipe(["file of an entitled person"], (person, _) => Get($"policies/cover?hero={person.Id}&on=2026-06-01"))],
        ["ListCoverageGaps"] = [Lists(["file of an entitled person"], "coverage-gaps?limit=7&count=exact")],
        ["GetInsuranceStatistics"] = [Nothing("insurance-statistics?on=2026-06-01&region=350582")]
    };

    private static string Of(Target told) => $"policies/{told.Part}/endorsements/{told.Id}";

    internal override async Task<IReadOnlyList<Target>> Seed(Api api, Client owner, Guid heroId, string protection, Func<string> canary)
    {
        var targets = new List<Target>();
        var word = canary();
        var draft = (await owner.Post("policies", Body(word, word))).Must(HttpStatusCode.Created);
        targets.Add(new Target("draft policy", draft.Id, draft.Version, owner.OrgId, null, "none", word));
        foreach (var listed in new[] { false, true })
        {
            var open = canary();
            var policy = await InForce(owner, open);
            targets.Add(new Target(listed ? "listed policy" : "policy", policy.Id, policy.Version, owner.OrgId, null, "none", open) { Part = heroId });
            if (!listed)
                continue;

            var member = (await owner.Post($"policies/{policy.Id}/members", new { heroId })).Must(HttpStatusCode.Created);
            member.Text("protection").ShouldBe(protection);
            targets.Add(new Target("policy_member", member.Id, member.Version, owner.OrgId, null, protection, ""));
        }

        // Whom an insurer is told of has a document and has agreed.
        var named = canary();
        var hero = (await owner.Post("heroes", new { name = $"示范 {named}", document = new { type = "passport", number = named.ToUpperInvariant() }, householdRegion = "350582", protection })).Must(HttpStatusCode.Created);
        (await owner.Post($"heroes/{hero.Id}/consents", new { purpose = "share_insurer", textVersion = "2026", channel = "paper" })).Must(HttpStatusCode.OK);
        await api.Settle();
        var told = await InForce(owner, "");
        (await owner.Post($"policies/{told.Id}/members", new { heroId = hero.Id })).Must(HttpStatusCode.Created);
        var endorsement = (await owner.Post($"policies/{told.Id}/endorsements", new { number = named })).Must(HttpStatusCode.Created);
        targets.Add(new Target("endorsement", endorsement.Id, 1, owner.OrgId, null, protection, named) { Part = told.Id });

        // Whoever is confirmed later is covered by this one, and stays in the list of gaps all the same.
        var covering = (await InForce(owner, "", "later_confirmed", region: null)).Id;
        var (happened, granted) = (canary(), canary());
        targets.Add(new Target("insured person", heroId, 1, owner.OrgId, null, protection, "") { Part = covering });
        var claim = (await owner.Post("insurance-claims", Claim(heroId, covering, happened))).Must(HttpStatusCode.Created);
        targets.Add(new Target("insurance claim", claim.Id, 1, owner.OrgId, null, protection, happened) { Document = heroId, Part = covering });
        var other = $"insurance-claims/{(await owner.Post("insurance-claims", Claim(hero.Id, covering, granted))).Must(HttpStatusCode.Created).Id}";
        (await owner.Post($"{other}/submission", new { insurerNumber = granted }, ifMatch: 1)).Must(HttpStatusCode.OK);
        (await owner.Post($"{other}/decision", new { outcome = "approved", approvedFen = 90_000_000, number = granted }, ifMatch: 2)).Must(HttpStatusCode.OK);
        var paid = (await owner.Post($"{other}/payments", new { amountFen = 1, receiptNumber = granted })).Must(HttpStatusCode.OK);
        targets.Add(new Target("granted claim", paid.Id, paid.Version, owner.OrgId, null, protection, granted) { Part = paid.Parts("payments")[0] });
        return targets;
    }

    private static object Claim(Guid heroId, Guid policyId, string word) =>
        new { heroId, policyId, kind = "medical", eventOn = "2026-05-20", happened = $"{word} 救人受伤", claimedFen = 90_000_000, reportedOn = "2026-05-21" };

    private static async Task<Answer> InForce(Client owner, string word, string covered = "named_list", string? region = "110101")
    {
        var draft = (await owner.Post("policies", Body($"{word}{Guid.NewGuid():N}", word, covered, region))).Must(HttpStatusCode.Created);
        return (await owner.Post($"policies/{draft.Id}/conclusion", new { }, ifMatch: 1)).Must(HttpStatusCode.OK);
    }

    private static object Body(string? number, string word, string covered = "named_list", string? region = "110101") => new
    {
        insurerName = $"{word} 保险公司",
        insurerCode = "91350100M000100Y43",
        number,
        kind = "accident",
        from = "2026-01-01",
        to = "2026-12-31",
        covers = new[] { new { what = "death", amountFen = 25_000_000 }, new { what = "disability", amountFen = 25_000_000 }, new { what = "medical", amountFen = 100_000_000 } },
        premiumFen = 100,
        payer = "fund",
        covered,
        region,
        reportDays = 30,
        decisionDays = 30,
        note = word
    };
}
