using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using HeroApi.Kernel;
using HeroApi.Kernel.Http;

namespace HeroApi.Host.Samples;

/// <summary>
/// Loads the samples as any integrator would, over the API: every organisation reports its own leads with a key of its
/// own, so that what is loaded has its audit rows, changes and counts.
/// </summary>
internal sealed class SampleLoader(HttpClient http, string adminKey, TimeProvider clock)
{
    /// <summary>Group commit makes the more of it, the more wait together.</summary>
    private const int InFlight = 32;

    private static readonly IReadOnlyDictionary<string, string> Provinces = new Dictionary<string, string> { ["35"] = "FJ-JJH", ["37"] = "SD-JJH" };

    private readonly Dictionary<string, Guid> organisations = [];
    private readonly Dictionary<string, string> keys = [];
    private readonly ConcurrentDictionary<int, (Guid Id, long Version)> reported = new();

    internal async Task<bool> FindsAnEmptyDatabase(CancellationToken ct) =>
        (await Send(HttpMethod.Get, "exchange/changes?limit=1&include=none", adminKey, null, ct)).GetProperty("items").GetArrayLength() == 0;

    /// <summary>Puts organisations into the tree and leads under them; <paramref name="progress"/> hears of every lead.</summary>
    internal async Task Load(IReadOnlyList<SampleOrganisation> tops, IReadOnlyList<SampleLead> leads, Action<int> progress, CancellationToken ct)
    {
        foreach (var top in tops)
            await Plant(top, null, ct);
        foreach (var code in leads.Select(lead => lead.Organisation).Distinct())
            keys[code] = await Key(code, "sample loader", ["leads:read", "leads:write", "leads:triage"], clock.GetUtcNow().AddHours(1), ct);

        var together = new ParallelOptions { MaxDegreeOfParallelism = InFlight, CancellationToken = ct };
        await Parallel.ForEachAsync(leads, together, async (lead, stop) =>
        {
            var taken = await Send(HttpMethod.Post, "leads", keys[lead.Organisation], lead.Body, stop);
            reported[lead.Number] = (taken.GetProperty("id").GetGuid(), taken.GetProperty("version").GetInt64());
            progress(reported.Count);
        });
        // Only now is every lead known that another one can be a duplicate of.
        await Parallel.ForEachAsync(leads.Where(lead => lead.Outcome != "reported"), together, async (lead, stop) => await Decide(lead, stop));
    }

    /// <summary>Opens hero files with their keepers; their provinces tell what each was honoured with, and the keepers whom they lost and found.</summary>
    internal async Task Load(HeroPlan plan, IReadOnlyList<SampleHero> heroes, CancellationToken ct)
    {
        var soon = clock.GetUtcNow().AddHours(1);
        foreach (var keeper in plan.Registers.Select(register => register.Organisation))
            keys[keeper] = await Key(keeper, "sample loader", ["heroes:read", "heroes:write"], soon, ct);
        foreach (var (_, province) in Provinces)
            keys[province] = await Key(province, "sample loader", ["heroes:read", "honours:decide"], soon, ct);

        var together = new ParallelOptions { MaxDegreeOfParallelism = InFlight, CancellationToken = ct };
        var opened = new ConcurrentDictionary<SampleHero, Guid>(ReferenceEqualityComparer.Instance);
        await Parallel.ForEachAsync(heroes, together, async (hero, stop) =>
        {
            var id = opened[hero] = (await Send(HttpMethod.Post, "heroes", keys[hero.Organisation], hero.Body, stop)).GetProperty("id").GetGuid();
            if (!hero.Lost)
                return;
            await Send(HttpMethod.Post, $"heroes/{id}/contact-attempts", keys[hero.Organisation], new { on = plan.Lost, channel = "phone", result = "wrong_number", state = "lost" }, stop);
            await Send(HttpMethod.Post, $"heroes/{id}/contact-attempts", keys[hero.Organisation], new { on = plan.Found, channel = "police", result = "reached", state = "found" }, stop);
        });

        var registers = plan.Registers.ToDictionary(register => register.Organisation);
        await Parallel.ForEachAsync(heroes.SelectMany(hero => hero.Levels.Select(level => (hero, level))), together, async (honour, stop) =>
        {
            var province = registers[honour.hero.Organisation].Region[..2];
            var title = (honour.level == "nation" ? plan.Titles.Nation : plan.Titles.Province)[province];
            await Honour(province, title, [opened[honour.hero]], null, honour.hero.RegisteredOn, stop);
        });
        foreach (var register in plan.Registers)
        {
            // The last of a register are those who were lost; its groups come before them.
            var members = new Queue<SampleHero>(heroes.Where(hero => hero.Organisation == register.Organisation).Skip(register.Count / 2));
            foreach (var (size, number) in register.Groups.Select((size, index) => (size, index + 1)))
            {
                var group = Enumerable.Range(0, size).Select(_ => members.Dequeue()).ToList();
                await Honour(register.Region[..2], plan.Titles.Group, [.. group.Select(hero => opened[hero])], $"示范救援群体 {number}", group.Max(hero => hero.RegisteredOn), ct);
            }
        }
    }

    private Task Honour(string province, Guid titleId, IReadOnlyList<Guid> heroIds, string? groupName, DateOnly on, CancellationToken ct) =>
        Send(HttpMethod.Post, "awards", keys[Provinces[province]], new { titleId, heroIds, groupName, grantedOn = on.ToString("yyyy", CultureInfo.InvariantCulture), source = "legacy" }, ct);

    /// <summary>Makes a key of an organisation and returns its secret.</summary>
    internal async Task<string> Key(string organisation, string name, IReadOnlyList<string> scopes, DateTimeOffset? expiresAt, CancellationToken ct)
    {
        var body = new { name, orgId = organisations[organisation], scopes, systems = new[] { "grid", "hospital" }, ratePerSecond = 10_000, rateBurst = 10_000, expiresAt };
        return (await Send(HttpMethod.Post, "api-keys", adminKey, body, ct)).GetProperty("secret").GetString()!;
    }

    private async Task Plant(SampleOrganisation organisation, Guid? parentId, CancellationToken ct)
    {
        var (code, name, kind, level, regionCode) = (organisation.Code, organisation.Name, organisation.Kind, organisation.Level, organisation.RegionCode);
        var jurisdictions = organisation.AnswersFor.Select(place => new { regionCode = place, validFrom = "2010-01-01" });
        var planted = await Send(HttpMethod.Post, "organisations", adminKey, new { code, name, kind, level, parentId, regionCode, jurisdictions }, ct);
        organisations[code] = planted.GetProperty("id").GetGuid();
        foreach (var below in organisation.Below)
            await Plant(below, organisations[code], ct);
    }

    private async Task Decide(SampleLead lead, CancellationToken ct)
    {
        var (id, version) = reported[lead.Number];
        var (decision, body) = lead.Outcome switch
        {
            "accepted" => ("acceptance", (object)new { lead.Reason }),
            "dismissed" => ("dismissal", new { lead.Reason }),
            _ => ("duplicate", new { ofLeadId = reported[lead.DuplicateOf!.Value].Id, lead.Reason })
        };
        await Send(HttpMethod.Post, $"leads/{id}/{decision}", keys[lead.Organisation], body, ct, version);
    }

    private async Task<JsonElement> Send(HttpMethod method, string path, string key, object? body, CancellationToken ct, long? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1/{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (ifMatch is { } version)
            request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        if (method == HttpMethod.Post)
        {
            request.Headers.Add("Idempotency-Key", Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString());
            request.Content = JsonContent.Create(body, options: Json.Web);
        }

        using var answer = await http.SendAsync(request, ct);
        if (!answer.IsSuccessStatusCode)
            throw new HostRefused($"The samples do not load: {method} {path} was answered {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(ct)}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>(ct);
    }
}
