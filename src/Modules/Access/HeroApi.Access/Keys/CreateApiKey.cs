using HeroApi.Organisations.Contracts;

namespace HeroApi.Access.Keys;

/// <summary>Makes an API key for an organisation; its secret is shown this once and never again.</summary>
internal static class CreateApiKey
{
    internal sealed record Command : ICommand<Result>
    {
        /// <summary>What the key is for, as shown in lists.</summary>
        public required string Name { get; init; }

        /// <summary>The organisation it acts for; absent for a key of the whole installation, which only such a key can make.</summary>
        public Guid? OrgId { get; init; }

        public required IReadOnlyList<string> Scopes { get; init; }

        /// <summary>Codes of the external systems whose ids it may use.</summary>
        public IReadOnlyList<string> Systems { get; init; } = [];

        /// <summary>Requests per second; absent for the installation's usual limit.</summary>
        public int? RatePerSecond { get; init; }

        public int? RateBurst { get; init; }

        public DateTimeOffset? ExpiresAt { get; init; }

        internal static Command Example => new()
        {
            Name = "Grid platform of the county",
            OrgId = Guid.Parse("0198f000-0000-7000-8000-000000000001"),
            Scopes = ["leads:read", "leads:write"],
            Systems = ["grid"]
        };
    }

    internal sealed record Result : IVersioned
    {
        public required Guid Id { get; init; }
        public required long Version { get; init; }
        public required string Name { get; init; }
        public Guid? OrgId { get; init; }
        public required IReadOnlyList<string> Scopes { get; init; }
        public required IReadOnlyList<string> Systems { get; init; }

        /// <summary>Send it as <c>Authorization: Bearer</c>. Absent when the answer is a replay: rotate the key to get one.</summary>
        [NotStored]
        public string? Secret { get; init; }

        public required DateTimeOffset CreatedAt { get; init; }
        public DateTimeOffset? ExpiresAt { get; init; }
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Name).NotEmpty().MaximumLength(100);
            RuleFor(c => c.Scopes).NotEmpty();
            RuleForEach(c => c.Scopes).Must(KnownScopes.All.Contains).Refuses(AccessErrors.ScopeUnknown);
            RuleForEach(c => c.Systems).NotEmpty().MaximumLength(40).Matches("^[a-z][a-z0-9_-]*$");
            RuleFor(c => c.RatePerSecond).InclusiveBetween(1, 10_000);
            RuleFor(c => c.RateBurst).InclusiveBetween(1, 100_000);
            RuleFor(c => c.ExpiresAt).GreaterThan(_ => clock.GetUtcNow());
        }
    }

    internal sealed class Handler(Db db, Call call, Audit audit, IMediator mediator, HeroSettings settings, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            if (command.Scopes.FirstOrDefault(scope => !call.Caller.May(scope)) is { } exceeding)
                throw new Refusal(AccessErrors.ScopeExceeded, new { scope = exceeding });
            var standing = command.OrgId is { } org ? await mediator.Send(new FindOrganisations([org], call.Caller.OrgId), ct) : null;
            if (standing is { Count: 0 } || (command.OrgId is null && call.Caller.OrgId is not null))
                throw new Refusal(AccessErrors.OrganisationExceeded);

            var (now, secret) = (clock.GetUtcNow(), Secret.New());
            var key = new Result
            {
                Id = Guid.CreateVersion7(now),
                Version = 1,
                Name = command.Name,
                OrgId = command.OrgId,
                Scopes = command.Scopes,
                Systems = command.Systems,
                Secret = secret,
                CreatedAt = Instants.Micro(now),
                ExpiresAt = command.ExpiresAt
            };
            await db.Execute(
                """
                INSERT INTO access_api_key (id, version, name, org_id, scopes, systems, rate_per_second, rate_burst, created_by, created_at, updated_at, expires_at)
                VALUES (@Id, 1, @Name, @OrgId, @scopes, @systems, @perSecond, @burst, @by, @now, @now, @ExpiresAt)
                """,
                new
                {
                    key.Id, key.Name, key.OrgId, key.ExpiresAt, now,
                    scopes = string.Join(' ', command.Scopes.Distinct()), systems = string.Join(' ', command.Systems.Distinct()),
                    perSecond = command.RatePerSecond ?? settings.RatePerSecond, burst = command.RateBurst ?? settings.RateBurst, by = call.Caller.KeyId
                }, ct);
            await db.Execute(
                "INSERT INTO access_api_secret (id, key_id, hash, hint, created_at) VALUES (@id, @key, @hash, @hint, @now)",
                new { id = Guid.CreateVersion7(now), key = key.Id, hash = Secret.Hash(secret), hint = Secret.Hint(secret), now }, ct);
            audit.About("api_key", key.Id, 1);
            return key;
        }
    }

    internal static void Map(IEndpointRouteBuilder keys) => keys
        .MapPost("", Create)
        .WithName("CreateApiKey")
        .WithSummary("Make an API key; the secret is shown once")
        .RequireScope(KnownScopes.KeysManage, AccessErrors.ScopeExceeded, AccessErrors.OrganisationExceeded);

    private static async Task<CreatedReply<Result>> Create(Command body, IMediator mediator, CancellationToken ct)
    {
        var key = await mediator.Send(body, ct);
        return Answers.Created($"/api/v1/api-keys/{key.Id}", key);
    }
}
