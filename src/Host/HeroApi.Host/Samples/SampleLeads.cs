using System.Globalization;

namespace HeroApi.Host.Samples;

/// <summary>Tells the generated leads: the same ones for the same plan.</summary>
internal sealed class SampleLeads
{
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    private readonly LeadPlan plan;
    private readonly Random random;
    private readonly SamplePeople people;
    private readonly IReadOnlyDictionary<SampleAct, IReadOnlyDictionary<DateOnly, int>> seasons;

    private SampleLeads(LeadPlan plan)
    {
        (this.plan, random) = (plan, new Random(plan.Seed));
        people = new SamplePeople(random);
        var days = Enumerable.Range(0, plan.To.DayNumber - plan.From.DayNumber + 1).Select(plan.From.AddDays).ToList();
        seasons = plan.Acts.ToDictionary(act => act, act => (IReadOnlyDictionary<DateOnly, int>)days.ToDictionary(day => day, day => act.Months[day.Month - 1]));
    }

    internal static IReadOnlyList<SampleLead> Tell(LeadPlan plan)
    {
        var samples = new SampleLeads(plan);
        var told = new List<SampleLead>(plan.Count);
        while (told.Count < plan.Count)
            told.Add(samples.Next(told));
        return told;
    }

    private SampleLead Next(List<SampleLead> told)
    {
        var outcome = people.Draw(plan.Outcomes);
        var original = outcome == "duplicate" && told.FindAll(lead => lead.Outcome == "accepted") is { Count: > 0 } accepted ? people.Draw(accepted) : null;
        var lead = original is null ? New(told.Count, outcome) : Again(told.Count, original);
        var isOpen = original is null && plan.To.DayNumber - DateOnly.FromDateTime(lead.ReportedAt.DateTime).DayNumber < plan.Open.LastDays && people.Happens(plan.Open.Share);
        return isOpen ? lead with { Outcome = "reported" } : lead;
    }

    private SampleLead New(int number, string outcome)
    {
        var place = people.Draw(plan.Places.ToDictionary(place => place, place => place.Weight));
        var act = people.Draw(plan.Acts.ToDictionary(act => act, act => act.Weight));
        var day = people.Draw(seasons[act]);
        var away = people.Happens(plan.Shares.ActedAway);
        var monthOnly = people.Happens(plan.Shares.MonthOnly);
        var persons = Enumerable.Range(0, random.Next(10) switch { < 8 => 1, 8 => 2, _ => 3 }).Select(_ => Person(place, away)).ToArray();
        return Report(number, new SampleLead
        {
            Number = number,
            Organisation = place.Organisation,
            Outcome = outcome == "duplicate" ? "accepted" : outcome,
            Reason = outcome == "dismissed" ? people.Draw(plan.Dismissals) : "事实清楚，有见证人证实",
            ActedOn = day,
            Act = new()
            {
                ["summary"] = people.Draw(act.Summaries),
                ["acted"] = monthOnly
                    ? new { on = day.ToString("yyyy-MM", CultureInfo.InvariantCulture), time = (string?)null }
                    : new { on = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), time = (string?)$"{random.Next(6, 23):00}:{random.Next(12) * 5:00}" },
                ["place"] = away ? new { regionCode = people.Draw(plan.Elsewhere), address = (string?)null, point = (object?)null } : Where(place),
                ["persons"] = persons,
                ["beneficiaries"] = new[] { new { count = random.Next(8) == 0 ? random.Next(2, 6) : 1 } },
                ["harm"] = new { injured = people.Happens(act.Injured) ? random.Next(1, persons.Length + 1) : 0, died = people.Happens(act.Died) ? 1 : 0 }
            }
        });
    }

    /// <summary>Somebody else tells of the same act.</summary>
    private SampleLead Again(int number, SampleLead original) =>
        Report(number, original with { Number = number, Outcome = "duplicate", Reason = "与已受理线索为同一事件", DuplicateOf = original.Number });

    private SampleLead Report(int number, SampleLead lead)
    {
        var channel = people.Draw(plan.Channels);
        var late = channel switch { "beneficiary_thanks" => random.Next(5, 60), "media" or "recommendation" => random.Next(1, 15), _ => random.Next(3) };
        var at = new DateTimeOffset(lead.ActedOn.AddDays(late).ToDateTime(new TimeOnly(random.Next(8, 18), random.Next(60))), China);
        // Who acts in the evening is not reported on that morning.
        var reportedAt = late == 0 ? at.AddDays(1) : at;
        return lead with
        {
            ReportedAt = reportedAt,
            Body = new(lead.Act)
            {
                ["channel"] = channel,
                ["reportedAt"] = reportedAt,
                ["reporter"] = people.Happens(plan.Shares.Anonymous)
                    ? new { anonymous = true, name = (string?)null, relation = (string?)null, phone = (string?)null }
                    : new { anonymous = false, name = (string?)people.Name(), relation = (string?)plan.Reporters[channel], phone = (string?)people.Phone() },
                ["externalIds"] = channel == "grid_worker" ? new[] { new { system = "grid", value = $"G{reportedAt.Year}-{number:000000}" } } : []
            }
        };
    }

    private object Where(SamplePlace place) => new
    {
        regionCode = people.Draw(place.Regions),
        address = (string?)$"示范路{random.Next(1, 200)}号",
        point = people.Happens(plan.Shares.Point)
            ? (object)new { lon = Near(place.Lon), lat = Near(place.Lat), crs = random.Next(20) switch { < 14 => "gcj02", < 19 => "wgs84", _ => "bd09" } }
            : null
    };

    private object Person(SamplePlace place, bool away) => new
    {
        name = people.Name(),
        document = people.Happens(plan.Shares.Document) ? new { type = "id_card", number = people.IdNumber() } : null,
        phone = people.Happens(plan.Shares.Phone) ? people.Phone() : null,
        householdRegion = away || !people.Happens(plan.Shares.HouseholdElsewhere) ? place.Regions[0] : random.Next(2) == 0 ? people.Draw(plan.Places).Regions[0] : people.Draw(plan.Elsewhere)
    };

    private double Near(double degrees) => Math.Round(degrees + ((random.NextDouble() - 0.5) * 0.06), 6);
}

/// <summary>A lead as it is reported, and what becomes of it.</summary>
internal sealed record SampleLead
{
    public required int Number { get; init; }

    /// <summary>Code of the organisation that takes it in.</summary>
    public required string Organisation { get; init; }

    /// <summary>accepted, dismissed, duplicate, or reported when nobody has decided yet.</summary>
    public required string Outcome { get; init; }

    public required string Reason { get; init; }
    public int? DuplicateOf { get; init; }
    public required DateOnly ActedOn { get; init; }
    public DateTimeOffset ReportedAt { get; init; }

    /// <summary>What every report of this act says.</summary>
    public required Dictionary<string, object> Act { get; init; }

    /// <summary>What this one says.</summary>
    public Dictionary<string, object> Body { get; init; } = [];
}
