using System.Text.Json;
using System.Text.Json.Serialization;
using HeroApi.Access.Roles;

namespace HeroApi.Access.Keys;

/// <summary>Changes what an API key is called, may do and for how long (JSON Merge Patch); the organisation stays.</summary>
internal static class AmendApiKey
{
    internal sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] long Version, JsonElement Patch) : ICommand<ApiKeyView>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Patch).Must(patch => patch.ValueKind == JsonValueKind.Object).Refuses(Problems.JsonType).OverridePropertyName("");
    }

    internal sealed class Handler(Db db, Call call, ApiKeys keys, RoleSource roles, IValidator<ApiKeyBody> rules, HeroSettings settings, Audit audit, AfterCommit after, Standing standing)
        : IRequestHandler<Command, ApiKeyView>
    {
        public async Task<ApiKeyView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var key = await keys.GetForChange(command.Id, command.Version, ct);
            var body = Json.MergePatch(key.Body, command.Patch);
            rules.Check(body);
            // Only the installation's first key has no limit, and it keeps none until it is given one.
            var (perSecond, burst) = key.RatePerSecond is null && body.RatePerSecond is null ? (null, 0) : Grants.Rate(call.Caller, body, settings);
            Grants.MustCover(call.Caller, await roles.Held(body.Scopes, body.Roles, ct), body.Systems, perSecond, burst);

            await keys.Raise(key, ct);
            await db.Execute(
                """
                UPDATE access_api_key
                SET    name = @Name, scopes = @scopes, systems = @systems, rate_per_second = @perSecond, rate_burst = @burst, expires_at = @ExpiresAt
                WHERE  id = @Id
                """,
                new
                {
                    key.Id,
                    body.Name,
                    body.ExpiresAt,
                    perSecond,
                    burst,
                    scopes = string.Join(' ', body.Scopes.Distinct()),
                    systems = string.Join(' ', body.Systems.Distinct())
                }, ct);
            await keys.GiveRoles(key.Id, body.Roles, ct);
            audit.About("api_key", key.Id, key.Version + 1);
            after.Do(standing.Change);
            return await keys.Get(key.Id, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder keys) => keys
        .MapPatch("/{id:guid}", Amend)
        .WithName("AmendApiKey")
        .WithSummary("Change an API key")
        .Accepts<ApiKeyBody>("application/merge-patch+json", "application/json")
        .RequireScope(KnownScopes.KeysManage, Problems.NotFound, Problems.VersionStale, AccessErrors.Revoked,
            AccessErrors.ScopeExceeded, AccessErrors.SystemExceeded, AccessErrors.RateExceeded);

    private static async Task<Reply<ApiKeyView>> Amend(Guid id, IfMatch match, JsonElement body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Command(id, match.Version, body), ct));
}
