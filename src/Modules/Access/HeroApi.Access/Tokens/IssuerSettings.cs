using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace HeroApi.Access.Tokens;

/// <summary>One trusted token issuer, as <c>Hero__Issuers__0__…</c> says it.</summary>
internal sealed partial record IssuerSettings
{
    internal static readonly TimeSpan MostSkew = TimeSpan.FromMinutes(10);

    /// <summary>What audit trail and <c>/me</c> call it.</summary>
    public string Name { get; init; } = "";

    /// <summary>Exactly the <c>iss</c> of its tokens; its discovery document lies beneath.</summary>
    public string Authority { get; init; } = "";

    /// <summary>Where the discovery document is, when this host reaches the issuer by another address.</summary>
    public string? Metadata { get; init; }

    /// <summary>The names of this API at the issuer; a token must be meant for one of them.</summary>
    public string[] Audiences { get; init; } = [];

    /// <summary>The claim that names the caller's organisation, with dots for the ones inside.</summary>
    public string? OrganisationClaim { get; init; }

    /// <summary>What the claim holds: the organisation's <c>code</c>, or its <c>id</c>.</summary>
    public string OrganisationBy { get; init; } = "code";

    /// <summary>For claims that hold neither; when there are any, no other value counts.</summary>
    public OrganisationOf[] Organisations { get; init; } = [];

    /// <summary>Its callers belong to no organisation but to the installation, and see what that sees.</summary>
    public bool WholeInstallation { get; init; }

    /// <summary>The claim that names roles; its values are codes of roles, unless <see cref="Roles"/> says what they stand for.</summary>
    public string? RolesClaim { get; init; }

    /// <summary>What the values of the claim stand for; when there are any, no other value counts.</summary>
    public RoleOf[] Roles { get; init; } = [];

    /// <summary>The claim that names scopes themselves; values that are no scope here do not count.</summary>
    public string? ScopesClaim { get; init; }

    /// <summary>The most that a token of this issuer can hold; without it everything but <c>admin</c>.</summary>
    public string[] Scopes { get; init; } = [];

    /// <summary>The claim with a name for people to read.</summary>
    public string NameClaim { get; init; } = "name";

    /// <summary>External systems whose ids its callers may use.</summary>
    public string[] Systems { get; init; } = [];

    /// <summary>Requests per second and burst of each caller; without them the installation's usual ones.</summary>
    public int? RatePerSecond { get; init; }

    public int? RateBurst { get; init; }

    /// <summary>How far its clock and ours may be apart.</summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long it may take to answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Allows an issuer without TLS that is not on this machine, as on a network that does this itself.</summary>
    public bool AllowHttp { get; init; }

    internal string MetadataAddress => Metadata ?? $"{Authority.TrimEnd('/')}/.well-known/openid-configuration";

    internal IReadOnlySet<string> Ceiling => (Scopes.Length > 0 ? Scopes : KnownScopes.All.Where(scope => scope != Kernel.Security.Scopes.Admin)).ToHashSet();

    /// <summary>Whether this host may ask that address.</summary>
    internal bool MayAsk(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && (uri.IsLoopback || AllowHttp)));

    /// <summary>Every issuer of the configuration; one that cannot be meant so keeps the host from starting.</summary>
    internal static IReadOnlyList<IssuerSettings> From(IConfiguration configuration)
    {
        IssuerSettings[] issuers;
        try
        {
            // A misspelt setting of this kind would open or close the wrong door.
            issuers = configuration.GetSection("Hero:Issuers").Get<IssuerSettings[]>(options => options.ErrorOnUnknownConfiguration = true) ?? [];
        }
        catch (InvalidOperationException unreadable)
        {
            throw new HostRefused($"Hero:Issuers cannot be read: {unreadable.InnerException?.Message ?? unreadable.Message}");
        }

        var faults = issuers.SelectMany((issuer, index) => issuer.Faults().Select(fault => $"Hero:Issuers:{index}:{fault}"))
            .Concat(Twice(issuers, issuer => issuer.Name, nameof(Name)))
            .Concat(Twice(issuers, issuer => issuer.Authority, nameof(Authority))).ToList();
        return faults.Count == 0 ? issuers : throw new HostRefused(string.Join('\n', faults));
    }

    private IEnumerable<string> Faults()
    {
        if (!Code().IsMatch(Name))
            yield return $"{nameof(Name)} must be 1 to 40 small letters, digits, - or _.";
        if (!MayAsk(Authority))
            yield return $"{nameof(Authority)} must be an https address (http only on this machine, or with {nameof(AllowHttp)}).";
        if (Metadata is not null && !MayAsk(Metadata))
            yield return $"{nameof(Metadata)} must be an https address (http only on this machine, or with {nameof(AllowHttp)}).";
        if (Audiences.Length == 0 || Audiences.Any(string.IsNullOrWhiteSpace))
            yield return $"{nameof(Audiences)} must name this API as the issuer does; without it, tokens meant for others would be taken.";
        if (WholeInstallation == OrganisationClaim is not null)
            yield return $"either {nameof(OrganisationClaim)} names the claim with the caller's organisation, or {nameof(WholeInstallation)} is true.";
        if (OrganisationBy is not ("code" or "id"))
            yield return $"{nameof(OrganisationBy)} must be code or id.";
        if (Organisations.Any(entry => entry.Value.Length == 0 || entry.Code.Length == 0))
            yield return $"{nameof(Organisations)} must each have Value and Code.";
        if (RolesClaim is null && ScopesClaim is null)
            yield return $"{nameof(RolesClaim)} or {nameof(ScopesClaim)} must name a claim, or nobody could do anything.";
        if (Roles.Any(entry => entry.Value.Length == 0 || entry.Role.Length == 0))
            yield return $"{nameof(Roles)} must each have Value and Role.";
        foreach (var scope in Scopes.Where(scope => !KnownScopes.All.Contains(scope)))
            yield return $"{nameof(Scopes)} names {scope}, which is no scope.";
        foreach (var system in Systems.Where(system => !Code().IsMatch(system)))
            yield return $"{nameof(Systems)} names {system}, which can be no external system's code.";
        if (RatePerSecond is < 1 or > 10_000 || RateBurst is < 1 or > 100_000)
            yield return $"{nameof(RatePerSecond)} must be 1 to 10000 and {nameof(RateBurst)} 1 to 100000.";
        if (ClockSkew < TimeSpan.Zero || ClockSkew > MostSkew)
            yield return $"{nameof(ClockSkew)} must be between 0 and 10 minutes.";
        if (Timeout < TimeSpan.FromMilliseconds(100) || Timeout > TimeSpan.FromSeconds(20))
            yield return $"{nameof(Timeout)} must be between 0.1 and 20 seconds.";
    }

    private static IEnumerable<string> Twice(IEnumerable<IssuerSettings> issuers, Func<IssuerSettings, string> of, string name) => issuers.GroupBy(of)
        .Where(group => group.Count() > 1).Select(group => $"Hero:Issuers: the {name} {group.Key} appears twice.");

    [GeneratedRegex("^[a-z][a-z0-9_-]{0,39}$")]
    private static partial Regex Code();
}

/// <summary>The organisation that a claim's value stands for.</summary>
internal sealed record OrganisationOf
{
    public string Value { get; init; } = "";
    public string Code { get; init; } = "";
}

/// <summary>The role that a claim's value stands for.</summary>
internal sealed record RoleOf
{
    public string Value { get; init; } = "";
    public string Role { get; init; } = "";
}
