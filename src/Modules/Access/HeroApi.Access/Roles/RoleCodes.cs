using System.Data.Common;
using System.Text.RegularExpressions;
using Dapper;

namespace HeroApi.Access.Roles;

/// <summary>What roles hold, for those who look a caller up.</summary>
internal static partial class RoleCodes
{
    internal const int Longest = 40;

    internal static bool Fits(string code) => Code().IsMatch(code);

    internal static async Task<IReadOnlyList<Row>> Find(DbConnection connection, IReadOnlyCollection<string> codes, CancellationToken ct)
    {
        var parameters = new DynamicParameters();
        return codes.Count == 0 ? [] : (await connection.QueryAsync<Row>(new CommandDefinition(
            $"SELECT r.code, r.scopes FROM access_role r WHERE r.code IN {parameters.In("code", codes)} ORDER BY r.code", parameters, cancellationToken: ct))).AsList();
    }

    internal static async Task<IReadOnlyList<Row>> OfKey(DbConnection connection, Guid key, CancellationToken ct) => (await connection.QueryAsync<Row>(new CommandDefinition(
        "SELECT r.code, r.scopes FROM access_api_key_role kr JOIN access_role r ON r.code = kr.role WHERE kr.key_id = @key ORDER BY r.code",
        new { key }, cancellationToken: ct))).AsList();

    [GeneratedRegex("^[a-z][a-z0-9_]{1,39}$")]
    private static partial Regex Code();

    internal sealed record Row
    {
        public required string Code { get; init; }
        public required string Scopes { get; init; }

        internal IEnumerable<string> Held => Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }
}
