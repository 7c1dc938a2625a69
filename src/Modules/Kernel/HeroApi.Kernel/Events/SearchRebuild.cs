using System.Text.Json;
using HeroApi.Kernel.Data;
using HeroApi.Kernel.Http;
using HeroApi.Kernel.Text;

namespace HeroApi.Kernel.Events;

/// <summary>Writes the search index of every record type anew, after a release that gives a text other terms.</summary>
internal sealed class SearchRebuild(IEnumerable<IRecordSource> sources, Changes changes) : IJob
{
    private const int Chunk = 200;
    private const string Name = "kernel.search_rebuild";

    public string Kind => Name;

    /// <summary>Starts the work when the index was written by an older release; a new database has nothing to write anew.</summary>
    internal static async Task StartWhenOutdated(Db db, Jobs jobs, CancellationToken ct)
    {
        var now = new { SearchTerms.Definition };
        var isNew = await db.Execute("INSERT INTO kernel_search_head (id, definition) VALUES (1, @Definition) ON CONFLICT (id) DO NOTHING", now, ct) > 0;
        if (!isNew && await db.Execute("UPDATE kernel_search_head SET definition = @Definition WHERE definition < @Definition", now, ct) > 0)
            await jobs.Start(Name, now, ct);
    }

    public async Task<JobStep> Step(string input, string? checkpoint, CancellationToken ct)
    {
        var at = checkpoint is null ? new Mark(0, null) : JsonSerializer.Deserialize<Mark>(checkpoint, Json.Stored)!;
        var inOrder = sources.OrderBy(source => source.Type, StringComparer.Ordinal).ToList();
        if (at.Source >= inOrder.Count)
            return new JobStep(0, checkpoint, Finished: true);

        var source = inOrder[at.Source];
        var records = await source.Searched(at.After, Chunk, ct);
        foreach (var record in records)
            changes.Found(source.Type, record);
        at = records.Count < Chunk ? new Mark(at.Source + 1, null) : at with { After = records[^1].Id };
        return new JobStep(records.Count, JsonSerializer.Serialize(at, Json.Stored), Finished: at.Source == inOrder.Count, Phase: source.Type);
    }

    /// <summary>How far the job has come: which type, and after which of its records.</summary>
    private sealed record Mark(int Source, Guid? After);
}
