using System.Text.Json;
using System.Text.Json.Nodes;
using HeroApi.Recognition.Heroes;

namespace HeroApi.Recognition.Mergers;

/// <summary>What a file says that was made of two, member by member, and what it says when they are two again.</summary>
internal static class HeroFields
{
    internal const string From = "from";
    internal const string Into = "into";

    /// <summary>Members that are the file's and not the person's, or that no choice may make less careful.</summary>
    private static readonly string[] Fixed = ["fileNumber", "protection", "externalIds", "ownerEpoch", "wishesNoName"];

    /// <summary>The members that a merger may choose, as they are called in JSON.</summary>
    internal static readonly IReadOnlySet<string> Chosen = typeof(HeroBody).GetProperties()
        .Where(member => member.CanWrite && member.GetMethod!.IsPublic).Select(member => JsonNamingPolicy.CamelCase.ConvertName(member.Name)).Except(Fixed).ToHashSet();

    /// <summary>Each member from the file that was chosen for it; else what the remaining file says, or the other where it says nothing. Lists are united, and who was registered first stays registered since then.</summary>
    internal static HeroBody United(HeroBody into, HeroBody from, IReadOnlyDictionary<string, string> choice)
    {
        var (mine, other, united) = (Members(into), Members(from), Members(into));
        foreach (var name in Chosen)
            united[name] = (choice.GetValueOrDefault(name) switch
            {
                From => other[name],
                Into => mine[name],
                _ when mine[name] is JsonArray some && other[name] is JsonArray more => Both(some, more),
                _ => SaysNothing(mine[name]) ? other[name] : mine[name]
            })?.DeepClone();
        if (!choice.ContainsKey("registeredOn") && from.RegisteredOn?.From < into.RegisteredOn?.From)
            united["registeredOn"] = other["registeredOn"]?.DeepClone();
        return Consistent(Body(united)) with { WishesNoName = into.WishesNoName || from.WishesNoName, ExternalIds = [.. into.ExternalIds.Union(from.ExternalIds)] };
    }

    /// <summary>What the merger made is as it was before; what was changed since stays.</summary>
    internal static HeroBody Parted(HeroBody was, HeroBody became, HeroBody now)
    {
        var (before, merged, parted) = (Members(was), Members(became), Members(now));
        foreach (var name in Chosen.Append("wishesNoName"))
            if (JsonNode.DeepEquals(merged[name], parted[name]))
                parted[name] = before[name]?.DeepClone();
        return Consistent(Body(parted));
    }

    /// <summary>A section in which one file truly had nothing has something since it is united with that of the other.</summary>
    private static HeroBody Consistent(HeroBody body) => body with
    {
        NothingIn = [.. body.NothingIn.Where(section => !(section == "family" && body.Family.Count > 0) && !(section == "injuries" && body.Injuries.Count > 0))]
    };

    private static JsonObject Members(HeroBody body) => JsonSerializer.SerializeToNode(body, Json.Stored)!.AsObject();

    private static HeroBody Body(JsonObject members) => members.Deserialize<HeroBody>(Json.Stored)!;

    private static bool SaysNothing(JsonNode? member) => member is null or JsonArray { Count: 0 } || (member is JsonValue value && value.TryGetValue<string>(out var text) && text is "" or "unknown");

    private static JsonArray Both(JsonArray some, JsonArray more) =>
        [.. some.Concat(more.Where(item => !some.Any(known => JsonNode.DeepEquals(known, item)))).Select(item => item?.DeepClone())];
}
