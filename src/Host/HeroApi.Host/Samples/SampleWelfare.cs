namespace HeroApi.Host.Samples;

/// <summary>Cares for those on the registers as counties do: the books, the insurance, the visits, and one person from the hospital to a place at a school.</summary>
/// <param name="settle">Waits until what follows the register has followed it.</param>
internal sealed class SampleWelfare(SampleDoor door, TimeProvider clock, Func<CancellationToken, Task> settle)
{
    internal async Task Load(FundPlan books, WelfarePlan plan, IReadOnlyList<SamplePerson> persons, CancellationToken ct)
    {
        var fund = new SampleFund(door, clock);
        await fund.Load(books, ct);
        await settle(ct);
        var policy = await new SampleInsurance(door, fund, clock, settle).Load(plan.Insurance, Of(plan.Insurance.Keeper).Where(person => person.Hero.Lives), ct);
        var visits = new SampleVisits(door, fund, clock);
        await visits.Load(plan.Festival, Of(plan.Festival.Keeper), ct);
        await visits.Load(plan.Stations, Of(plan.Stations.Keeper).Where(person => person.Hero.Lives), ct);
        await new SampleCare(door, fund, clock).Load(plan.Care, Of(plan.Care.Keeper).First(), policy, ct);

        IEnumerable<SamplePerson> Of(string keeper) => persons.Where(person => person.Hero.Organisation == keeper);
    }
}

/// <summary>What is done for whom, in figures.</summary>
internal sealed record WelfarePlan
{
    public required InsurancePlan Insurance { get; init; }
    public required FestivalPlan Festival { get; init; }
    public required StationsPlan Stations { get; init; }
    public required CarePlan Care { get; init; }
}
