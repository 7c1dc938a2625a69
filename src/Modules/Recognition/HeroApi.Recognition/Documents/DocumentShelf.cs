using HeroApi.Recognition.Heroes;

namespace HeroApi.Recognition.Documents;

/// <summary>Where the documents of hero files are looked up; who sees the hero file sees them.</summary>
internal sealed class DocumentShelf(Db db, HeroPapers papers)
{
    /// <summary>A document of a hero file that the caller sees; 404 when it has no such document, or no longer.</summary>
    /// <param name="version">The version the caller knows; null for who only looks.</param>
    internal async Task<HeroDocumentView> Find(Guid heroId, Guid documentId, long? version, CancellationToken ct)
    {
        var row = await db.SingleOrDefault<HeroDocumentRow>(
            $"SELECT {HeroDocumentRow.Columns} FROM recognition_document p WHERE p.id = @documentId AND p.hero_id = @heroId AND p.removed_at IS NULL", new { documentId, heroId }, ct)
            ?? throw new Refusal(Problems.NotFound);
        return version is null || row.Version == version ? (await Shown([row], ct))[0] : throw Stale.At(row.Version);
    }

    /// <summary>Documents with their files.</summary>
    internal async Task<IReadOnlyList<HeroDocumentView>> Shown(IReadOnlyList<HeroDocumentRow> rows, CancellationToken ct)
    {
        var files = await papers.Of([.. rows.Select(row => row.Id)], ct);
        return [.. rows.Select(row => row.View(files[row.Id]))];
    }
}
