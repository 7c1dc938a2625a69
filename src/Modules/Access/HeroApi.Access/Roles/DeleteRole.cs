using System.Text.Json.Serialization;
using HeroApi.Access.Tokens;

namespace HeroApi.Access.Roles;

/// <summary>Deletes a role of the installation's own that no key holds and no configured issuer gives.</summary>
internal static class DeleteRole
{
    internal sealed record Command([property: JsonIgnore] string Code, long Version) : ICommand<RoleView>;

    internal sealed class Handler(Db db, Call call, RoleSource roles, Issuers issuers, Audit audit) : IRequestHandler<Command, RoleView>
    {
        public async Task<RoleView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            call.Caller.NeedInstallation();
            var role = await roles.GetForChange(command.Code, command.Version, ct);
            // The row is held first: a key that is given the role meanwhile is either seen below, or finds no role.
            if (await db.Execute("UPDATE access_role SET version = version + 1 WHERE code = @Code AND version = @Version", command, ct) == 0)
                throw Stale.At(role.Version + 1);
            var keys = await db.Single<long>(
                """
                SELECT COUNT(*)
                FROM   access_api_key_role kr
                JOIN   access_api_key k ON k.id = kr.key_id
                WHERE  kr.role = @Code AND k.revoked_at IS NULL
                """, command, ct);
            var givers = issuers.All.Where(issuer => issuer.Roles.Any(entry => entry.Role == command.Code)).Select(issuer => issuer.Name).ToList();
            if (keys > 0 || givers.Count > 0)
                throw new Refusal(AccessErrors.RoleInUse, new { keys, issuers = givers });

            await db.Execute("DELETE FROM access_api_key_role WHERE role = @Code", command, ct);
            await db.Execute("DELETE FROM access_role WHERE code = @Code", command, ct);
            audit.About("role", role.Id, role.Version + 1);
            return role;
        }
    }

    internal static void Map(IEndpointRouteBuilder roles) => roles
        .MapDelete("/{code}", Delete)
        .WithName("DeleteRole")
        .WithSummary("Delete a role that is not in use")
        .RequireScope(KnownScopes.KeysManage, Problems.NotFound, Problems.InstallationRequired, AccessErrors.RoleShipped, AccessErrors.RoleInUse);

    /// <param name="code">The role's code.</param>
    private static async Task<EmptyReply> Delete(string code, IfMatch match, IMediator mediator, CancellationToken ct)
    {
        await mediator.Send(new Command(code, match.Version), ct);
        return Answers.Done();
    }
}
