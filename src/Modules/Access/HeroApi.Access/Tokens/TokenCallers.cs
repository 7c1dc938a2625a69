using Dapper;
using HeroApi.Access.Roles;
using HeroApi.Organisations.Contracts;

namespace HeroApi.Access.Tokens;

/// <summary>Makes a caller of a proven token: whom it speaks for here, for which organisation, and with which scopes.</summary>
internal sealed class TokenCallers(Issuers issuers, IEngine engine, Protector protector, IServiceScopeFactory scopes, HeroSettings settings, TimeProvider clock)
{
    private const int LongestName = 100;

    /// <summary>Whether there is any issuer whose tokens could be meant.</summary>
    internal bool AreKnown => issuers.All.Any();

    internal async Task<Found> Find(string bearer, CancellationToken ct)
    {
        var token = await issuers.Prove(bearer, ct);
        var issuer = token.Issuer;
        var lasts = token.ExpiresAt - (clock.GetUtcNow() - issuer.ClockSkew);
        var organisation = issuer.WholeInstallation ? null : await Organisation(token, ct);
        if (!issuer.WholeInstallation && organisation is null)
            return new Found(null, AccessErrors.TokenOrganisation, lasts);

        var subject = await Meet(token, organisation, ct);
        if (subject.BlockedAt is not null)
            return new Found(null, AccessErrors.SubjectBlocked, lasts);
        if (subject.TokensFrom is { } from && (token.IssuedAt is not { } issued || issued < from))
            return new Found(null, AccessErrors.TokenRevoked, lasts);

        var (roles, held) = await Scopes(token, ct);
        return new Found(new Caller
        {
            KeyId = subject.Id,
            OrgId = organisation,
            HasSubtree = subject.HasSubtree,
            Scopes = held,
            Roles = roles,
            Systems = issuer.Systems.ToHashSet(),
            RatePerSecond = issuer.RatePerSecond ?? settings.RatePerSecond,
            RateBurst = issuer.RateBurst ?? settings.RateBurst,
            ExpiresAt = token.ExpiresAt
        }, null, lasts);
    }

    private async Task<Guid?> Organisation(ProvenToken token, CancellationToken ct)
    {
        var issuer = token.Issuer;
        var value = Claims.Single(token.Payload, issuer.OrganisationClaim!);
        var code = issuer.Organisations.Length > 0 ? issuer.Organisations.FirstOrDefault(entry => entry.Value == value)?.Code : value;
        if (code is null || code.Any(char.IsControl))
            return null;

        await using var scope = scopes.CreateAsyncScope();
        var byCode = issuer.OrganisationBy == "code" || issuer.Organisations.Length > 0;
        return byCode || Guid.TryParse(code, out _)
            ? await scope.ServiceProvider.GetRequiredService<IMediator>().Send(byCode ? new FindLivingOrganisation(null, code) : new FindLivingOrganisation(Guid.Parse(code), null), ct)
            : null;
    }

    /// <summary>The roles and scopes that the token names, as they stand here and now, cut to what its issuer may give.</summary>
    private async Task<(IReadOnlyList<string> Roles, IReadOnlySet<string> Scopes)> Scopes(ProvenToken token, CancellationToken ct)
    {
        var issuer = token.Issuer;
        var named = Claims.Values(token.Payload, issuer.RolesClaim);
        string[] codes = [.. (issuer.Roles.Length > 0 ? issuer.Roles.Where(entry => named.Contains(entry.Value)).Select(entry => entry.Role) : named).Where(RoleCodes.Fits).Distinct()];
        await using var lease = await engine.Read(ct);
        var roles = await RoleCodes.Find(lease.Connection, codes, ct);
        var held = roles.SelectMany(role => role.Held).Concat(Claims.Values(token.Payload, issuer.ScopesClaim)).ToHashSet();
        held.IntersectWith(issuer.Ceiling);
        return ([.. roles.Select(role => role.Code)], held);
    }

    /// <summary>The subject's row: made when it is first seen, and kept at what its last token said of it.</summary>
    private async Task<Row> Meet(ProvenToken token, Guid? organisation, CancellationToken ct)
    {
        var print = protector.Print("subject", token.Subject);
        var name = Claims.Single(token.Payload, token.Issuer.NameClaim) is { Length: > 0 and <= LongestName } text && !text.Any(char.IsControl) ? text : null;
        if (await Look() is { } row && row.Name == name && row.OrgId == organisation)
            return row;

        var (cipher, masked) = (protector.Conceal(token.Subject), Mask.IdNumber(token.Subject));
        await engine.Write(session => session.Connection.ExecuteAsync(
            """
            INSERT INTO access_subject (id, version, issuer, subject_cipher, subject_masked, subject_print, name, org_id, created_at, updated_at)
            VALUES (@id, 1, @Authority, @cipher, @masked, @print, @name, @organisation, @now, @now)
            ON CONFLICT (issuer, subject_print) DO UPDATE
            SET    version = access_subject.version + 1, name = excluded.name, org_id = excluded.org_id, updated_at = excluded.updated_at
            """, new { id = Guid.CreateVersion7(clock.GetUtcNow()), token.Issuer.Authority, cipher, masked, print, name, organisation, now = clock.GetUtcNow() }), ct);
        return (await Look())!;

        async Task<Row?> Look()
        {
            await using var lease = await engine.Read(ct);
            return await lease.Connection.QueryFirstOrDefaultAsync<Row>(new CommandDefinition(
                """
                SELECT s.id, s.name, s.org_id, s.blocked_at, s.tokens_from,
                       EXISTS (SELECT 1 FROM kernel_org_tree kt WHERE kt.ancestor_id = s.org_id AND kt.depth > 0) AS has_subtree
                FROM   access_subject s
                WHERE  s.issuer = @Authority AND s.subject_print = @print
                """, new { token.Issuer.Authority, print }, cancellationToken: ct));
        }
    }

    private sealed record Row
    {
        public required Guid Id { get; init; }
        public string? Name { get; init; }
        public Guid? OrgId { get; init; }
        public DateTimeOffset? BlockedAt { get; init; }
        public DateTimeOffset? TokensFrom { get; init; }
        public required bool HasSubtree { get; init; }
    }
}
