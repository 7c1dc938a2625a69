using System.Collections.Concurrent;
using System.Globalization;

namespace HeroApi.Host.Samples;

/// <summary>Loads organisations, their leads and their hero files.</summary>
internal sealed class SampleLoader(SampleDoor door)
{
    private static readonly IReadOnlyDictionary<string, string> Provinces = new Dictionary<string, string> { ["35"] = "FJ-JJH", ["37"] = "SD-JJH" };

    private readonly Dictionary<string, string> keys = [];
    private readonly ConcurrentDictionary<int, (Guid Id, long Version)> reported = new();

    /// <summary>Puts organisations into the tree and leads under them; <paramref name="progress"/> hears of every lead.</summary>
    internal async Task Load(IReadOnlyList<SampleOrganisation> tops, IReadOnlyList<SampleLead> leads, Action<int> progress, CancellationToken ct)
    {
        foreach (var top in tops)
            await door.Plant(top, null, ct);
        foreach (var code in leads.Select(lead => lead.Organisation).Distinct())
            keys[code] = await door.Loading(code, ["leads:read", "leads:write", "leads:triage"], ct);

        var together = SampleDoor.Together(ct);
        await Parallel.ForEachAsync(leads, together, async (lead, stop) =>
        {
            var taken = await door.Post("leads", keys[lead.Organisation], lead.Body, stop);
            reported[lead.Number] = (taken.GetProperty("id").GetGuid(), taken.GetProperty("version").GetInt64());
            progress(reported.Count);
        });
        // Only now is every lead known that another one can be a duplicate of.
        await Parallel.ForEachAsync(leads.Where(lead => lead.Outcome != "reported"), together, async (lead, stop) => await Decide(lead, stop));
    }

    /// <summary>Opens hero files with their keepers; their provinces tell what each was honoured with, and the keepers whom they lost and found.</summary>
    internal async Task<IReadOnlyList<SamplePerson>> Load(HeroPlan plan, IReadOnlyList<SampleHero> heroes, CancellationToken ct)
    {
        foreach (var keeper in plan.Registers.Select(register => register.Organisation))
            keys[keeper] = await door.Loading(keeper, ["heroes:read", "heroes:write"], ct);
        foreach (var (_, province) in Provinces)
            keys[province] = await door.Loading(province, ["heroes:read", "honours:decide"], ct);

        var together = SampleDoor.Together(ct);
        var opened = new ConcurrentDictionary<SampleHero, Guid>(ReferenceEqualityComparer.Instance);
        await Parallel.ForEachAsync(heroes, together, async (hero, stop) =>
        {
            var id = opened[hero] = (await door.Post("heroes", keys[hero.Organisation], hero.Body, stop)).GetProperty("id").GetGuid();
            if (!hero.Lost)
                return;
            await door.Post($"heroes/{id}/contact-attempts", keys[hero.Organisation], new { on = plan.Lost, channel = "phone", result = "wrong_number", state = "lost" }, stop);
            await door.Post($"heroes/{id}/contact-attempts", keys[hero.Organisation], new { on = plan.Found, channel = "police", result = "reached", state = "found" }, stop);
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

        return [.. heroes.Select(hero => new SamplePerson(opened[hero], hero))];
    }

    private Task Honour(string province, Guid titleId, IReadOnlyList<Guid> heroIds, string? groupName, DateOnly on, CancellationToken ct) =>
        door.Post("awards", keys[Provinces[province]], new { titleId, heroIds, groupName, grantedOn = on.ToString("yyyy", CultureInfo.InvariantCulture), source = "legacy" }, ct);

    private async Task Decide(SampleLead lead, CancellationToken ct)
    {
        var (id, version) = reported[lead.Number];
        var (decision, body) = lead.Outcome switch
        {
            "accepted" => ("acceptance", (object)new { lead.Reason }),
            "dismissed" => ("dismissal", new { lead.Reason }),
            _ => ("duplicate", new { ofLeadId = reported[lead.DuplicateOf!.Value].Id, lead.Reason })
        };
        await door.Post($"leads/{id}/{decision}", keys[lead.Organisation], body, ct, version);
    }
}

/// <summary>A hero file that was opened, under its id.</summary>
internal sealed record SamplePerson(Guid Id, SampleHero Hero);
