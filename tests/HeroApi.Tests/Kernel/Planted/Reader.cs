using System.Net;
using System.Text.Json;
using HeroApi.TestKit;

namespace HeroApi.Tests.Kernel.Planted;

/// <summary>A consumer of the feed as the contract tells it to be: applies an item when its version is greater.</summary>
internal sealed class Reader(Client caller, string query = "types=planted_note")
{
    private string next = $"/api/v1/exchange/changes?{query}";

    /// <summary>What it holds; null for what was removed.</summary>
    internal Dictionary<Guid, (long Version, bool Removed)> Held { get; } = [];

    internal List<JsonElement> Items { get; } = [];

    internal IEnumerable<Guid> Present => Held.Where(record => !record.Value.Removed).Select(record => record.Key);

    internal string Next => next;

    internal Task<Answer> Ask() => caller.Get(next);

    /// <summary>Reads one page; true when there is more.</summary>
    internal async Task<bool> Page()
    {
        var page = (await Ask()).Must(HttpStatusCode.OK).Json;
        foreach (var item in page.GetProperty("items").EnumerateArray())
        {
            Items.Add(item);
            var (id, version) = (item.GetProperty("id").GetGuid(), item.GetProperty("version").GetInt64());
            if (!Held.TryGetValue(id, out var known) || known.Version < version)
                Held[id] = (version, item.GetProperty("op").GetString() == "removed");
        }

        next = page.GetProperty("next").GetString()!;
        return !page.GetProperty("upToDate").GetBoolean();
    }

    internal async Task<Reader> CatchUp()
    {
        Items.Clear();
        while (await Page())
        {
        }

        return this;
    }
}
