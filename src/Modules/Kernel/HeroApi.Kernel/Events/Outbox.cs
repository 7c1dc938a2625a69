using System.Text.Json;
using HeroApi.Kernel.Data;
using HeroApi.Kernel.Http;
using MediatR;

namespace HeroApi.Kernel.Events;

/// <summary>
/// What a command says to other modules. Events are written in the command's own transaction, one delivery for each
/// subscriber, so that none is lost and none is told of something that did not happen.
/// </summary>
public sealed class Outbox(Subscriptions subscriptions, TimeProvider clock)
{
    private readonly List<Statement> said = [];

    internal bool Any => said.Count > 0;

    /// <summary>Says that something happened. Deliveries with one key reach a subscriber in order.</summary>
    public void Add(INotification notification, Guid key)
    {
        var name = Subscriptions.NameOf(notification.GetType());
        Add(name, subscriptions.Of(notification.GetType()), JsonSerializer.Serialize(notification, notification.GetType(), Json.Stored), key.ToString("D"));
    }

    /// <summary>Says it when <paramref name="dueAt"/> has come. A timer of the same name is moved.</summary>
    public void At(string name, DateTimeOffset dueAt, INotification notification, Guid key) => said.Add(new Statement(
        """
        INSERT INTO kernel_timer (name, due_at, type, key, body)
        VALUES (@name, @due, @type, @key, @body)
        ON CONFLICT (name) DO UPDATE SET due_at = excluded.due_at, type = excluded.type, key = excluded.key, body = excluded.body
        """,
        [
            new("name", name), new("due", dueAt), new("type", Subscriptions.NameOf(notification.GetType())), new("key", key.ToString("D")),
            new("body", JsonSerializer.Serialize(notification, notification.GetType(), Json.Stored))
        ]));

    /// <summary>Takes a timer back.</summary>
    public void Cancel(string name) => said.Add(new Statement("DELETE FROM kernel_timer WHERE name = @name", [new("name", name)]));

    internal void Ring(string name, IReadOnlyList<Subscriptions.Subscriber> subscribers, string body, string key) => Add(name, subscribers, body, key);

    internal void Clear() => said.Clear();

    internal void Write(List<Statement> last) => last.AddRange(said);

    private void Add(string name, IReadOnlyList<Subscriptions.Subscriber> subscribers, string body, string key)
    {
        var (id, now) = (Guid.CreateVersion7(clock.GetUtcNow()), clock.GetUtcNow());
        said.Add(new Statement("INSERT INTO kernel_event (id, type, key, body, at) VALUES (@id, @type, @key, @body, @at)",
            [new("id", id), new("type", name), new("key", key), new("body", body), new("at", now)]));
        foreach (var subscriber in subscribers)
            said.Add(new Statement("INSERT INTO kernel_delivery (event_id, subscriber, key, next_at) VALUES (@id, @subscriber, @key, @at)",
                [new("id", id), new("subscriber", subscriber.Name), new("key", key), new("at", now)]));
    }
}

/// <summary>Wakes the background work of this host at once when something was committed.</summary>
public sealed class Wake
{
    private volatile TaskCompletionSource signal = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Up() => Interlocked.Exchange(ref signal, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    /// <summary>Taken before looking for work, so that what is committed meanwhile is not slept over.</summary>
    public Task Next => signal.Task;
}
