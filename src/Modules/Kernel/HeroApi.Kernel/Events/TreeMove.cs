using System.Text.Json;
using HeroApi.Kernel.Data;
using HeroApi.Kernel.Http;

namespace HeroApi.Kernel.Events;

/// <summary>
/// Tells the feed of a moved organisation, record by record: those who lost sight of a record are told that it went, those
/// who gained it receive it. Versions are raised, since a reader to whom a record comes back ignores a version it had.
/// </summary>
internal sealed class TreeMove(Db db, IEnumerable<IRecordSource> sources, Records records) : IJob
{
    internal const string Name = "kernel.tree_move";
    private const int Chunk = 500;

    public string Kind => Name;

    public async Task<JobStep> Step(string input, string? checkpoint, CancellationToken ct)
    {
        var move = JsonSerializer.Deserialize<Input>(input, Json.Stored)!;
        var at = checkpoint is null ? new Mark(0, Guid.Empty) : JsonSerializer.Deserialize<Mark>(checkpoint, Json.Stored)!;
        var found = new HashSet<Guid>();
        // Organisations without records are passed in chunks too, for the writers that wait meanwhile.
        var end = Math.Min(at.Org + Chunk, move.Orgs.Count);
        while (found.Count < Chunk && at.Org < end)
        {
            var take = Chunk - found.Count;
            var records = await db.Query<Guid>(
                "SELECT DISTINCT record_id FROM kernel_scope WHERE org_id = @org AND record_id > @After ORDER BY record_id LIMIT @take",
                new { org = move.Orgs[at.Org], at.After, take }, ct);
            found.UnionWith(records);
            at = records.Count < take ? new Mark(at.Org + 1, Guid.Empty) : at with { After = records[^1] };
        }

        // The command that moved it has told of it; a version more would only make its caller's tag stale.
        found.Remove(move.Moved);
        foreach (var source in sources)
            await records.Raise(source.Table, found, move.Losing, ct);

        return new JobStep(found.Count, JsonSerializer.Serialize(at, Json.Stored), Finished: at.Org == move.Orgs.Count);
    }

    /// <param name="Moved">The organisation that was moved.</param>
    /// <param name="Orgs">It and all below it at that time; a later move of a part has a job of its own.</param>
    /// <param name="Losing">Those that stood above it and no longer do.</param>
    internal sealed record Input(Guid Moved, IReadOnlyList<Guid> Orgs, IReadOnlyList<Guid> Losing);

    /// <summary>How far the job has come: which organisation, and after which of its records.</summary>
    private sealed record Mark(int Org, Guid After);
}
