namespace HeroApi.TestKit;

/// <summary>
/// A clock that tests move. It takes a step of one millisecond at every reading, so that what is made later has a later
/// time and a later id.
/// </summary>
public sealed class TestClock : TimeProvider
{
    private static readonly long Start = new DateTimeOffset(2026, 6, 1, 1, 0, 0, TimeSpan.Zero).UtcTicks;
    private long steps;
    private long moved;

    public override DateTimeOffset GetUtcNow() =>
        new(Start + Interlocked.Read(ref moved) + (Interlocked.Increment(ref steps) * TimeSpan.TicksPerMillisecond), TimeSpan.Zero);

    /// <summary>Moves with the clock, so that what is remembered for seconds is forgotten when the test advances.</summary>
    public override long GetTimestamp() => Interlocked.Read(ref moved);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Advance(TimeSpan by) => Interlocked.Add(ref moved, by.Ticks);
}
