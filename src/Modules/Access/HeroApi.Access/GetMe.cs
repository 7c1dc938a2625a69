using HeroApi.Access.Tokens;
using HeroApi.Organisations.Contracts;

namespace HeroApi.Access;

/// <summary>Tells a caller who it is here: its key or token, organisation, roles, scopes, systems and limits.</summary>
internal static class GetMe
{
    internal sealed record Query : IQuery<Result>;

    internal sealed record Result
    {
        /// <summary>The API key; absent for a token.</summary>
        public Guid? KeyId { get; init; }

        /// <summary>Whom the token speaks for; absent for a key.</summary>
        public SubjectOfToken? Subject { get; init; }

        /// <summary>The key's name, or the name that the token gives.</summary>
        public string? Name { get; init; }

        /// <summary>Absent for a credential of the whole installation.</summary>
        public OrganisationSummary? Organisation { get; init; }

        /// <summary>The roles that some of the scopes come from.</summary>
        public required IReadOnlyList<string> Roles { get; init; }

        /// <summary>Everything it may do, roles included.</summary>
        public required IReadOnlyList<string> Scopes { get; init; }

        /// <summary>The external systems whose ids it may use.</summary>
        public required IReadOnlyList<string> Systems { get; init; }

        public required LimitsView Limits { get; init; }

        /// <summary>When the credential ends by itself.</summary>
        public DateTimeOffset? ExpiresAt { get; init; }

        internal static Result Example => new()
        {
            KeyId = Guid.Parse("0198f000-0000-7000-8000-00000000000a"),
            Name = "Grid platform of the county",
            Organisation = new OrganisationSummary(Guid.Parse("0198f000-0000-7000-8000-000000000001"), "CX-XIANQU", "示范县见义勇为协会", "association", "county", "0635-1540000，工作日 9:00–17:00"),
            Roles = [],
            Scopes = ["leads:read", "leads:write"],
            Systems = ["grid"],
            Limits = new LimitsView { RatePerSecond = 20, RateBurst = 100, MaxRequestBytes = 1_048_576 }
        };
    }

    internal sealed class Handler(Db db, Call call, Issuers issuers, Protector protector, IMediator mediator, HeroSettings settings) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var (ct, caller) = (cancellationToken, call.Caller);
            var subject = await db.SingleOrDefault<Row>("SELECT id, name, issuer, subject_cipher FROM access_subject WHERE id = @KeyId", new { caller.KeyId }, ct);
            var name = subject is not null ? subject.Name : await db.Single<string>("SELECT name FROM access_api_key WHERE id = @KeyId", new { caller.KeyId }, ct);
            var organisations = caller.OrgId is { } org ? await mediator.Send(new FindOrganisations([org]), ct) : null;
            return new Result
            {
                KeyId = subject is null ? caller.KeyId : null,
                // The caller's own name at his own issuer, which he has just sent: nobody else's reading.
                Subject = subject is null ? null : new SubjectOfToken(subject.Id, issuers.NameOf(subject.Issuer), protector.Reveal(subject.SubjectCipher)!),
                Name = name,
                Organisation = organisations?.Values.SingleOrDefault(),
                Roles = caller.Roles,
                Scopes = [.. caller.Scopes.Order(StringComparer.Ordinal)],
                Systems = [.. caller.Systems.Order(StringComparer.Ordinal)],
                Limits = new LimitsView { RatePerSecond = caller.RatePerSecond, RateBurst = caller.RatePerSecond is null ? null : caller.RateBurst, MaxRequestBytes = settings.MaxRequestBytes },
                ExpiresAt = caller.ExpiresAt
            };
        }
    }

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/me", Get)
        .WithName("GetMe")
        .WithSummary("Show the caller's own key or token, organisation, scopes and limits")
        .WithTags("Access")
        .RequireCredential();

    private static async Task<Reply<Result>> Get(IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(), ct));

    private sealed record Row
    {
        public required Guid Id { get; init; }
        public string? Name { get; init; }
        public required string Issuer { get; init; }
        public required byte[] SubjectCipher { get; init; }
    }
}

/// <summary>Whom a token speaks for.</summary>
/// <param name="Id">What audit trail and subjects call it.</param>
/// <param name="Issuer">The configured name of the issuer.</param>
/// <param name="Sub">The issuer's own name for it.</param>
internal sealed record SubjectOfToken(Guid Id, string Issuer, string Sub);

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
