using System.Globalization;
using HeroApi.China;

namespace HeroApi.Host.Samples;

/// <summary>Visits those on the registers: a county at the last Spring Festival, and the stations of another one in the course of this year.</summary>
internal sealed class SampleVisits(SampleDoor door, SampleFund fund, TimeProvider clock)
{
    /// <summary>Everybody of the register is on the list; some are visited twice, and the last of them by nobody. Two live under one roof.</summary>
    internal async Task Load(FestivalPlan plan, IEnumerable<SamplePerson> entitled, CancellationToken ct)
    {
        var officer = await door.Loading(plan.Keeper, ["welfare:read", "welfare:write"], ct);
        var newYear = SpringFestival(clock.Today());
        var campaign = await door.Post("visit-campaigns", officer, new
        {
            occasion = "spring_festival",
            title = $"{newYear.Year} 年春节慰问",
            from = newYear.AddDays(-20),
            to = newYear.AddDays(-1),
            cashFen = plan.CashYuan * 100,
            plan.Goods,
            goodsValueFen = plan.GoodsYuan * 100,
            budgetFen = plan.BudgetYuan * 100
        }, ct);
        var (visited, roof) = (entitled.Take(plan.Persons).ToList(), Guid.CreateVersion7(clock.GetUtcNow()));
        await Parallel.ForEachAsync(visited.Index(), SampleDoor.Together(ct), async (visit, stop) => await Visit(visit.Index, visit.Item, plan.CashYuan, stop));
        await Parallel.ForEachAsync(visited.Take(plan.Again).Index(), SampleDoor.Together(ct), async (visit, stop) => await Visit(visit.Index, visit.Item, 0, stop));
        await door.Post($"visit-campaigns/{campaign.GetProperty("id")}/closure", officer, null, ct, campaign.GetProperty("version").GetInt64());
        await fund.Pay("visit", plan.Persons * plan.CashYuan, "在册人员及家属", "春节慰问金", "visit_campaign", campaign, ct);

        async Task Visit(int number, SamplePerson person, long cashYuan, CancellationToken stop) => await door.Post("visits", officer, new
        {
            heroId = person.Id,
            campaignId = campaign.GetProperty("id"),
            on = newYear.AddDays(-20 + (number % 10) + (cashYuan == 0 ? 10 : 0)),
            visitors = new[] { "示范专干" },
            recipients = person.Hero.Lives ? [] : new[] { new { relation = "spouse" } },
            householdId = number < 2 ? roof : (Guid?)null,
            cashFen = cashYuan * 100,
            plan.Goods,
            goodsValueFen = plan.GoodsYuan * 100,
            needs = cashYuan > 0 && number < plan.Needs.Count ? [new { plan.Needs[number].Kind, plan.Needs[number].Words, assignee = "示范专干" }] : Array.Empty<object>()
        }, stop);
    }

    /// <summary>The county draws the list of the year and gives some of it to its stations, who go there, to some of them twice.</summary>
    internal async Task Load(StationsPlan plan, IEnumerable<SamplePerson> living, CancellationToken ct)
    {
        var officer = await door.Loading(plan.Keeper, ["welfare:read", "welfare:write"], ct);
        var year = SampleYear.Ago(0, clock.Today());
        var campaign = (await door.Post("visit-campaigns", officer, new
        {
            occasion = "follow_up",
            title = $"{year.First.Year} 年回访",
            from = year.First,
            to = year.First.AddYears(1).AddDays(-1),
            orgScope = "self",
            rule = new { states = new[] { "active" } }
        }, ct)).GetProperty("id");
        var due = (await door.Get($"due-visits?campaign={campaign}&limit=500", officer, ct)).GetProperty("items").EnumerateArray()
            .ToDictionary(item => item.GetProperty("heroId").GetGuid(), item => item.GetProperty("id").GetGuid());
        var persons = living.Take(plan.Persons).ToList();
        foreach (var (station, code) in plan.Codes.Index())
        {
            var goer = await door.Loading(code, ["welfare:read", "welfare:write"], ct);
            var given = persons.Where((_, number) => number % plan.Codes.Count == station).Select(person => due[person.Id]);
            await door.Post("due-visits/assignment", officer, new { dueIds = given, assigneeOrgId = door.Organisation(code) }, ct);
            foreach (var number in Enumerable.Range(0, plan.PersonTimes).Where(number => number % plan.Persons % plan.Codes.Count == station))
            {
                var person = persons[number % plan.Persons];
                await door.Post("visits", goer, new
                {
                    heroId = person.Id,
                    dueId = due[person.Id],
                    on = year.Day((double)number / plan.PersonTimes),
                    visitors = new[] { "示范网格员" },
                    goods = "生活用品一份",
                    goodsValueFen = 10_000
                }, ct);
            }
        }
    }

    /// <summary>The first day of the Chinese year that it is.</summary>
    private static DateOnly SpringFestival(DateOnly today)
    {
        var calendar = new ChineseLunisolarCalendar();
        return new[] { today.Year, today.Year - 1 }.Select(year => DateOnly.FromDateTime(calendar.ToDateTime(year, 1, 1, 0, 0, 0, 0))).First(day => day <= today);
    }
}

/// <summary>The visits of a festival: how many persons, how many of them again, with what, and what was found to be needed.</summary>
internal sealed record FestivalPlan(
    string Keeper, int Persons, int Again, long CashYuan, string Goods, long GoodsYuan, long BudgetYuan, IReadOnlyList<SampleNeed> Needs);

/// <summary>What somebody was found to need.</summary>
internal sealed record SampleNeed(string Kind, string Words);

/// <summary>The visits of stations: which of them, and how often to how many persons.</summary>
internal sealed record StationsPlan(string Keeper, IReadOnlyList<string> Codes, int Persons, int PersonTimes);
