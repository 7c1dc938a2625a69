using Dapper;

namespace HeroApi.Recognition.Heroes;

/// <summary>
/// Makes the parts of a hero file refer to files: whoever sees the hero file sees them. One file may serve several parts.
/// </summary>
internal sealed class HeroPapers(Db db, FileLinks links)
{
    internal const int Most = 20;

    /// <summary>Adds files to a part of a hero file; one that the caller may not see is refused at its pointer.</summary>
    internal async Task Attach(Guid heroId, Guid partId, IReadOnlyList<Guid> fileIds, Func<int, string> pointer, CancellationToken ct)
    {
        if (fileIds.Count == 0)
            return;

        var parameters = new DynamicParameters(new { heroId });
        var known = await db.Query<Guid>($"SELECT DISTINCT file_id FROM recognition_file WHERE hero_id = @heroId AND file_id IN {parameters.In("file", fileIds)}", parameters, ct);
        await links.Refer(new RecordName(HeroSource.Name, heroId), known, fileIds, pointer, ct);
        await db.ExecuteAll([.. fileIds.Select(file => new Statement(
            "INSERT INTO recognition_file (part_id, file_id, hero_id) VALUES (@part, @file, @hero) ON CONFLICT (part_id, file_id) DO NOTHING",
            [new("part", partId), new("file", file), new("hero", heroId)]))], ct);
    }

    /// <summary>Makes a part refer to these files and to no others; one that it drops is the hero's no longer, unless another part refers to it.</summary>
    internal async Task Keep(Guid heroId, Guid partId, IReadOnlyList<Guid> fileIds, Func<int, string> pointer, CancellationToken ct)
    {
        var dropped = (await Of([partId], ct))[partId].Except(fileIds).ToList();
        if (dropped.Count > 0)
        {
            var parameters = new DynamicParameters(new { heroId, partId });
            var list = parameters.In("file", dropped);
            await db.Execute($"DELETE FROM recognition_file WHERE part_id = @partId AND file_id IN {list}", parameters, ct);
            var elsewhere = await db.Query<Guid>($"SELECT DISTINCT file_id FROM recognition_file WHERE hero_id = @heroId AND file_id IN {list}", parameters, ct);
            await links.Refer(new RecordName(HeroSource.Name, heroId), [.. dropped.Except(elsewhere)], [], pointer, ct);
        }

        await Attach(heroId, partId, fileIds, pointer, ct);
    }

    /// <summary>The files of each of these parts.</summary>
    internal async Task<ILookup<Guid, Guid>> Of(IReadOnlyList<Guid> partIds, CancellationToken ct)
    {
        if (partIds.Count == 0)
            return Array.Empty<PaperRow>().ToLookup(paper => paper.PartId, paper => paper.FileId);

        var parameters = new DynamicParameters();
        return (await db.Query<PaperRow>($"SELECT part_id, file_id FROM recognition_file WHERE part_id IN {parameters.In("part", partIds)} ORDER BY file_id", parameters, ct))
            .ToLookup(paper => paper.PartId, paper => paper.FileId);
    }
}

/// <summary>That a part of a hero file refers to a file.</summary>
internal sealed record PaperRow
{
    public required Guid PartId { get; init; }
    public required Guid FileId { get; init; }
}

/// <summary>What a sent list of files must be; how long it may be says a rule on its count, which the document shows.</summary>
internal static class PaperRules
{
    internal static void HeroFiles<T>(this IRuleBuilderInitial<T, IReadOnlyList<Guid>> rule) => rule
        .Must(files => files.Distinct().Count() == files.Count).Refuses(RecognitionErrors.FileRepeated);
}
