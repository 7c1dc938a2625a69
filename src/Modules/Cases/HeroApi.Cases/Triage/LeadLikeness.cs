namespace HeroApi.Cases.Triage;

/// <summary>Why two leads may tell of the same act.</summary>
internal sealed record Likeness
{
    /// <summary>same_document, same_phone, same_name, near_in_time, near_in_place or same_region.</summary>
    public required string Code { get; init; }

    /// <summary>What it adds to the score.</summary>
    public required int Points { get; init; }
}

/// <summary>Weighs what two leads have in common; pure, so that the weights can be read and tested in one place.</summary>
internal static class LeadLikeness
{
    internal const int LongestGapInDays = 3;
    internal const double LongestMetres = 2000;

    /// <summary>Time and region alone must reach it, else two calls about one act without names would never meet.</summary>
    internal const int Least = 20;

    /// <param name="sharedDocument">A person has the same document number in both.</param>
    /// <param name="sharedPhone">A person has the same phone number in both.</param>
    internal static IReadOnlyList<Likeness> Between(LeadView a, LeadView b, bool sharedDocument, bool sharedPhone)
    {
        var found = new List<Likeness>();
        if (sharedDocument)
            found.Add(new Likeness { Code = "same_document", Points = 60 });
        if (sharedPhone)
            found.Add(new Likeness { Code = "same_phone", Points = 30 });
        if (a.Persons.Select(person => person.Name).Intersect(b.Persons.Select(person => person.Name)).Any())
            found.Add(new Likeness { Code = "same_name", Points = 20 });
        if (GapInDays(a.Acted.On, b.Acted.On) is <= LongestGapInDays and var gap)
            found.Add(new Likeness { Code = "near_in_time", Points = IsVague(a.Acted.On) || IsVague(b.Acted.On) ? 5 : 16 - (2 * gap) });
        if (Metres(a.Place.Point, b.Place.Point) is <= LongestMetres and var metres)
            found.Add(new Likeness { Code = "near_in_place", Points = metres <= 300 ? 25 : 15 });
        else if (a.Place.RegionCode == b.Place.RegionCode)
            found.Add(new Likeness { Code = "same_region", Points = 5 });
        return found;
    }

    /// <summary>Days between two spans of time; none when they overlap.</summary>
    private static int GapInDays(PartialDate a, PartialDate b) => Math.Max(0, Math.Max(a.From.DayNumber - b.To.DayNumber, b.From.DayNumber - a.To.DayNumber));

    /// <summary>That two acts fell into one year says little.</summary>
    private static bool IsVague(PartialDate date) => date.From != date.To;

    private static double? Metres(PointBody? a, PointBody? b) =>
        a is null || b is null ? null : Coordinates.MetresBetween(new(a.Lon, a.Lat), new(b.Lon, b.Lat));
}
