using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace HeroApi.TestKit;

/// <summary>JSON that is written as it stands, right or wrong.</summary>
public sealed record RawJson(string Text);

/// <summary>A small token issuer over real HTTP: discovery document, keys that roll over, and tokens, honest or not.</summary>
public sealed class TestIssuer : IAsyncDisposable
{
    /// <summary>Making an RSA key takes longer than a test; each is used under an id of its own.</summary>
    private static readonly ConcurrentDictionary<int, RSA> Pairs = new();

    private readonly WebApplication app;
    private readonly ConcurrentQueue<string> asked = [];
    private int rolled;

    private TestIssuer(WebApplication app) => this.app = app;

    public string Authority => app.Urls.First();

    /// <summary>The paths that were asked for, in order.</summary>
    public IReadOnlyList<string> Asked => [.. asked];

    /// <summary>How often its keys were fetched.</summary>
    public int KeysFetched => asked.Count(path => path == "/jwks");

    /// <summary>Breaks every connection off.</summary>
    public bool IsDown { get; set; }

    /// <summary>Takes no end of time to answer.</summary>
    public bool Hangs { get; set; }

    /// <summary>What the discovery document says otherwise than it should.</summary>
    public Dictionary<string, object> Says { get; } = [];

    /// <summary>Members of the key set beside the present key.</summary>
    public List<object> AlsoPublishes { get; } = [];

    /// <summary>The id of the key that it signs with now.</summary>
    public string Kid => $"key-{rolled}";

    /// <summary>The pair that it signs with now.</summary>
    public RSA Pair => PairOf(rolled);

    public TimeProvider Clock { get; set; } = TimeProvider.System;

    public static async Task<TestIssuer> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var issuer = new TestIssuer(app);
        app.Run(issuer.Answer);
        await app.StartAsync();
        return issuer;
    }

    /// <summary>The settings of a host that trusts it, as Keycloak would be trusted; name and value of what is otherwise.</summary>
    public string[] Trusted(params (string Name, string? Value)[] changed) => Trusted(0, changed);

    /// <summary>The same for one issuer of several.</summary>
    public string[] Trusted(int number, params (string Name, string? Value)[] changed)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Name"] = number == 0 ? "keycloak" : $"keycloak-{number}",
            ["Authority"] = Authority,
            ["Audiences:0"] = "heroapi",
            ["OrganisationClaim"] = "organisation",
            ["OrganisationBy"] = "id",
            ["RolesClaim"] = "realm_access.roles",
            ["ScopesClaim"] = "scope",
            ["RatePerSecond"] = "10000",
            ["RateBurst"] = "100000"
        };
        foreach (var (name, value) in changed)
            settings[name] = value;
        return [.. settings.Where(setting => setting.Value is not null).SelectMany(setting => new[] { $"--Hero:Issuers:{number}:{setting.Key}", setting.Value! })];
    }

    /// <summary>A host on an engine that trusts this issuer; both go by the host's clock.</summary>
    public async Task<Api> Host(Engine engine, params (string Name, string? Value)[] changed) => Follow(await Api.On(engine, settings: Trusted(changed)));

    /// <summary>Goes by the clock of a host.</summary>
    public Api Follow(Api api)
    {
        Clock = api.Clock;
        return api;
    }

    /// <summary>Signs with another key from now on, and publishes that one alone.</summary>
    public void Roll() => rolled++;

    /// <summary>An honest token: what it claims otherwise than usual, null for not at all.</summary>
    public string Token(params (string Name, object? Value)[] claims) => Forge([], claims);

    /// <summary>A token with other headers or another signature.</summary>
    public string Forge((string Name, object? Value)[] headers, (string Name, object? Value)[] claims, Func<byte[], byte[]>? sign = null)
    {
        var now = Clock.GetUtcNow().ToUnixTimeSeconds();
        var payload = new Dictionary<string, object?>
        {
            ["iss"] = Authority,
            ["sub"] = "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
            ["aud"] = "heroapi",
            ["iat"] = now,
            ["exp"] = now + 300,
            ["name"] = "示范甲"
        };
        var header = new Dictionary<string, object?> { ["alg"] = "RS256", ["typ"] = "JWT", ["kid"] = Kid };
        var text = $"{Part(header, headers)}.{Part(payload, claims)}";
        var signature = (sign ?? (data => Pair.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)))(Encoding.ASCII.GetBytes(text));
        return $"{text}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>The public half of a pair, as key sets have it.</summary>
    public static object Published(RSA pair, string kid)
    {
        var key = pair.ExportParameters(false);
        return new { kty = "RSA", use = "sig", alg = (string?)null, kid, n = Base64Url.EncodeToString(key.Modulus), e = Base64Url.EncodeToString(key.Exponent) };
    }

    public async ValueTask DisposeAsync()
    {
        Hangs = false;
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
    }

    private static RSA PairOf(int number) => Pairs.GetOrAdd(number, _ => RSA.Create(2048));

    private static string Part(Dictionary<string, object?> usual, (string Name, object? Value)[] changed)
    {
        foreach (var (name, value) in changed)
            usual[name] = value;
        var members = usual.Where(member => member.Value is not null).Select(member => $"{JsonSerializer.Serialize(member.Key)}:{(member.Value is RawJson raw ? raw.Text : JsonSerializer.Serialize(member.Value))}");
        return Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{{{string.Join(',', members)}}}"));
    }

    private async Task Answer(HttpContext http)
    {
        asked.Enqueue(http.Request.Path);
        if (IsDown)
            http.Abort();
        else if (Hangs)
            await Task.Delay(Timeout.InfiniteTimeSpan, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        else if (http.Request.Path == "/.well-known/openid-configuration")
            await http.Response.WriteAsJsonAsync(new Dictionary<string, object> { ["issuer"] = Authority, ["jwks_uri"] = $"{Authority}/jwks" }.Concat(Says).GroupBy(member => member.Key).ToDictionary(group => group.Key, group => group.Last().Value));
        else if (http.Request.Path == "/jwks")
            await http.Response.WriteAsJsonAsync(new { keys = new[] { Published(Pair, Kid) }.Concat(AlsoPublishes) });
        else
            http.Response.StatusCode = 404;
    }
}
