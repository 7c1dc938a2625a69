namespace HeroApi.Kernel.Security;

/// <summary>Who is calling: a credential, the organisation it belongs to, and what it may do.</summary>
public sealed record Caller
{
    /// <summary>Subscribers, timers and jobs act as the system: they see every record and are nobody's key.</summary>
    public static readonly Caller System = new() { KeyId = Guid.Empty, IsSystem = true };

    /// <summary>The API key, or the person or system that a token speaks for: the same id whatever the credential of the day.</summary>
    public required Guid KeyId { get; init; }

    /// <summary>Null for a credential of the whole installation.</summary>
    public Guid? OrgId { get; init; }

    /// <summary>Whether other organisations stand below the caller's.</summary>
    public bool HasSubtree { get; init; }

    public IReadOnlySet<string> Scopes { get; init; } = new HashSet<string>();

    /// <summary>The named sets that some of the scopes come from.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>External systems whose ids this credential may read and write.</summary>
    public IReadOnlySet<string> Systems { get; init; } = new HashSet<string>();

    /// <summary>Requests per second; null for no limit.</summary>
    public int? RatePerSecond { get; init; }

    public int RateBurst { get; init; }

    /// <summary>When the credential ends by itself; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public bool IsSystem { get; private init; }

    /// <summary><c>admin</c> holds every scope, so that a key made once also works for modules that come later.</summary>
    public bool May(string scope) => IsSystem || Scopes.Contains(scope) || Scopes.Contains(Security.Scopes.Admin);

    public void Need(string scope)
    {
        if (!May(scope))
            throw new Refusal(Problems.Forbidden, new { scope });
    }

    /// <summary>The caller's own organisation, for what only an organisation can do.</summary>
    public Guid NeedOrg() => OrgId ?? throw new Refusal(Problems.OrganisationRequired);

    /// <summary>Refuses organisations' credentials, for what concerns every organisation.</summary>
    public void NeedInstallation()
    {
        if (OrgId is not null)
            throw new Refusal(Problems.InstallationRequired);
    }

    public void NeedSystem(string system)
    {
        // Asked before any look-up, so that the answer is the same whether or not the row exists.
        if (!IsSystem && !Systems.Contains(system))
            throw new Refusal(Problems.SystemNotGranted, new { system });
    }
}

/// <summary>The scopes that the kernel itself asks for; every module adds its own in the same form.</summary>
public static class Scopes
{
    public const string Admin = "admin";
    public const string AuditRead = "audit:read";
    public const string FeedRead = "feed:read";
    public const string PiiRead = "pii:read";
    public const string ProtectedRead = "protected:read";
}

/// <summary>
/// Turns a bearer credential into a caller. A seam: the kernel knows neither keys nor token issuers.
/// </summary>
public interface ICredentials
{
    /// <summary>Null when the credential is unknown, expired or revoked; a refusal where more may be said.</summary>
    ValueTask<Caller?> Find(string bearer, CancellationToken ct);
}
