using System.Text.Json.Serialization;

namespace HeroApi.China;

/// <summary>What a statutory period is counted in.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PeriodUnit>))]
public enum PeriodUnit
{
    [JsonStringEnumMemberName("days")] Days,
    [JsonStringEnumMemberName("working_days")] WorkingDays,
    [JsonStringEnumMemberName("months")] Months,
    [JsonStringEnumMemberName("years")] Years,
}

/// <summary>A statutory period. With roll-over, one that ends on a rest day goes on to the next working day.</summary>
[method: JsonConstructor]
public readonly record struct Period(int Amount, PeriodUnit Unit = PeriodUnit.Days, bool RollOver = true);

/// <summary>
/// The last day of a period, inclusive, and the instant at which that day is over. <c>Assumed</c> when counting met a
/// year whose holidays the calendar does not know: the date then stands on plain weekends and may still move.
/// </summary>
public readonly record struct DueDate(DateOnly On, bool Assumed)
{
    public DateTimeOffset At => ChinaTime.EndOf(On);
}
