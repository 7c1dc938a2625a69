using HeroApi.Access.Contracts;
using HeroApi.Access.Keys;
using HeroApi.Access.Roles;

namespace HeroApi.Access.Integration;

/// <summary>Tells other modules what a key may do, as far as the caller manages it.</summary>
internal sealed class FindApiKeyHandler(Db db, Call call, ApiKeys keys, RoleSource roles) : IRequestHandler<FindApiKey, ApiKeyFacts?>
{
    public async Task<ApiKeyFacts?> Handle(FindApiKey query, CancellationToken cancellationToken)
    {
        var row = await db.SingleOrDefault<ApiKeys.Row>(
            $"SELECT {ApiKeys.Columns} FROM access_api_key k WHERE k.id = @KeyId AND {keys.Managed}", new { query.KeyId, within = call.Caller.OrgId }, cancellationToken);
        if (row is null)
            return null;

        var held = await roles.Held(row.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries), [.. (await keys.Roles([row.Id], cancellationToken))[row.Id]], cancellationToken);
        return new ApiKeyFacts(row.Id, row.OrgId, [.. held], row.RevokedAt is not null);
    }
}
