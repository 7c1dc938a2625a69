namespace HeroApi.Access.Keys;

/// <summary>Lists the API keys of the caller's organisation and below, and when each was used last.</summary>
internal static class ListApiKeys
{
    internal static readonly Vocabulary States = new("api_key_state",
        ("active", "有效", "Active"),
        ("expired", "已过期", "Expired"),
        ("revoked", "已吊销", "Revoked"));

    private static readonly Listing Asks = new Listing("k")
        .Id("org", "k.org_id", "Keys of this organisation")
        .Flag("revoked", "(k.revoked_at IS NOT NULL)", "Whether it was revoked");

    internal sealed record Query(ListQuery Asked) : IQuery<Page<Row>>;

    internal sealed record Row : Listed
    {
        public required long Version { get; init; }
        public required string Name { get; init; }
        public Guid? OrgId { get; init; }
        public required IReadOnlyList<string> Scopes { get; init; }

        /// <summary>Codes of the roles whose scopes it holds as well.</summary>
        public required IReadOnlyList<string> Roles { get; init; }

        /// <summary>active, expired or revoked.</summary>
        public required string State { get; init; }

        public required DateTimeOffset CreatedAt { get; init; }
        public DateTimeOffset? ExpiresAt { get; init; }

        /// <summary>To the minute; absent when it was never used.</summary>
        public DateTimeOffset? LastUsedAt { get; init; }

        /// <summary>Its live secrets, the newest first.</summary>
        public required IReadOnlyList<SecretView> Secrets { get; init; }

        internal static Row Example => new()
        {
            Id = ApiKeyView.Example.Id,
            Version = 2,
            Name = ApiKeyView.Example.Name,
            OrgId = ApiKeyView.Example.OrgId,
            Scopes = ApiKeyView.Example.Scopes,
            Roles = ApiKeyView.Example.Roles,
            State = "active",
            CreatedAt = ApiKeyView.Example.CreatedAt,
            LastUsedAt = ApiKeyView.Example.UpdatedAt,
            Secrets = [SecretView.Example]
        };
    }

    internal sealed class Handler(Pages pages, ApiKeys keys, Call call, TimeProvider clock) : IRequestHandler<Query, Page<Row>>
    {
        public async Task<Page<Row>> Handle(Query query, CancellationToken cancellationToken)
        {
            query.Asked.Parameters.Add("within", call.Caller.OrgId);
            var page = await pages.Read<ApiKeys.Row>(query.Asked, ApiKeys.Columns, $"FROM access_api_key k WHERE {keys.Managed}", cancellationToken);
            var (ids, now) = (page.Items.Select(key => key.Id).ToList(), clock.GetUtcNow());
            var (secrets, roles) = (await keys.LiveSecrets(ids, cancellationToken), await keys.Roles(ids, cancellationToken));
            return page.Select(key => new Row
            {
                Id = key.Id,
                Version = key.Version,
                Name = key.Name,
                OrgId = key.OrgId,
                Scopes = key.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries),
                Roles = [.. roles[key.Id]],
                State = key.RevokedAt is not null ? "revoked" : key.ExpiresAt <= now ? "expired" : "active",
                CreatedAt = key.CreatedAt,
                ExpiresAt = key.ExpiresAt,
                LastUsedAt = key.LastUsedAt,
                Secrets = [.. secrets[key.Id]]
            });
        }
    }

    internal static void Map(IEndpointRouteBuilder keys) => keys
        .MapGet("", List)
        .WithName("ListApiKeys")
        .WithSummary("List API keys")
        .Lists(Asks)
        .RequireScope(KnownScopes.KeysManage);

    private static async Task<Reply<Page<Row>>> List(ListQuery query, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(query), ct));
}
