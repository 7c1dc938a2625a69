namespace HeroApi.Host.Samples;

/// <summary>
/// Tells the generated hero files: the same ones for the same plan, in the numbers that counties have published of themselves.
/// </summary>
internal sealed class SampleHeroes
{
    private readonly HeroPlan plan;
    private readonly SamplePeople people;

    private SampleHeroes(HeroPlan plan) => (this.plan, people) = (plan, new SamplePeople(new Random(plan.Seed)));

    internal static IReadOnlyList<SampleHero> Tell(HeroPlan plan)
    {
        var samples = new SampleHeroes(plan);
        return [.. plan.Registers.SelectMany(register => Enumerable.Range(0, register.Count).Select(number => samples.Next(register, number)))];
    }

    /// <summary>Those first in a register hold posts, those last have been lost and found; between them the honours begin.</summary>
    private SampleHero Next(SampleRegister register, int number)
    {
        var holdsPost = number < register.PartyPosts;
        var lost = number >= register.Count - register.LostAndFound;
        var registeredOn = register.ByThen is not { } then ? people.Day(register.Since, plan.To)
            : number < then.Count ? people.Day(register.Since, then.On) : people.Day(then.On.AddDays(1), plan.To);
        var died = people.Happens(plan.Shares.Died) && !holdsPost && !lost;
        var id = people.IdNumber();
        return new SampleHero
        {
            Organisation = register.Organisation,
            Lost = lost,
            RegisteredOn = registeredOn,
            // Of those with a national honour all have a provincial one.
            Levels = [.. register.Honours.Where(honour => number < honour.Value).Select(honour => honour.Key)],
            Body = new()
            {
                ["name"] = people.Name(),
                ["document"] = people.Happens(plan.Shares.Document) || holdsPost || register.Documented ? new { type = "id_card", number = id } : null,
                ["phone"] = people.Happens(plan.Shares.Phone) ? people.Phone() : null,
                ["householdRegion"] = register.Region,
                ["registeredOn"] = registeredOn,
                ["politicalStatus"] = holdsPost ? "01" : people.Happens(plan.Shares.Party) ? "02" : "13",
                ["posts"] = holdsPost ? new[] { new { kind = people.Draw(plan.Posts), unit = "示范单位" } } : [],
                ["injuries"] = number < register.Grades.Count ? new[] { new { what = "左臂", grade = register.Grades[number] } } : [],
                ["wishesNoName"] = people.Happens(plan.Shares.WishesNoName),
                ["diedOn"] = died ? people.Day(registeredOn, plan.To) : null
            }
        };
    }
}

/// <summary>A hero file as a keeper writes it, and what it is honoured with.</summary>
internal sealed record SampleHero
{
    /// <summary>Code of the organisation that keeps it.</summary>
    public required string Organisation { get; init; }

    public required DateOnly RegisteredOn { get; init; }

    /// <summary>The levels at which the person was honoured.</summary>
    public required IReadOnlyList<string> Levels { get; init; }

    /// <summary>Whether contact was lost, and found again.</summary>
    public required bool Lost { get; init; }

    public required Dictionary<string, object?> Body { get; init; }

    internal bool Lives => Body["diedOn"] is null;
}

/// <summary>Seed and figures of the generated hero files.</summary>
internal sealed record HeroPlan
{
    public required int Seed { get; init; }
    public required DateOnly To { get; init; }
    public required DateOnly Lost { get; init; }
    public required DateOnly Found { get; init; }
    public required SampleHeroShares Shares { get; init; }

    /// <summary>Posts that party members hold.</summary>
    public required IReadOnlyDictionary<string, int> Posts { get; init; }

    public required SampleTitles Titles { get; init; }
    public required IReadOnlyList<SampleRegister> Registers { get; init; }
}

/// <summary>The register of one organisation in figures.</summary>
internal sealed record SampleRegister
{
    public required string Organisation { get; init; }
    public required string Region { get; init; }
    public required int Count { get; init; }
    public required DateOnly Since { get; init; }

    /// <summary>How many of them were on it by a day, when that is known.</summary>
    public SampleByThen? ByThen { get; init; }

    /// <summary>Party members who hold a post of a village or unit.</summary>
    public required int PartyPosts { get; init; }

    public required int LostAndFound { get; init; }

    /// <summary>Whether it knows everybody's document, as an insurer asks.</summary>
    public bool Documented { get; init; }

    /// <summary>Grades of disability that their acts left to those first in it.</summary>
    public IReadOnlyList<int> Grades { get; init; } = [];

    /// <summary>Persons with an honour, by its level.</summary>
    public required IReadOnlyDictionary<string, int> Honours { get; init; }

    /// <summary>Groups that were honoured, by the number of their members.</summary>
    public IReadOnlyList<int> Groups { get; init; } = [];
}

/// <summary>How many were on a register on a day.</summary>
internal sealed record SampleByThen(DateOnly On, int Count);

/// <summary>How often a hero file has this or lacks that, from 0 to 1.</summary>
internal sealed record SampleHeroShares(double Document, double Phone, double Party, double Died, double WishesNoName);

/// <summary>The titles of the honours, by level and province; and that of the groups.</summary>
internal sealed record SampleTitles(IReadOnlyDictionary<string, Guid> Province, IReadOnlyDictionary<string, Guid> Nation, Guid Group);
