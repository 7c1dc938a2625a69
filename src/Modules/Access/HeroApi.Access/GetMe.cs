using HeroApi.Organisations.Contracts;

namespace HeroApi.Access;

/// <summary>Tells a caller who it is here: its key, organisation, scopes, systems and limits.</summary>
internal static class GetMe
{
    internal sealed record Query : IQuery<Result>;

    internal sealed record Result
    {
        public required Guid KeyId { get; init; }

        /// <summary>The key's name.</summary>
        public required string Name { get; init; }

        /// <summary>Absent for a key of the whole installation.</summary>
        public OrganisationSummary? Organisation { get; init; }

        public required IReadOnlyList<string> Scopes { get; init; }

        /// <summary>The external systems whose ids it may use.</summary>
        public required IReadOnlyList<string> Systems { get; init; }

        public required LimitsView Limits { get; init; }
        public DateTimeOffset? ExpiresAt { get; init; }

        internal static Result Example => new()
        {
            KeyId = Guid.Parse("0198f000-0000-7000-8000-00000000000a"),
            Name = "Grid platform of the county",
            Organisation = new OrganisationSummary(Guid.Parse("0198f000-0000-7000-8000-000000000001"), "CX-XIANQU", "示范县见义勇为协会", "association", "county", "0635-1540000，工作日 9:00–17:00"),
            Scopes = ["leads:read", "leads:write"],
            Systems = ["grid"],
            Limits = new LimitsView { RatePerSecond = 20, RateBurst = 100, MaxRequestBytes = 1_048_576 }
        };
    }

    internal sealed class Handler(Db db, Call call, IMediator mediator, HeroSettings settings) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var (ct, caller) = (cancellationToken, call.Caller);
            var key = await db.Single<Row>("SELECT name, expires_at FROM access_api_key WHERE id = @KeyId", new { caller.KeyId }, ct);
            var organisations = caller.OrgId is { } org ? await mediator.Send(new FindOrganisations([org]), ct) : null;
            return new Result
            {
                KeyId = caller.KeyId,
                Name = key.Name,
                Organisation = organisations?.Values.SingleOrDefault(),
                Scopes = [.. caller.Scopes.Order(StringComparer.Ordinal)],
                Systems = [.. caller.Systems.Order(StringComparer.Ordinal)],
                Limits = new LimitsView { RatePerSecond = caller.RatePerSecond, RateBurst = caller.RatePerSecond is null ? null : caller.RateBurst, MaxRequestBytes = settings.MaxRequestBytes },
                ExpiresAt = key.ExpiresAt
            };
        }
    }

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/me", Get)
        .WithName("GetMe")
        .WithSummary("Show the caller's own key, organisation, scopes and limits")
        .WithTags("Access")
        .RequireCredential();

    private static async Task<Reply<Result>> Get(IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(), ct));

    private sealed record Row
    {
        public required string Name { get; init; }
        public DateTimeOffset? ExpiresAt { get; init; }
    }
}

/// <summary>How much a caller may ask.</summary>
internal sealed record LimitsView
{
    /// <summary>Requests per second; absent for no limit.</summary>
    public int? RatePerSecond { get; init; }

    /// <summary>Requests that may come at once.</summary>
    public int? RateBurst { get; init; }

    /// <summary>The largest request body, after decompression too.</summary>
    public required long MaxRequestBytes { get; init; }
}
