using Dapper;

namespace HeroApi.Recognition.Awards;

/// <summary>An honour as a hero file shows it. What is confidential, and what was revoked, is not among them.</summary>
internal sealed record HonourView
{
    public required Guid AwardId { get; init; }

    public required string Title { get; init; }

    /// <summary>Of the vocabulary honour_level.</summary>
    public required string Level { get; init; }

    public required PartialDate GrantedOn { get; init; }

    /// <summary>The group that has it, when it is to one.</summary>
    public string? GroupName { get; init; }

    /// <summary>granted or to_revoke.</summary>
    public required string State { get; init; }

    internal static HonourView Example => new()
    {
        AwardId = Guid.Parse("01980d2c-5a00-7000-8000-000000000041"),
        Title = "山东省见义勇为英雄",
        Level = "province",
        GrantedOn = PartialDate.Parse("2026-09-01", null),
        State = "granted"
    };

    /// <summary>The honours of these heroes that the caller may see.</summary>
    internal static async Task<ILookup<Guid, HonourView>> Of(Db db, IReadOnlyCollection<Guid> heroIds, CancellationToken ct)
    {
        var parameters = new DynamicParameters();
        var rows = await db.Query<Row>(
            $"""
            SELECT r.hero_id, a.id AS award_id, a.title, a.level, a.granted_on, a.group_name, r.state
            FROM   recognition_recipient r
            JOIN   recognition_award a ON a.id = r.award_id
            WHERE  SCOPE(a) AND a.protection = 'none' AND a.deleted_at IS NULL AND r.state <> 'revoked' AND r.hero_id IN {parameters.In("hero", heroIds)}
            ORDER  BY a.granted_from, a.id
            """, parameters, ct);
        return rows.ToLookup(row => row.HeroId, row => new HonourView { AwardId = row.AwardId, Title = row.Title, Level = row.Level, GrantedOn = row.GrantedOn, GroupName = row.GroupName, State = row.State });
    }

    private sealed record Row
    {
        public required Guid HeroId { get; init; }
        public required Guid AwardId { get; init; }
        public required string Title { get; init; }
        public required string Level { get; init; }
        public required PartialDate GrantedOn { get; init; }
        public string? GroupName { get; init; }
        public required string State { get; init; }
    }
}
