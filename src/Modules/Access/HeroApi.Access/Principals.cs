using Dapper;
using HeroApi.Access.Tokens;

namespace HeroApi.Access;

/// <summary>Tells who stands behind the principals of a page of the trail.</summary>
internal sealed class Principals(Db db, Issuers issuers)
{
    internal async Task<IReadOnlyDictionary<Guid, (string? Name, string? Issuer)>> Of(IEnumerable<Guid> ids, CancellationToken ct)
    {
        var parameters = new DynamicParameters();
        var named = parameters.In("id", [.. ids.Distinct()]);
        return (await db.Query<Row>(
            $"""
            SELECT k.id, k.name, NULL AS issuer FROM access_api_key k WHERE k.id IN {named}
            UNION ALL
            SELECT s.id, COALESCE(s.name, s.subject_masked), s.issuer FROM access_subject s WHERE s.id IN {named}
            """, parameters, ct)).ToDictionary(row => row.Id, row => (row.Name, row.Issuer is null ? null : issuers.NameOf(row.Issuer)));
    }

    private sealed record Row
    {
        public required Guid Id { get; init; }
        public string? Name { get; init; }
        public string? Issuer { get; init; }
    }
}
