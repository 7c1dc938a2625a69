using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using HeroApi.Host;
using HeroApi.Kernel.Data;
using HeroApi.Kernel.Http;
using HeroApi.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace HeroApi.Tests.AccessMatrix;

/// <summary>A record that routes are tried on, and the words that must not be told to those it is hidden from.</summary>
internal sealed record Target(string Subject, Guid Id, long Version, Guid Owner, Guid? Home, string Protection, string Canary)
{
    /// <summary>The id of something within it, where a route names one.</summary>
    internal Guid Part { get; init; }

    /// <summary>The id of a document in it.</summary>
    internal Guid Document { get; init; }

    /// <summary>The id of a confidential statement within it.</summary>
    internal Guid Statement { get; init; }

    /// <summary>The plaque of a hero's household.</summary>
    internal Guid Plaque { get; init; }

    /// <summary>The id of a consent within it.</summary>
    internal Guid Consent { get; init; }

    /// <summary>The id of a request to look into it in an emergency.</summary>
    internal Guid BreakGlass { get; init; }
    /// <summary>A certificate of a hero.</summary>
    internal Guid Certificate { get; init; }

    /// <summary>What another system calls it; apart from the canary, because addresses are logged.</summary>
    internal string External => Canary.Replace("canary", "grid", StringComparison.Ordinal);
}

/// <summary>A place to look from: an organisation, or the installation as a whole.</summary>
internal sealed record Vantage(string Name, Guid? OrgId, Func<Target, Relation> To);

/// <summary>One operation as the OpenAPI document lists it.</summary>
internal sealed record Listed(string Id, string Method, string? Scope);

/// <summary>
/// One host with records of every kind, owner and protection: a province over two counties, a township below the first
/// county, and a stranger whose leads have persons registered in one county or the other.
/// </summary>
internal sealed class Stage : IAsyncDisposable
{
    /// <summary>A title that everybody may read of.</summary>
    internal static readonly Guid Title = Guid.Parse("01980d2c-5a00-7100-8000-000000000001");

    internal static readonly string[] Protections = ["none", "restricted", "sealed"];
    private static readonly IReadOnlyList<string> Everything =
        ["leads:read", "leads:write", "leads:triage", "cases:read", "cases:write", "cases:decide", "heroes:read", "heroes:write", "honours:decide", "imports:run", "bonuses:approve", "files:write", "offers:read", "orgs:read", "orgs:write", "keys:manage", "pii:read", "protected:read",
        .. Area.All.SelectMany(area => area.Scopes)];
    private readonly ConcurrentDictionary<(Guid?, string), Task<Client>> keys = new();
    private readonly Lines log;
    private readonly List<Target> targets = [];
    private readonly List<Vantage> vantages = [];

    private readonly TestIssuer issuer;

    private Stage(Api api, TestIssuer issuer, Lines log) => (Api, this.issuer, this.log) = (api, issuer, log);

    internal Api Api { get; }

    internal IReadOnlyList<Target> Targets => targets;

    internal IReadOnlyList<Vantage> Vantages => vantages;

    internal IReadOnlyList<Listed> Operations { get; private set; } = [];

    /// <summary>Everything the host has logged, down to the finest level.</summary>
    internal string Logged => string.Join('\n', log.All);

    internal static async Task<Stage> On(Engine engine)
    {
        var log = new Lines();
        var module = new Module(typeof(Stage).Assembly, log.Listen, Planted.Map);
        var issuer = await TestIssuer.Start();
        var stage = new Stage(issuer.Follow(await Api.On(engine, [module], issuer.Trusted())), issuer, log);
        await stage.Seed();
        await stage.ReadDocument();
        return stage;
    }

    public async ValueTask DisposeAsync()
    {
        await Api.DisposeAsync();
        await issuer.DisposeAsync();
    }

    /// <summary>A key of a vantage point with exactly these scopes.</summary>
    internal Task<Client> Key(Vantage vantage, IReadOnlyCollection<string> scopes) =>
        keys.GetOrAdd((vantage.OrgId, string.Join(' ', scopes.Distinct().Order(StringComparer.Ordinal))), entry => Api.Key(entry.Item1, entry.Item2.Split(' '), ["grid"]));

    private async Task Seed()
    {
        const string northRegion = "350582", southRegion = "350583";
        var province = await Api.Organisation(level: "province", region: "350000", answersForRegion: false, scopes: Everything);
        var north = await Api.Organisation(province, northRegion, scopes: Everything);
        var south = await Api.Organisation(province, southRegion, scopes: Everything);
        var township = await Api.Organisation(north, northRegion, "township", answersForRegion: false, scopes: Everything);
        var stranger = await Api.Organisation(region: "371502", answersForRegion: false, scopes: Everything);

        Client[] owners = [province, north, south, township];
        foreach (var protection in Protections)
        {
            foreach (var owner in owners)
            {
                await Leads(owner, protection, null, null);
                await Bonus(owner, protection);
                await Nomination(owner, await Hero(owner, protection, null), protection, owner == township ? north.OrgId : owner == province ? null : province.OrgId);
                await Offer(owner, protection, stranger.OrgId, null);
            }

            foreach (var owner in owners.Where(_ => protection == "none"))
                await Round(owner);
            await Leads(stranger, protection, north.OrgId, northRegion);
            await Leads(stranger, protection, south.OrgId, southRegion);
            await Hero(stranger, protection, north.OrgId);
            await Hero(stranger, protection, south.OrgId);
            await Offer(stranger, protection, north.OrgId, north.OrgId);
            await Offer(stranger, protection, south.OrgId, south.OrgId);
        }

        // An upload is its key's alone, so to everybody else it is as the sealed record of a stranger.
        var begun = (await stranger.BeginUpload(5)).Must(HttpStatusCode.Created);
        targets.Add(new Target("upload", begun.Id, 1, stranger.OrgId, null, "sealed", ""));

        foreach (var owner in owners.Append(stranger))
        {
            var organisation = (await owner.Get($"organisations/{owner.OrgId}")).Must(HttpStatusCode.OK);
            targets.Add(new Target("job", await Api.StartedJob(owner.OrgId), 0, owner.OrgId, null, "none", ""));
            await Import(owner);
            targets.Add(new Target("organisation", owner.OrgId, organisation.Version, owner.OrgId, null, "none", ""));
            var sub = Canary();
            var me = await Api.With(issuer.Token(("sub", sub), ("name", $"示范 {sub}"), ("organisation", owner.OrgId))).Get("me");
            targets.Add(new Target("subject", Guid.Parse(me.Must(HttpStatusCode.OK).Text("subject.id")!), 1, owner.OrgId, null, "none", sub));
            var name = Canary();
            var key = await Api.Admin.Post("api-keys", new { name, orgId = owner.OrgId, scopes = new[] { "leads:read" } });
            var shown = (await Api.Admin.Get($"api-keys/{key.Must(HttpStatusCode.Created).Id}")).Must(HttpStatusCode.OK);
            targets.Add(new Target("api_key", shown.Id, shown.Version, owner.OrgId, null, "none", name) { Part = shown.Json.GetProperty("secrets")[0].GetProperty("id").GetGuid() });
        }

        await Api.Settle();
        foreach (var owner in owners)
            foreach (var protection in Protections)
                await Welfare(owner, protection);
        await Api.Settle();
        // What was hung on a hero file, and what it was told, has raised its version.
        foreach (var (index, hero) in targets.Index().Where(entry => entry.Item.Subject == "hero").ToList())
            targets[index] = hero with { Version = (await Api.Rows<long>("SELECT version FROM recognition_hero WHERE id = @Id", new { hero.Id }))[0] };
        var above = new Dictionary<Guid, Guid> { [north.OrgId] = province.OrgId, [south.OrgId] = province.OrgId };
        vantages.Add(new Vantage("a county with a township below it", north.OrgId, To(north.OrgId, above, [township.OrgId])));
        vantages.Add(new Vantage("a county with nothing below it", south.OrgId, To(south.OrgId, above, [])));
        vantages.Add(new Vantage("the installation", null, _ => Relation.Installation));
    }

    private static Func<Target, Relation> To(Guid caller, Dictionary<Guid, Guid> above, Guid[] below) => target =>
        target.Owner == caller ? Relation.Own
        : below.Contains(target.Owner) ? Relation.Child
        : target.Owner == above[caller] ? Relation.Parent
        : target.Home == caller ? Relation.Home
        : above.ContainsKey(target.Owner) ? Relation.Sibling
        : Relation.Stranger;

    /// <summary>One lead that waits, and one that was accepted and so has a case.</summary>
    private async Task Leads(Client owner, string protection, Guid? home, string? household)
    {
        var waiting = await Lead(owner, protection, household);
        targets.Add(new Target("lead", waiting.Lead.Id, waiting.Lead.Version, owner.OrgId, home, protection, waiting.Canary));
        targets.Add(new Target("file", waiting.Lead.Json.GetProperty("attachments")[0].GetProperty("fileId").GetGuid(), 1, owner.OrgId, home, protection, $"file{waiting.Canary}"));

        var (lead, canary) = await Lead(owner, protection, household);
        var accepted = (await owner.Post($"leads/{lead.Id}/acceptance", new { }, ifMatch: lead.Version)).Must(HttpStatusCode.OK);
        targets.Add(new Target("accepted lead", lead.Id, accepted.Version, owner.OrgId, home, protection, canary));
        var named = (await owner.Patch($"cases/{accepted.Text("caseId")}", new { externalIds = new[] { new { system = "grid", value = External(canary) } } }, ifMatch: 1)).Must(HttpStatusCode.OK);
        // Who made a confidential statement, and what was said, is for holders of protected:read alone, even where the case itself is not.
        var witness = Canary();
        var told = (await owner.Post($"cases/{named.Id}/statements", new
        {
            kind = "witness",
            confidential = true,
            name = $"示范 {witness}",
            document = new { type = "passport", number = witness.ToUpperInvariant() },
            place = $"{witness} 村",
            takenBy = "示范办案人",
            text = $"{witness} 我看见了"
        })).Must(HttpStatusCode.OK);
        targets.Add(new Target("witness", Guid.NewGuid(), 1, owner.OrgId, home, protection == "none" ? "restricted" : protection, witness));
        targets.Add(new Target("case", named.Id, told.Version, owner.OrgId, home, protection, canary) { Part = told.Parts("actors")[0], Statement = told.Parts("statements")[0] });
    }

    /// <summary>A hero file from old papers, and an award of that time, which another body granted jointly. A confidential one does not touch the file.</summary>
    private async Task<Guid> Hero(Client owner, string protection, Guid? jointly)
    {
        var canary = Canary();
        var hero = (await owner.Post("heroes", new
        {
            name = $"示范 {canary}",
            document = new { type = "passport", number = canary.ToUpperInvariant() },
            address = $"{canary} 村",
            note = $"{canary} 旧证书",
            protection,
            externalIds = new[] { new { system = "grid", value = External(canary) } }
        })).Must(HttpStatusCode.Created);
        var document = (await owner.Post($"heroes/{hero.Id}/documents", new { volume = "commendation", kind = "media", title = $"{canary} 剪报" })).Must(HttpStatusCode.Created);
        var made = (await owner.Post($"heroes/{hero.Id}/plaques", new { serial = canary, by = $"{canary} 牌匾厂" })).Must(HttpStatusCode.OK);
        var agreed = (await owner.Post($"heroes/{hero.Id}/consents", new { purpose = "publicity_name", textVersion = canary, channel = "paper", note = canary })).Must(HttpStatusCode.OK);
        var asked = (await owner.Post("break-glass", new { heroId = hero.Id, purpose = "disaster", reason = canary })).Must(HttpStatusCode.Created);
        var issued = (await owner.Post($"heroes/{hero.Id}/certificates", new { kind = "honour", number = canary })).Must(HttpStatusCode.Created);
        targets.Add(new Target("hero", hero.Id, issued.Json.GetProperty("heroVersion").GetInt64(), owner.OrgId, null, protection, canary) { Document = document.Id, Plaque = made.Parts("plaques")[0], Consent = agreed.Parts("consents")[0], BreakGlass = asked.Id, Certificate = Guid.Parse(issued.Text("certificate.id")!) });

        // Beside the one as closely kept as the hero one that everybody sees, and of whom it honoured only those who see the file.
        var praised = Canary();
        var held = (await owner.Post("ceremonies", new { kind = "unveiling", title = $"{praised} 揭牌", on = "2026-05-20", regionCode = "350502", guests = new[] { new { name = $"示范 {praised}" } }, honoured = new[] { hero.Id }, protection })).Must(HttpStatusCode.Created);
        targets.Add(new Target("ceremony", held.Id, held.Version, owner.OrgId, null, protection, praised));
        var open = Canary();
        var known = (await owner.Post("ceremonies", new { kind = "visit_home", title = $"{open} 慰问", on = "2026-05-21", regionCode = "350502", honoured = new[] { hero.Id } })).Must(HttpStatusCode.Created);
        targets.Add(new Target("ceremony", known.Id, known.Version, owner.OrgId, null, Protections[0], open));

        var words = Canary();
        var award = (await owner.Post("awards", new
        {
            titleId = Title,
            heroIds = new[] { hero.Id },
            grantedOn = "2004",
            source = "legacy",
            grantingBody = $"{words} 委员会",
            number = $"{words} 号",
            round = words,
            note = words,
            confidential = protection != "none",
            jointOrgIds = jointly is null ? [] : new[] { jointly.Value }
        })).Must(HttpStatusCode.Created);
        targets.Add(new Target("award", award.Id, award.Version, owner.OrgId, jointly, protection, words));
        return hero.Id;
    }

    /// <summary>A nomination that waits for the body above; of a sealed file there is none.</summary>
    private async Task Nomination(Client owner, Guid heroId, string protection, Guid? asked)
    {
        if (asked is null || protection == "sealed")
            return;

        var canary = Canary();
        var nomination = (await owner.Post("nominations", new { titleId = Title, heroIds = new[] { heroId }, groupName = (string?)null, grounds = $"{canary} 下河救人", askedOrgId = asked, confidential = protection != "none" }))
            .Must(HttpStatusCode.Created);
        targets.Add(new Target("nomination", nomination.Id, nomination.Version, owner.OrgId, asked, protection, canary));
    }

    /// <summary>A round over the files that its owner keeps already, and one of those.</summary>
    private async Task Round(Client owner)
    {
        var canary = Canary();
        var hero = (await owner.Post("heroes", new { name = "示范乙" })).Must(HttpStatusCode.Created);
        var round = (await owner.Post("verification-rounds", new { title = $"{canary} 核实", dueOn = "2026-12-31", orgScope = "self" })).Must(HttpStatusCode.Created);
        targets.Add(new Target("verification round", round.Id, 1, owner.OrgId, null, "none", canary) { Part = hero.Id });
    }

    /// <summary>A person who is entitled, and what each part of the product keeps of him. What was written is not kept more closely than the file until that is.</summary>
    private async Task Welfare(Client owner, string protection)
    {
        var canary = Canary();
        var hero = (await owner.Post("heroes", new { name = $"示范 {canary}", householdRegion = "350582", protection })).Must(HttpStatusCode.Created);
        await Api.Settle();
        var entitlement = (await Api.Rows<Guid>("SELECT id FROM welfare_entitlement WHERE hero_id = @Id", new { hero.Id })).Single();
        targets.Add(new Target("entitlement", entitlement, 1, owner.OrgId, null, protection, canary) { Part = hero.Id });
        targets.Add(new Target("file of an entitled person", hero.Id, hero.Version, owner.OrgId, null, protection, canary));
        foreach (var area in Area.All)
            targets.AddRange(await area.Seed(Api, owner, hero.Id, protection, Canary));
    }

    /// <summary>A bonus that waits for approval: secret where it is restricted, sealed with the file of its person.</summary>
    private async Task Bonus(Client owner, string protection)
    {
        var canary = Canary();
        var hero = (await owner.Post("heroes", new { name = "示范丁", protection = protection == "sealed" ? protection : "none" })).Must(HttpStatusCode.Created);
        var bonus = (await owner.Post("bonuses", new
        {
            heroId = hero.Id,
            basis = $"{canary} 决定",
            region = "410102",
            amountFen = 5_000_000,
            decidedOn = "2026-05-20",
            number = canary,
            secret = protection == "restricted"
        })).Must(HttpStatusCode.Created);
        targets.Add(new Target("bonus", bonus.Id, bonus.Version, owner.OrgId, null, protection, canary) { Part = hero.Id });
    }

    /// <summary>An import whose one row is refused, and whose refused row is its sender's alone.</summary>
    private async Task Import(Client owner)
    {
        var canary = Canary();
        var file = (await owner.Upload(Encoding.UTF8.GetBytes($"name,bornOn,note\n示范,{canary},{canary}"), "text/csv", "register.csv")).Must(HttpStatusCode.Created);
        var import = (await owner.Post("imports", new { type = "hero", fileId = file.Id })).Must(HttpStatusCode.Accepted);
        targets.Add(new Target("import", import.Id, 1, owner.OrgId, null, "none", canary));
    }

    /// <summary>An open offer. It is as closely kept as its lead, which can be sealed only after it was offered.</summary>
    private async Task Offer(Client owner, string protection, Guid to, Guid? home)
    {
        var (lead, canary) = await Lead(owner, "none", null);
        var offer = (await owner.Post("offers", new { type = "lead", recordId = lead.Id, toOrgId = to, reason = $"{canary} 属地管辖" })).Must(HttpStatusCode.Created);
        if (protection != "none")
            (await owner.Patch($"leads/{lead.Id}", new { protection }, ifMatch: lead.Version)).Must(HttpStatusCode.OK);
        targets.Add(new Target("offer", offer.Id, protection == "none" ? 1 : 2, owner.OrgId, home, protection, canary));
    }

    /// <summary>All leads tell of one time and place, so that each is similar to every other.</summary>
    private static async Task<(Answer Lead, string Canary)> Lead(Client owner, string protection, string? household)
    {
        var canary = Canary();
        var file = (await owner.Upload([.. Uploads.Photo(), .. Encoding.UTF8.GetBytes($"file{canary}")], name: $"file{canary}.jpg")).Must(HttpStatusCode.Created);
        var lead = await owner.ReportedLead(
            ("protection", protection),
            ("summary", $"{canary} 下河救人"),
            ("place", new { regionCode = "350502", address = $"{canary} 村" }),
            ("persons", new[] { new { name = $"示范 {canary}", document = new { type = "passport", number = canary.ToUpperInvariant() }, householdRegion = household } }),
            ("attachments", new[] { new { fileId = file.Id } }),
            ("externalIds", new[] { new { system = "grid", value = External(canary) } }));
        return (lead, canary);
    }

    private static string External(string canary) => canary.Replace("canary", "grid", StringComparison.Ordinal);

    private static string Canary() => "canary" + Guid.NewGuid().ToString("N")[..16];

    private async Task ReadDocument()
    {
        var document = (await Api.Nobody.Get("/openapi/v1.json")).Json;
        Operations = [.. document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(operation => new Listed(
            operation.Value.GetProperty("operationId").GetString()!, operation.Name.ToUpperInvariant(), Scope(operation.Value))))];
    }

    /// <summary>Null when anybody may call; empty when any credential will do.</summary>
    private static string? Scope(JsonElement operation) => operation.GetProperty("security") is var security && security.GetArrayLength() > 0
        ? security[0].GetProperty("bearer").EnumerateArray().Select(scope => scope.GetString()).FirstOrDefault() ?? ""
        : null;
}

/// <summary>Routes that a careless hand might add: each must be caught.</summary>
internal static class Planted
{
    internal const string Leak = "PlantedLeak";
    internal const string Forgotten = "PlantedForgotten";

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/planted/leads", All).WithName(Leak).WithSummary("Shows every lead to everybody").WithTags("Planted").RequireScope("leads:read");
        api.MapGet("/planted/forgotten", () => Answers.Ok(new ValidationOutcome { Valid = true })).WithName(Forgotten).WithSummary("Has no recipe").WithTags("Planted").RequireScope("leads:read");
    }

    private static async Task<Reply<IReadOnlyList<string>>> All(Db db, CancellationToken ct) =>
        Answers.Ok(await db.Query<string>("SELECT summary FROM cases_lead WHERE UNSCOPED('the leak that the matrix must find')", null, ct));
}
