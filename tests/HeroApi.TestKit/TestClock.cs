namespace HeroApi.TestKit;

/// <summary>
/// A clock that tests move. It takes a step of one millisecond at every reading, so that what is made later has a later
/// time and a later id.
/// </summary>
public sealed class TestClock : TimeProvider
{
    private static readonly long Start = new DateTimeOffset(2026, 6, 1, 1, 0, 0, TimeSpan.Zero).UtcTicks;
    private readonly List<Alarm> alarms = [];
    private long steps;
    private long moved;

    public override DateTimeOffset GetUtcNow() =>
        new(Start + Interlocked.Read(ref moved) + (Interlocked.Increment(ref steps) * TimeSpan.TicksPerMillisecond), TimeSpan.Zero);

    /// <summary>Moves with the clock, so that what is remembered for seconds is forgotten when the test advances.</summary>
    public override long GetTimestamp() => Interlocked.Read(ref moved);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Moves the clock, and rings what was waiting for that.</summary>
    public void Advance(TimeSpan by)
    {
        Interlocked.Add(ref moved, by.Ticks);
        List<Alarm> due;
        lock (alarms)
        {
            due = alarms.FindAll(alarm => alarm.At <= GetTimestamp());
            alarms.RemoveAll(due.Contains);
        }

        foreach (var alarm in due)
            alarm.Ring();
    }

    /// <summary>Rings once, when the clock is moved past it; nothing waits for real time.</summary>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, () => callback(state));
        alarm.Change(dueTime, period);
        return alarm;
    }

    private sealed class Alarm(TestClock clock, Action ring) : ITimer
    {
        internal long At { get; private set; }

        internal void Ring() => ring();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Dispose();
            if (dueTime == Timeout.InfiniteTimeSpan)
                return true;

            lock (clock.alarms)
            {
                At = clock.GetTimestamp() + dueTime.Ticks;
                clock.alarms.Add(this);
            }

            return true;
        }

        public void Dispose()
        {
            lock (clock.alarms)
                clock.alarms.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
