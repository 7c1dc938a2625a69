using System.Net;
using System.Text.Json;
using HeroApi.Cases.Leads;
using HeroApi.Kernel.Events;
using HeroApi.Kernel.Http;
using HeroApi.Kernel.Messages;
using HeroApi.Kernel.Security;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace HeroApi.TestKit;

/// <summary>The states that tests begin in, reached through the API alone. All people are synthetic.</summary>
public static class States
{
    private static int number;

    /// <summary>Everything an organisation's own officer may do.</summary>
    public static readonly IReadOnlyList<string> OfficerScopes =
        ["leads:read", "leads:write", "leads:triage", "cases:read", "cases:write", "cases:decide", "rules:write", "heroes:read", "heroes:write", "honours:decide", "imports:run", "welfare:read", "welfare:write", "files:write", "offers:read", "orgs:read", "feed:read", "audit:read"];

    /// <summary>
    /// A new organisation, and a credential of it. Unless told otherwise, the first of a kind in a region answers for it.
    /// </summary>
    public static async Task<Client> Organisation(this Api api, Client? under = null, string region = "371502", string level = "county", string kind = "association",
        IReadOnlyList<string>? scopes = null, IReadOnlyList<string>? systems = null, bool? answersForRegion = null)
    {
        var count = Interlocked.Increment(ref number);
        var answers = answersForRegion ?? api.Answered.TryAdd((kind, region), true);
        var organisation = await api.Admin.Post("organisations", new
        {
            code = $"ORG-{count}",
            name = $"示范机构{count}",
            kind,
            level,
            parentId = under?.OrgId,
            regionCode = region,
            jurisdictions = answers ? new[] { new { regionCode = region, validFrom = "2000-01-01" } } : []
        });
        return await api.Key(organisation.Must(HttpStatusCode.Created).Id, scopes, systems);
    }

    /// <summary>Another credential of an organisation.</summary>
    public static async Task<Client> Key(this Api api, Guid? orgId, IReadOnlyList<string>? scopes = null, IReadOnlyList<string>? systems = null)
    {
        var key = await api.Admin.Post("api-keys", new
        {
            name = "test",
            orgId,
            scopes = scopes ?? OfficerScopes,
            systems = systems ?? ["grid"],
            ratePerSecond = 10_000,
            rateBurst = 100_000
        });
        return api.With(key.Must(HttpStatusCode.Created).Text("secret"), orgId);
    }

    /// <summary>A body that is taken in as it is; change what the test is about.</summary>
    public static Dictionary<string, object?> LeadBody(params (string Name, object? Value)[] changed)
    {
        var body = new Dictionary<string, object?>
        {
            ["channel"] = "grid_worker",
            ["summary"] = "路人下河救起落水儿童。",
            ["acted"] = new { on = "2026-05-01", time = "14:00" },
            ["place"] = new { regionCode = "371502", address = "示范河边" },
            ["persons"] = new[] { new { name = "示范甲", document = new { type = "id_card", number = "11010519491231002X" }, phone = "13800000000" } }
        };
        foreach (var (name, value) in changed)
            body[name] = value;
        return body;
    }

    /// <summary>A lead that was taken in and waits for triage.</summary>
    public static async Task<Answer> ReportedLead(this Client officer, params (string Name, object? Value)[] changed) =>
        (await officer.Post("leads", LeadBody(changed))).Must(HttpStatusCode.Created);

    /// <summary>A lead that was accepted.</summary>
    public static async Task<Answer> AcceptedLead(this Client officer)
    {
        var lead = await officer.ReportedLead();
        return (await officer.Post($"leads/{lead.Id}/acceptance", new { reason = "三名见证人证实" }, ifMatch: lead.Version)).Must(HttpStatusCode.OK);
    }

    /// <summary>A body of a case in Henan, whose law is known in full; change what the test is about.</summary>
    public static Dictionary<string, object?> CaseBody(params (string Name, object? Value)[] changed)
    {
        var body = new Dictionary<string, object?>
        {
            ["summary"] = "路人下河救起落水儿童。",
            ["category"] = "rescue_person",
            ["acted"] = new { on = "2026-05-01", time = "14:00" },
            ["place"] = new { regionCode = "410102", address = "示范河边" },
            ["actors"] = new[] { new { name = "示范甲", document = new { type = "id_card", number = "11010519491231002X" }, phone = "13800000000", harm = "none", dutyStatus = "none" } }
        };
        foreach (var (name, value) in changed)
            body[name] = value;
        return body;
    }

    /// <summary>
    /// Limits that a county of Fujian publishes: all that a case needs and the statute leaves to it. Change or leave out what the test is about.
    /// </summary>
    public static Dictionary<string, object?> RulePackBody(string region = "350582", string from = "2026-01-01", string title = "示范县见义勇为确认办理期限", string? without = null, params object[] rules)
    {
        var body = new Dictionary<string, object?>
        {
            ["region"] = region,
            ["title"] = title,
            ["legalBasis"] = "示范县公安局通告，在县政府网站公布",
            ["effectiveFrom"] = from,
            ["rules"] = rules.Length > 0 ? rules :
            [
                new { key = "filing.window", period = new { amount = 1, unit = "years" }, article = "第一条" },
                new { key = "filing.strictness", code = "hard" },
                new { key = "decide.within", period = new { amount = 30, unit = "days" }, article = "第二条" },
                new { key = "decide.starts", code = "acceptance" },
                new { key = "decide.limits", code = "opinion" },
                new { key = "panel", code = "never" },
                new { key = "notice.required", flag = true },
                new { key = "notice.within", period = new { amount = 5, unit = "working_days" } },
                new { key = "hearing.before_refusal", flag = false },
                new { key = "review.ask_within", period = new { amount = 10, unit = "days" } },
                new { key = "review.decide_within", period = new { amount = 30, unit = "days" } },
                new { key = "review.body", code = "next_higher" }
            ]
        };
        if (without is not null)
            body.Remove(without);
        return body;
    }

    /// <summary>Rules that a place has published.</summary>
    public static async Task<Answer> PublishedPack(this Client officer, string region = "350582", string from = "2026-01-01", params object[] rules) =>
        (await officer.Post("rule-packs", RulePackBody(region, from, rules: rules))).Must(HttpStatusCode.Created);

    /// <summary>A case that was opened on its own, and that nobody has filed yet.</summary>
    public static async Task<Answer> OpenedCase(this Client officer, params (string Name, object? Value)[] changed) =>
        (await officer.Post("cases", CaseBody(changed))).Must(HttpStatusCode.Created);

    /// <summary>A case that a near relative has applied for today.</summary>
    public static async Task<Answer> FiledCase(this Client officer, params (string Name, object? Value)[] changed)
    {
        var opened = await officer.OpenedCase(changed);
        return await officer.Step(opened, "filings", new { kind = "application", filer = "near_relative", filerName = "示范乙" });
    }

    /// <summary>A case that was filed and accepted today.</summary>
    public static async Task<Answer> AcceptedCase(this Client officer, params (string Name, object? Value)[] changed) =>
        await officer.Step(await officer.FiledCase(changed), "acceptance", new { });

    /// <summary>A case with a piece of evidence that was verified today.</summary>
    public static async Task<Answer> ProvenCase(this Client officer, Answer accepted)
    {
        var added = await officer.Step(accepted, "evidence", new { kind = "witness", source = "示范村村民" });
        return await officer.Step(added, "verifications", new { evidenceId = added.Parts("evidence")[^1], state = "verified", how = "与监控录像相互印证。", by = "示范办案人" });
    }

    /// <summary>A case whose investigation was concluded today, with something to rest on.</summary>
    public static async Task<Answer> ConcludedCase(this Client officer, params (string Name, object? Value)[] changed) =>
        await officer.Step(await officer.ProvenCase(await officer.AcceptedCase(changed)), "conclusion", new { conclusion = "两名见证人证实，事实清楚。" });

    /// <summary>A concluded case on which a panel of three was convened today.</summary>
    public static Task<Answer> ConvenedPanel(this Client officer, Answer concluded) => officer.Step(concluded, "panel", new
    {
        quorum = 3,
        members = new object[]
        {
            new { name = "示范委员甲", quality = "authority", chair = true },
            new { name = "示范委员乙", quality = "deputy" },
            new { name = "示范委员丙", quality = "legal_worker" }
        }
    });

    /// <summary>The votes of all members of a panel that sits: for each actor in turn confirm, refuse or abstain; the last holds for the rest.</summary>
    public static Task<Answer> Voted(this Client officer, Answer convened, params string[] votes) => officer.Step(convened, "panel/votes", new
    {
        votes = convened.Parts("panel.members").SelectMany(member => convened.Parts("actors").Select((actor, index) =>
            new { memberId = member, actorId = actor, vote = votes[Math.Min(index, votes.Length - 1)] }))
    });

    /// <summary>A concluded case on which a panel has given its opinion: for each actor in turn; the last vote holds for the rest.</summary>
    public static async Task<Answer> PanelledCase(this Client officer, Answer concluded, params string[] votes) => await officer.Step(
        await officer.Voted(await officer.ConvenedPanel(concluded), votes), "panel/opinion", new { minutes = "三名委员到会表决。" });

    /// <summary>The opinion on a concluded case: the same for each of its actors, and after a panel that holds so where the law asks for one.</summary>
    public static async Task<Answer> Propose(this Client officer, Answer concluded, string outcome)
    {
        var seen = concluded.Text("panel.state") is null && await officer.MustAskPanel(concluded)
            ? await officer.PanelledCase(concluded, outcome == "confirmation" ? "confirm" : "refuse")
            : concluded;
        return await officer.Step(seen, "proposal", new { actors = seen.Parts("actors").Select(actor => new { actorId = actor, outcome, reason = "事实清楚，证据充分。" }) });
    }

    /// <summary>The ids of the parts of an answer, such as its actors.</summary>
    public static IReadOnlyList<Guid> Parts(this Answer answer, string path)
    {
        var at = path.Split('.').Aggregate(answer.Json, (inner, name) => inner.GetProperty(name));
        return [.. at.EnumerateArray().Select(part => part.GetProperty("id").GetGuid())];
    }

    /// <summary>A step as the list of steps shows it.</summary>
    public static async Task<JsonElement> Action(this Client officer, Answer seen, string name) =>
        (await officer.Get($"cases/{seen.Id}/actions")).Must(HttpStatusCode.OK).Json.GetProperty("actions").EnumerateArray().First(action => action.GetProperty("name").GetString() == name);

    /// <summary>The codes that stand against a step.</summary>
    public static async Task<IReadOnlyList<string?>> Against(this Client officer, Answer seen, string name) =>
        (await officer.Action(seen, name)).TryGetProperty("because", out var because) ? [.. because.EnumerateArray().Select(reason => reason.GetProperty("code").GetString())] : [];

    private static async Task<bool> MustAskPanel(this Client officer, Answer concluded) => (await officer.Against(concluded, "proposal")).Contains("case.panel.missing");

    /// <summary>A case all of whose actors are to be confirmed, published today.</summary>
    public static async Task<Answer> NoticedCase(this Client officer, params (string Name, object? Value)[] changed) =>
        await officer.Publish(await officer.Propose(await officer.ConcludedCase(changed), "confirmation"));

    /// <summary>The public notice of a case whose opinion was given.</summary>
    public static Task<Answer> Publish(this Client officer, Answer proposed, string masking = "surname_only") => officer.Step(proposed, "notice",
        new { masking, channels = new[] { new { kind = "village_board", place = "示范村公告栏" } } });

    /// <summary>A case whose notice has run in Henan without an objection; a week has gone by.</summary>
    public static async Task<Answer> ReadyCase(this Client officer, Api api, params (string Name, object? Value)[] changed)
    {
        var noticed = await officer.NoticedCase(changed);
        api.Clock.Advance(TimeSpan.FromDays(8));
        await api.Settle();
        return (await officer.Get($"cases/{noticed.Id}")).Must(HttpStatusCode.OK);
    }

    /// <summary>Takes a step of a case's procedure, at the version just seen; it must succeed.</summary>
    public static async Task<Answer> Step(this Client officer, Answer seen, string step, object body) =>
        (await officer.Try(seen, step, body)).Must(HttpStatusCode.OK);

    /// <summary>Asks for a step of a case's procedure, at the version just seen.</summary>
    public static Task<Answer> Try(this Client officer, Answer seen, string step, object body) => officer.Post($"cases/{seen.Id}/{step}", body, ifMatch: seen.Version);

    /// <summary>A lead that was taken in by a caller of this organisation, whatever has become of its keys.</summary>
    public static async Task<Guid> LateLead(this Api api, Guid org)
    {
        await using var scope = api.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Call>().Caller = new Caller { KeyId = Guid.NewGuid(), OrgId = org };
        var lead = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new ReportLead.Command(JsonSerializer.Deserialize<LeadBody>(JsonSerializer.Serialize(LeadBody(), Json.Web), Json.Web)!));
        return lead.Id;
    }

    /// <summary>A job of a kind that no module does, so it stays until it is given up or cancelled.</summary>
    public static async Task<Guid> StartedJob(this Api api, Guid org)
    {
        await using var scope = api.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Call>().Caller = new Caller { KeyId = Guid.NewGuid(), OrgId = org };
        return await scope.ServiceProvider.GetRequiredService<Transactions>().Run(scope,
            () => scope.ServiceProvider.GetRequiredService<Jobs>().Start("planted.endless", new { }, CancellationToken.None), CancellationToken.None);
    }
}
