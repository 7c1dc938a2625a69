using HeroApi.Access.Roles;
using HeroApi.Organisations.Contracts;

namespace HeroApi.Access.Keys;

/// <summary>
/// Lets the keys of a merged organisation go on for the one that it went into, without the scopes that would reach further
/// there than they did: what the successor keeps closely, whom it knows in clear, its keys and its tree. A key that holds
/// nothing else ends.
/// </summary>
internal sealed class OnOrganisationMerged(Db db, ApiKeys keys, RoleSource roles, Audit audit, AfterCommit after, Standing standing, TimeProvider clock) : INotificationHandler<OrganisationMerged>
{
    internal static readonly IReadOnlyList<string> Reaching = [Scopes.Admin, Scopes.ProtectedRead, Scopes.PiiRead, KnownScopes.KeysManage, "orgs:write"];

    public async Task Handle(OrganisationMerged notification, CancellationToken cancellationToken)
    {
        var held = await db.Query<Row>("SELECT id, scopes FROM access_api_key WHERE org_id = @OrgId AND revoked_at IS NULL", new { notification.OrgId }, cancellationToken);
        var roleOf = await keys.Roles([.. held.Select(key => key.Id)], cancellationToken);
        foreach (var key in held)
        {
            // Its roles become what they hold today: they too may hold what is taken away.
            var scopes = await roles.Held(key.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries), [.. roleOf[key.Id]], cancellationToken);
            var kept = string.Join(' ', scopes.Except(Reaching));
            await keys.GiveRoles(key.Id, [], cancellationToken);
            await db.Execute(
                """
                UPDATE access_api_key
                SET    org_id = @IntoOrgId, scopes = @kept, version = version + 1, updated_at = @now, revoked_at = CASE WHEN @kept = '' THEN @now ELSE revoked_at END
                WHERE  id = @Id
                """, new { key.Id, notification.IntoOrgId, kept, now = clock.GetUtcNow() }, cancellationToken);
        }

        audit.About("organisation", notification.OrgId);
        after.Do(standing.Change);
    }

    private sealed record Row
    {
        public required Guid Id { get; init; }
        public required string Scopes { get; init; }
    }
}
