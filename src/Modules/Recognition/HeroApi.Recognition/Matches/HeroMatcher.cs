using System.Text;
using Dapper;
using HeroApi.Recognition.Heroes;

namespace HeroApi.Recognition.Matches;

/// <summary>Proposes which other files may be of the same person: of the same name, at or below the same keeper, and with nothing that speaks against it.</summary>
internal sealed class HeroMatcher(Db db, Protector protector, TimeProvider clock)
{
    private const int MostLookedAt = 200;
    private const int MostProposed = 20;

    /// <summary>Looks for files like this one. What was found to be two persons is not proposed again, whichever of their files went into another since.</summary>
    internal async Task Propose(HeroRow hero, CancellationToken ct)
    {
        var parameters = new DynamicParameters(new { hero.Id, hero.OwnerOrgId, hero.Name, hero.NameSort, hero.BornFrom, hero.BornTo, hero.Sex, MostLookedAt });
        var alike = new StringBuilder(
            """
            SELECT h.id, h.born_from, h.phone_index, h.household_region
            FROM   recognition_hero h
            WHERE  h.name_sort = @NameSort AND h.name = @Name AND h.id <> @Id AND h.deleted_at IS NULL AND UNSCOPED('the keeper and those above him see what is below him')
            AND    EXISTS (SELECT 1 FROM kernel_org_tree t WHERE t.org_id = h.owner_org_id AND t.ancestor_id = @OwnerOrgId)
            AND    NOT EXISTS (SELECT 1 FROM recognition_distinct d WHERE d.hero_id = @Id AND d.other_id = h.id)
            AND    NOT EXISTS (SELECT 1 FROM recognition_distinct d WHERE d.hero_id = h.id AND d.other_id = @Id)
            """);
        if (hero.BornOn is not null)
            alike.Append("\nAND    (h.born_from IS NULL OR (h.born_from <= @BornTo AND h.born_to >= @BornFrom))");
        if (hero.Sex is "male" or "female")
            alike.Append("\nAND    h.sex IN ('unknown', 'unstated', @Sex)");
        if (hero.DocumentType == "id_card")
            alike.Append("\nAND    (h.document_type IS NULL OR h.document_type <> 'id_card')");
        var others = await db.Query<Alike>(alike.Append("\nORDER  BY h.id\nLIMIT  @MostLookedAt").ToString(), parameters, ct);

        var phones = protector.Reveal(hero.PhoneCipher) is { } phone ? protector.Indexes(Papers.Phone, phone) : [];
        var now = clock.GetUtcNow();
        await db.ExecuteAll([.. others
            .Select(other => (other.Id, Because: Agreeing(hero, other, phones), Elsewhere: hero.HouseholdRegion is { } home && other.HouseholdRegion is { } theirs && home != theirs))
            .Where(other => other.Because.Count > 0 || !other.Elsewhere)
            .OrderByDescending(other => other.Because.Count).Take(MostProposed)
            .Select(other => new Statement(
                """
                INSERT INTO recognition_match (id, version, one_id, other_id, because, state, proposed_at)
                VALUES (@id, 1, @one, @other, @because, 'proposed', @at)
                ON CONFLICT (one_id, other_id) DO NOTHING
                """,
                [
                    new("id", Guid.CreateVersion7(now)), new("one", hero.Id < other.Id ? hero.Id : other.Id), new("other", hero.Id < other.Id ? other.Id : hero.Id),
                    new("because", string.Join(',', other.Because.Prepend("name"))), new("at", now)
                ]))], ct);
    }

    /// <summary>Remembers that two files are of two persons, also when one of them goes into a third.</summary>
    internal async Task Part(Guid one, Guid other, CancellationToken ct)
    {
        await db.Execute("INSERT INTO recognition_distinct (id, hero_id, other_id) VALUES (@id, @one, @other)", new { id = Guid.CreateVersion7(clock.GetUtcNow()), one, other }, ct);
        await db.Execute("INSERT INTO recognition_distinct (id, hero_id, other_id) VALUES (@id, @other, @one)", new { id = Guid.CreateVersion7(clock.GetUtcNow()), one, other }, ct);
    }

    private static List<string> Agreeing(HeroRow hero, Alike other, IReadOnlyList<byte[]> phones)
    {
        var because = new List<string>();
        if (hero.BornFrom is not null && other.BornFrom is not null)
            because.Add("born");
        if (other.PhoneIndex is { } index && phones.Any(phone => phone.AsSpan().SequenceEqual(index)))
            because.Add("phone");
        if (hero.HouseholdRegion is not null && hero.HouseholdRegion == other.HouseholdRegion)
            because.Add("household");
        return because;
    }

    private sealed record Alike
    {
        public required Guid Id { get; init; }
        public DateOnly? BornFrom { get; init; }
        public byte[]? PhoneIndex { get; init; }
        public string? HouseholdRegion { get; init; }
    }
}
