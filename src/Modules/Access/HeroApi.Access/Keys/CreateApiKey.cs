using HeroApi.Access.Roles;
using HeroApi.Organisations.Contracts;

namespace HeroApi.Access.Keys;

/// <summary>Makes an API key for an organisation; its secret is shown this once and never again.</summary>
internal static class CreateApiKey
{
    internal sealed record Command : ApiKeyBody, ICommand<ApiKeyWithSecret>
    {
        /// <summary>The organisation it acts for; absent for a key of the whole installation, which only such a key can make.</summary>
        public Guid? OrgId { get; init; }

        internal static new Command Example => new()
        {
            Name = "Grid platform of the county",
            OrgId = Guid.Parse("0198f000-0000-7000-8000-000000000001"),
            Scopes = ["leads:read", "leads:write"],
            Systems = ["grid"]
        };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock) => Include(new ApiKeyBodyValidator(clock));
    }

    internal sealed class Handler(Db db, Call call, ApiKeys keys, RoleSource roles, Audit audit, IMediator mediator, HeroSettings settings, TimeProvider clock)
        : IRequestHandler<Command, ApiKeyWithSecret>
    {
        public async Task<ApiKeyWithSecret> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var (perSecond, burst) = Grants.Rate(call.Caller, command, settings);
            Grants.MustCover(call.Caller, await roles.Held(command.Scopes, command.Roles, ct), command.Systems, perSecond, burst);
            var standing = command.OrgId is { } org ? await mediator.Send(new FindOrganisations([org], call.Caller.OrgId), ct) : null;
            if (standing?.Values.SingleOrDefault()?.MergedInto is { } successor)
                throw Invalid.At("/orgId", ValueProblems.MergedOrganisation, new { mergedInto = successor });
            if (standing is { Count: 0 } || (command.OrgId is null && call.Caller.OrgId is not null))
                throw new Refusal(AccessErrors.OrganisationExceeded);

            var (now, id, secret) = (clock.GetUtcNow(), Guid.CreateVersion7(clock.GetUtcNow()), Secret.New());
            await db.Execute(
                """
                INSERT INTO access_api_key (id, version, name, org_id, scopes, systems, rate_per_second, rate_burst, created_by, created_at, updated_at, expires_at)
                VALUES (@id, 1, @Name, @OrgId, @scopes, @systems, @perSecond, @burst, @by, @now, @now, @ExpiresAt)
                """,
                new
                {
                    id,
                    command.Name,
                    command.OrgId,
                    command.ExpiresAt,
                    now,
                    perSecond,
                    burst,
                    by = call.Caller.KeyId,
                    scopes = string.Join(' ', command.Scopes.Distinct()),
                    systems = string.Join(' ', command.Systems.Distinct())
                }, ct);
            await db.Execute(
                "INSERT INTO access_api_secret (id, key_id, hash, hint, created_at) VALUES (@secretId, @id, @hash, @hint, @now)",
                new { secretId = Guid.CreateVersion7(now), id, hash = Secret.Hash(secret), hint = Secret.Hint(secret), now }, ct);
            await keys.GiveRoles(id, command.Roles, ct);
            audit.About("api_key", id, 1);
            return ApiKeyWithSecret.From(await keys.Get(id, ct), secret);
        }
    }

    internal static void Map(IEndpointRouteBuilder keys) => keys
        .MapPost("", Create)
        .WithName("CreateApiKey")
        .WithSummary("Make an API key; the secret is shown once")
        .RequireScope(KnownScopes.KeysManage, AccessErrors.ScopeExceeded, AccessErrors.SystemExceeded, AccessErrors.RateExceeded, AccessErrors.OrganisationExceeded);

    private static async Task<CreatedReply<ApiKeyWithSecret>> Create(Command body, IMediator mediator, CancellationToken ct)
    {
        var key = await mediator.Send(body, ct);
        return Answers.Created($"/api/v1/api-keys/{key.Id}", key);
    }
}
