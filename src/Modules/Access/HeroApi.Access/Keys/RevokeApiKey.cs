namespace HeroApi.Access.Keys;

/// <summary>Ends an API key for good: at once on this host, within 5 s on every other.</summary>
internal static class RevokeApiKey
{
    internal sealed record Command(Guid Id, long Version) : ICommand<ApiKeyView>;

    internal sealed class Handler(Db db, ApiKeys keys, Audit audit, AfterCommit after, Standing standing, TimeProvider clock) : IRequestHandler<Command, ApiKeyView>
    {
        public async Task<ApiKeyView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var key = await keys.GetForChange(command.Id, command.Version, ct);
            await keys.Raise(key, ct);
            await db.Execute("UPDATE access_api_key SET revoked_at = @now WHERE id = @Id", new { key.Id, now = clock.GetUtcNow() }, ct);
            audit.About("api_key", key.Id, key.Version + 1);
            after.Do(standing.Change);
            return await keys.Get(key.Id, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder keys) => keys
        .MapPost("/{id:guid}/revocation", Revoke)
        .WithName("RevokeApiKey")
        .WithSummary("End an API key for good")
        .RequireScope(KnownScopes.KeysManage, Problems.NotFound, Problems.VersionStale, AccessErrors.Revoked);

    private static async Task<Reply<ApiKeyView>> Revoke(Guid id, IfMatch match, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Command(id, match.Version), ct));
}
