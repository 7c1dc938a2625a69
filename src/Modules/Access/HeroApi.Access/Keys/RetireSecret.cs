namespace HeroApi.Access.Keys;

/// <summary>Ends one of a key's two secrets, usually the old one after a rotation.</summary>
internal static class RetireSecret
{
    internal sealed record Command(Guid Id, Guid SecretId, long Version) : ICommand<ApiKeyView>;

    internal sealed class Handler(Db db, ApiKeys keys, Audit audit, AfterCommit after, Standing standing, TimeProvider clock) : IRequestHandler<Command, ApiKeyView>
    {
        public async Task<ApiKeyView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var key = await keys.GetForChange(command.Id, command.Version, ct);
            if (key.Secrets.All(secret => secret.Id != command.SecretId))
                throw new Refusal(Problems.NotFound);
            if (key.Secrets.Count == 1)
                throw new Refusal(AccessErrors.LastSecret);

            await keys.Raise(key, ct);
            await db.Execute("UPDATE access_api_secret SET retired_at = @now WHERE id = @SecretId", new { command.SecretId, now = clock.GetUtcNow() }, ct);
            audit.About("api_key", key.Id, key.Version + 1);
            after.Do(standing.Change);
            return await keys.Get(key.Id, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder keys) => keys
        .MapDelete("/{id:guid}/secrets/{secretId:guid}", Retire)
        .WithName("RetireSecret")
        .WithSummary("End one of the two live secrets of an API key")
        .RequireScope(KnownScopes.KeysManage, Problems.NotFound, Problems.VersionStale, AccessErrors.Revoked, AccessErrors.LastSecret);

    /// <param name="id">The key.</param>
    /// <param name="secretId">The id of the secret, as the key shows it.</param>
    private static async Task<EmptyReply> Retire(Guid id, Guid secretId, IfMatch match, IMediator mediator, CancellationToken ct)
    {
        await mediator.Send(new Command(id, secretId, match.Version), ct);
        return Answers.Done();
    }
}
