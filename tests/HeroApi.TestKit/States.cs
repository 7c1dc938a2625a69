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
        ["leads:read", "leads:write", "leads:triage", "cases:read", "cases:write", "cases:decide", "files:write", "offers:read", "orgs:read", "feed:read", "audit:read"];

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

    /// <summary>A case whose investigation was concluded today.</summary>
    public static async Task<Answer> ConcludedCase(this Client officer, params (string Name, object? Value)[] changed) =>
        await officer.Step(await officer.AcceptedCase(changed), "conclusion", new { conclusion = "两名见证人证实，事实清楚。" });

    /// <summary>The opinion on a concluded case: the same for each of its actors.</summary>
    public static Task<Answer> Propose(this Client officer, Answer concluded, string outcome) => officer.Step(concluded, "proposal",
        new { actors = concluded.Json.GetProperty("actors").EnumerateArray().Select(actor => new { actorId = actor.GetProperty("id").GetGuid(), outcome, reason = "事实清楚，证据充分。" }) });

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
