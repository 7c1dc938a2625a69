using Dapper;

namespace HeroApi.Recognition.Awards;

/// <summary>What an honour needs to know of a person.</summary>
internal sealed record Honouree
{
    public required Guid Id { get; init; }
    public required Guid OwnerOrgId { get; init; }
    public required string Protection { get; init; }
    public PartialDate? DiedOn { get; init; }
}

/// <summary>Finds the files of those who are honoured or nominated: the caller must see each of them, and need not keep it.</summary>
internal sealed class Honourees(Db db)
{
    /// <summary>The files, held for the rest of the command; one that the caller does not see is refused at its pointer like one that does not exist.</summary>
    internal async Task<IReadOnlyList<Honouree>> Find(IReadOnlyList<Guid> heroIds, CancellationToken ct)
    {
        var parameters = new DynamicParameters();
        var found = await db.Query<Honouree>(
            $"""
            UPDATE recognition_hero AS h
            SET    version = version
            WHERE  SCOPE(h) AND h.deleted_at IS NULL AND h.id IN {parameters.In("id", heroIds)}
            RETURNING id, owner_org_id, protection, died_on
            """, parameters, ct);
        var known = found.Select(hero => hero.Id).ToHashSet();
        var unknown = heroIds.Select((id, index) => (id, index)).Where(hero => !known.Contains(hero.id))
            .Select(hero => new InputError($"/heroIds/{hero.index}", RecognitionErrors.HeroUnknown.Code, RecognitionErrors.HeroUnknown.Text())).ToArray();
        return unknown.Length == 0 ? found : throw new Invalid(unknown);
    }

    /// <summary>How closely to keep what names these persons: as closely as the most closely kept of their files.</summary>
    internal static string Protect(IEnumerable<Honouree> heroes, bool confidential)
    {
        var levels = heroes.Select(hero => hero.Protection).Append(confidential ? Protection.Restricted : Protection.None).ToHashSet();
        return levels.Contains(Protection.Sealed) ? Protection.Sealed : levels.Contains(Protection.Restricted) ? Protection.Restricted : Protection.None;
    }
}
