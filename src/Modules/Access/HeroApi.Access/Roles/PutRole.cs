using System.Text.Json.Serialization;
using HeroApi.Access.Keys;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HeroApi.Access.Roles;

/// <summary>
/// Makes a role of the installation's own, or replaces it; everybody who holds it may do what it says now, at once on this
/// host and within 5 s on every other. Nobody puts a scope into a role that he does not hold himself.
/// </summary>
internal static class PutRole
{
    internal sealed record Command(RoleBody Role, string Code, [property: JsonIgnore] long? Version) : ICommand<RoleView>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Code).Must(RoleCodes.Fits).Refuses(ValueProblems.Format);
            RuleFor(c => c.Role.Zh).NotEmpty().MaximumLength(RoleBody.LongestName).OverridePropertyName(nameof(RoleBody.Zh));
            RuleFor(c => c.Role.En).NotEmpty().MaximumLength(RoleBody.LongestName).OverridePropertyName(nameof(RoleBody.En));
            RuleFor(c => c.Role.Scopes).NotEmpty().OverridePropertyName(nameof(RoleBody.Scopes));
            RuleFor(c => c.Role.Scopes.Count).LessThanOrEqualTo(ApiKeyBody.MostScopes).OverridePropertyName(nameof(RoleBody.Scopes));
            RuleForEach(c => c.Role.Scopes).OneOf(KnownScopes.All).Refuses(AccessErrors.ScopeUnknown).OverridePropertyName(nameof(RoleBody.Scopes));
        }
    }

    internal sealed class Handler(Db db, Call call, RoleSource roles, Audit audit, AfterCommit after, Standing standing, TimeProvider clock) : IRequestHandler<Command, RoleView>
    {
        public async Task<RoleView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            call.Caller.NeedInstallation();
            var before = command.Version is { } version ? await roles.GetForChange(command.Code, version, ct) : null;
            if (command.Role.Scopes.Except(before?.Scopes ?? []).FirstOrDefault(scope => !call.Caller.May(scope)) is { } beyond)
                throw new Refusal(AccessErrors.RoleScopeExceeded, new { scope = beyond });

            var row = new
            {
                id = Guid.CreateVersion7(clock.GetUtcNow()),
                command.Code,
                command.Version,
                command.Role.Zh,
                command.Role.En,
                now = clock.GetUtcNow(),
                scopes = string.Join(' ', command.Role.Scopes.Distinct().Order(StringComparer.Ordinal))
            };
            var written = before is null
                ? await db.Execute(
                    """
                    INSERT INTO access_role (id, code, version, zh, en, scopes, shipped, created_at, updated_at)
                    VALUES (@id, @Code, 1, @Zh, @En, @scopes, FALSE, @now, @now)
                    ON CONFLICT (code) DO NOTHING
                    """, row, ct)
                : await db.Execute(
                    "UPDATE access_role SET version = version + 1, zh = @Zh, en = @En, scopes = @scopes, updated_at = @now WHERE code = @Code AND version = @Version", row, ct);
            if (written == 0)
                throw before is null ? new Refusal(Problems.RecordExists) : Stale.At(before.Version + 1);

            var role = await roles.Get(command.Code, ct);
            audit.About("role", role.Id, role.Version);
            after.Do(standing.Change);
            return role;
        }
    }

    internal static void Map(IEndpointRouteBuilder roles) => roles
        .MapPut("/{code}", Put)
        .WithName("PutRole")
        .WithSummary("Make a role (If-None-Match: *), or replace it (If-Match)")
        .RequireScope(KnownScopes.KeysManage, Problems.NotFound, Problems.InstallationRequired, AccessErrors.RoleScopeExceeded, AccessErrors.RoleShipped);

    /// <param name="code">The role's code: small letters, digits and _, at most 40.</param>
    private static async Task<Results<CreatedReply<RoleView>, Reply<RoleView>>> Put(
        string code, CreateOrReplace when, RoleBody body, Call call, RoleSource roles, IMediator mediator, CancellationToken ct)
    {
        if (when.Creates)
            call.ReplayBy<RoleView>(ReplayRule.ClientId, code, async (made, cancel) => (await roles.Seek(made.Code, cancel))?.Id == made.Id);
        var role = await mediator.Send(new Command(body, code, when.Version), ct);
        return when.Creates ? Answers.Created($"/api/v1/roles/{code}", role) : Answers.Ok(role);
    }
}
