using System.Reflection;
using System.Text.Json;
using HeroApi.Kernel.Http;
using MediatR;

namespace HeroApi.Kernel.Events;

/// <summary>
/// Which handlers there are for which event, and the stable names of both. An event is
/// <c>&lt;module&gt;.&lt;event&gt;.v1</c>, a subscriber <c>&lt;module&gt;.&lt;handler&gt;</c>; rows in the database hold only these names.
/// </summary>
public sealed class Subscriptions
{
    private readonly Dictionary<string, Type> events = [];
    private readonly Dictionary<Type, List<Subscriber>> subscribers = [];

    public Subscriptions(IEnumerable<Assembly> assemblies)
    {
        foreach (var type in assemblies.Distinct().SelectMany(assembly => assembly.GetTypes()).Where(type => type is { IsAbstract: false, IsInterface: false }))
        {
            if (typeof(INotification).IsAssignableFrom(type))
                events[NameOf(type)] = type;

            foreach (var handled in type.GetInterfaces().Where(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(INotificationHandler<>)))
            {
                var notification = handled.GetGenericArguments()[0];
                events[NameOf(notification)] = notification;
                if (!subscribers.TryGetValue(notification, out var known))
                    subscribers[notification] = known = [];
                known.Add(new Subscriber($"{Module(type)}.{Names.Snake((type.DeclaringType ?? type).Name)}", type, notification));
            }
        }
    }

    /// <summary>Every event name with its subscribers; pinned by a snapshot test.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Table => events.ToDictionary(entry => entry.Key,
        entry => (IReadOnlyList<string>)[.. Of(entry.Value).Select(subscriber => subscriber.Name).Order(StringComparer.Ordinal)]);

    internal IReadOnlyCollection<string> Events => events.Keys;

    internal IReadOnlyList<Subscriber> Of(Type notification) => subscribers.GetValueOrDefault(notification) ?? [];

    internal Subscriber? Find(string eventName, string subscriber) =>
        events.TryGetValue(eventName, out var type) ? Of(type).FirstOrDefault(known => known.Name == subscriber) : null;

    internal INotification? Read(string eventName, string body) =>
        events.TryGetValue(eventName, out var type) ? (INotification)JsonSerializer.Deserialize(body, type, Json.Stored)! : null;

    internal static string NameOf(Type notification) => $"{Module(notification)}.{Names.Snake(notification.Name)}.v1";

    private static string Module(Type type) => Names.Snake(type.Namespace!.Split('.')[1]);

    internal sealed record Subscriber(string Name, Type Handler, Type Notification);
}
