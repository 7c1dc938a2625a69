using HeroApi.China;

namespace HeroApi.Host.Samples;

/// <summary>
/// Insures the register of a county for this year. The insurer has accepted all who agreed at first; those who agreed late are the gap that
/// one endorsement closes.
/// </summary>
internal sealed class SampleInsurance(SampleDoor door, SampleFund fund, TimeProvider clock, Func<CancellationToken, Task> settle)
{
    /// <summary>The policy.</summary>
    internal async Task<Guid> Load(InsurancePlan plan, IEnumerable<SamplePerson> living, CancellationToken ct)
    {
        var officer = await door.Loading(plan.Keeper, ["heroes:read", "heroes:write", "welfare:read", "welfare:write"], ct);
        await Agree(living.SkipLast(plan.AgreedLate), officer, ct);
        var policy = await Conclude(plan, officer, ct);
        await settle(ct);
        var first = await door.Post($"policies/{policy}/endorsements", officer, new { number = "首批" }, ct);
        await door.Post($"policies/{policy}/endorsements/{first.GetProperty("id")}/acceptance", officer, new { insurerNumber = "示批0001" }, ct, first.GetProperty("version").GetInt64());
        await Agree(living.TakeLast(plan.AgreedLate), officer, ct);
        return policy;
    }

    private async Task<Guid> Conclude(InsurancePlan plan, string officer, CancellationToken ct)
    {
        var year = SampleYear.Ago(0, clock.Today()).First;
        var drafted = await door.Post("policies", officer, new
        {
            plan.InsurerName,
            plan.InsurerCode,
            number = $"示保{year.Year}-0001",
            plan.Kind,
            from = year,
            to = year.AddYears(1).AddDays(-1),
            covers = plan.Covers.Select(cover => new { cover.What, amountFen = cover.Yuan * 100 }),
            premiumFen = plan.PremiumYuan * 100,
            payer = "fund"
        }, ct);
        await door.Post($"policies/{drafted.GetProperty("id")}/conclusion", officer, new { }, ct, drafted.GetProperty("version").GetInt64());
        await fund.Pay("premium", plan.PremiumYuan, plan.InsurerName, "在册人员意外伤害保险", "policy", drafted, ct);
        return drafted.GetProperty("id").GetGuid();
    }

    private Task Agree(IEnumerable<SamplePerson> persons, string officer, CancellationToken ct) => Parallel.ForEachAsync(persons, SampleDoor.Together(ct), async (person, stop) =>
        await door.Post($"heroes/{person.Id}/consents", officer, new { purpose = "share_insurer", textVersion = "示范告知书", channel = "paper" }, stop));
}

/// <summary>A policy for the register of an organisation, and how many of the last on it agreed late that the insurer is told of them.</summary>
internal sealed record InsurancePlan(
    string Keeper, string InsurerName, string InsurerCode, string Kind, IReadOnlyList<SampleCover> Covers, long PremiumYuan, int AgreedLate);

/// <summary>A sum insured for each person.</summary>
internal sealed record SampleCover(string What, long Yuan);
