using System.Text.Json;
using HeroApi.Kernel.Http;

namespace HeroApi.Host.Samples;

/// <summary>What lies in <c>samples/</c>, embedded so that a published host has it too.</summary>
internal static class SampleFiles
{
    /// <summary>The tops of the organisation trees.</summary>
    internal static IReadOnlyList<SampleOrganisation> Organisations => Read<List<SampleOrganisation>>("organisations.json");

    /// <summary>From what the leads are generated.</summary>
    internal static LeadPlan Plan => Read<LeadPlan>("leads.json");

    /// <summary>From what the hero files are generated.</summary>
    internal static HeroPlan Heroes => Read<HeroPlan>("heroes.json");

    /// <summary>The books of a county.</summary>
    internal static FundPlan Fund => Read<FundPlan>("fund.json");

    /// <summary>What is done for those on the registers.</summary>
    internal static WelfarePlan Welfare => Read<WelfarePlan>("welfare.json");

    /// <summary>The lead that the README's walk reports.</summary>
    internal static JsonElement ToldLead => Read<JsonElement>("told-lead.json");

    private static T Read<T>(string name)
    {
        using var file = typeof(SampleFiles).Assembly.GetManifestResourceStream($"samples/{name}")!;
        return JsonSerializer.Deserialize<T>(file, Json.Web)!;
    }
}

/// <summary>An organisation of the samples, with those below it.</summary>
internal sealed record SampleOrganisation
{
    public required string Code { get; init; }
    public required string Name { get; init; }
    public required string Kind { get; init; }
    public required string Level { get; init; }
    public required string RegionCode { get; init; }

    /// <summary>Where it is competent; a development zone answers for townships that carry its neighbour's code.</summary>
    public required IReadOnlyList<string> AnswersFor { get; init; }

    public IReadOnlyList<SampleOrganisation> Below { get; init; } = [];
}

/// <summary>Seed and proportions of the generated leads. Weights need not add up to anything.</summary>
internal sealed record LeadPlan
{
    public required int Seed { get; init; }
    public required int Count { get; init; }
    public required DateOnly From { get; init; }
    public required DateOnly To { get; init; }
    public required IReadOnlyDictionary<string, int> Channels { get; init; }

    /// <summary>Who reports through which channel.</summary>
    public required IReadOnlyDictionary<string, string> Reporters { get; init; }

    public required IReadOnlyDictionary<string, int> Outcomes { get; init; }
    public required StillOpen Open { get; init; }

    /// <summary>Reasons of dismissal.</summary>
    public required IReadOnlyDictionary<string, int> Dismissals { get; init; }

    public required SampleShares Shares { get; init; }
    public required IReadOnlyList<SampleAct> Acts { get; init; }
    public required IReadOnlyList<SamplePlace> Places { get; init; }

    /// <summary>Counties outside the samples, where natives act and strangers are registered.</summary>
    public required IReadOnlyList<string> Elsewhere { get; init; }
}

/// <summary>What share of the leads of the last days nobody has decided on yet.</summary>
internal sealed record StillOpen
{
    public required int LastDays { get; init; }
    public required double Share { get; init; }
}

/// <summary>How often a lead has this or lacks that, from 0 to 1.</summary>
internal sealed record SampleShares
{
    public required double Anonymous { get; init; }
    public required double MonthOnly { get; init; }
    public required double ActedAway { get; init; }
    public required double HouseholdElsewhere { get; init; }
    public required double Document { get; init; }
    public required double Phone { get; init; }
    public required double Point { get; init; }
}

/// <summary>A kind of act: how often, in which months, how dangerous, and how it is told.</summary>
internal sealed record SampleAct
{
    public required int Weight { get; init; }
    public required double Injured { get; init; }
    public required double Died { get; init; }

    /// <summary>Twelve weights, January first: people drown in summer, and houses burn in winter.</summary>
    public required IReadOnlyList<int> Months { get; init; }

    public required IReadOnlyList<string> Summaries { get; init; }
}

/// <summary>Where acts happen, roughly, and which organisation takes them in.</summary>
internal sealed record SamplePlace
{
    public required string Organisation { get; init; }
    public required int Weight { get; init; }
    public required double Lon { get; init; }
    public required double Lat { get; init; }
    public required IReadOnlyList<string> Regions { get; init; }
}
