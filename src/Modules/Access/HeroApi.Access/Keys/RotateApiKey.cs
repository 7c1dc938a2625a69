using System.Text.Json.Serialization;
using HeroApi.Access.Roles;

namespace HeroApi.Access.Keys;

/// <summary>
/// Gives an API key a new secret, shown this once. The one before it stays live, so that clients can change over, until it
/// is retired, the time given here has passed, or the key is rotated again: at most two secrets are live.
/// </summary>
internal static class RotateApiKey
{
    internal const int LongestSeconds = 30 * 24 * 3600;

    internal sealed record Command([property: JsonIgnore] Guid Id = default, [property: JsonIgnore] long Version = 0) : ICommand<ApiKeyWithSecret>
    {
        /// <summary>For how many seconds the old secret still works, at most 30 days; absent for until it is retired.</summary>
        public int? RetireOldAfter { get; init; }

        internal static Command Example => new() { RetireOldAfter = 86_400 };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.RetireOldAfter).InclusiveBetween(0, LongestSeconds);
    }

    internal sealed class Handler(Db db, Call call, ApiKeys keys, RoleSource roles, Audit audit, AfterCommit after, Standing standing, TimeProvider clock)
        : IRequestHandler<Command, ApiKeyWithSecret>
    {
        public async Task<ApiKeyWithSecret> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, now, secret) = (cancellationToken, clock.GetUtcNow(), Secret.New());
            var key = await keys.GetForChange(command.Id, command.Version, ct);
            Grants.MustCover(call.Caller, await roles.Held(key.Scopes, key.Roles, ct), key.Systems, key.RatePerSecond, key.RateBurst);

            await keys.Raise(key, ct);
            var old = key.Secrets.Count > 0 ? key.Secrets[0].Id : (Guid?)null;
            await db.Execute(
                "UPDATE access_api_secret SET retired_at = @now WHERE key_id = @Id AND id <> @old AND (retired_at IS NULL OR retired_at > @now)",
                new { key.Id, old, now }, ct);
            if (command.RetireOldAfter is { } seconds)
                await db.Execute("UPDATE access_api_secret SET retired_at = @at WHERE id = @old", new { old, at = now.AddSeconds(seconds) }, ct);
            await db.Execute(
                "INSERT INTO access_api_secret (id, key_id, hash, hint, created_at) VALUES (@id, @key, @hash, @hint, @now)",
                new { id = Guid.CreateVersion7(now), key = key.Id, hash = Secret.Hash(secret), hint = Secret.Hint(secret), now }, ct);
            audit.About("api_key", key.Id, key.Version + 1);
            after.Do(standing.Change);
            return ApiKeyWithSecret.From(await keys.Get(key.Id, ct), secret);
        }
    }

    internal static void Map(IEndpointRouteBuilder keys) => keys
        .MapPost("/{id:guid}/rotation", Rotate)
        .WithName("RotateApiKey")
        .WithSummary("Give an API key a new secret, shown once")
        .RequireScope(KnownScopes.KeysManage, Problems.NotFound, Problems.VersionStale, AccessErrors.Revoked,
            AccessErrors.ScopeExceeded, AccessErrors.SystemExceeded, AccessErrors.RateExceeded);

    private static async Task<Reply<ApiKeyWithSecret>> Rotate(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { Id = id, Version = match.Version }, ct));
}
