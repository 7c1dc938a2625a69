using System.Net;
using System.Security.Cryptography;
using HeroApi.Kernel;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Access.Tokens;

public sealed class IssuerTests
{
    private static readonly (string, string?)[] ForAll = [("WholeInstallation", "true"), ("OrganisationClaim", null)];

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_rolled_over_key_is_known_with_its_first_token(Engine engine)
    {
        await using var issuer = await TestIssuer.Start();
        await using var api = await issuer.Host(engine, ForAll);
        var old = api.With(Token(issuer));
        (await old.Get("leads")).Must(HttpStatusCode.OK);
        api.Clock.Advance(TimeSpan.FromSeconds(10));

        issuer.Roll();

        (await api.With(Token(issuer)).Get("leads")).Must(HttpStatusCode.OK);
        (await old.Get("leads")).MustRefuse(HttpStatusCode.Unauthorized, "token.invalid");
        issuer.KeysFetched.ShouldBe(2);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Made_up_key_ids_reach_the_issuer_no_oftener_than_every_ten_seconds(Engine engine)
    {
        await using var issuer = await TestIssuer.Start();
        await using var api = await issuer.Host(engine, ForAll);
        var good = Token(issuer);
        (await api.With(good).Get("leads")).Must(HttpStatusCode.OK);
        async Task Flood() => await Task.WhenAll(Enumerable.Range(0, 40).Select(async number =>
            (await api.With(issuer.Forge([("kid", $"made-up-{number}")], [("scope", "leads:read")])).Get("leads")).MustRefuse(HttpStatusCode.Unauthorized, "token.invalid")));

        await Flood();
        issuer.KeysFetched.ShouldBe(1);
        api.Clock.Advance(TimeSpan.FromSeconds(10));
        await Flood();

        issuer.KeysFetched.ShouldBe(2);
        (await api.With(good).Get("leads")).Must(HttpStatusCode.OK);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_key_that_the_issuer_has_withdrawn_ends_within_the_hour(Engine engine)
    {
        await using var issuer = await TestIssuer.Start();
        await using var api = await issuer.Host(engine, ForAll);
        var end = api.Clock.GetUtcNow().AddHours(8).ToUnixTimeSeconds();
        var caller = api.With(issuer.Token(("exp", end), ("scope", "leads:read")));
        (await caller.Get("leads")).Must(HttpStatusCode.OK);
        issuer.Roll();
        api.Clock.Advance(TimeSpan.FromMinutes(59));
        (await caller.Get("leads")).Must(HttpStatusCode.OK);

        api.Clock.Advance(TimeSpan.FromMinutes(1));

        (await caller.Get("leads")).MustRefuse(HttpStatusCode.Unauthorized, "token.invalid");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task While_the_issuer_is_down_known_keys_go_on(Engine engine)
    {
        await using var issuer = await TestIssuer.Start();
        await using var api = await issuer.Host(engine, ForAll);
        (await api.With(Token(issuer)).Get("leads")).Must(HttpStatusCode.OK);
        issuer.IsDown = true;

        api.Clock.Advance(TimeSpan.FromHours(30));

        (await api.With(Token(issuer)).Get("leads")).Must(HttpStatusCode.OK);
        (await api.With(issuer.Forge([("kid", "made-up")], [])).Get("leads")).MustRefuse(HttpStatusCode.Unauthorized, "token.invalid");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Without_any_key_a_token_cannot_be_checked_and_the_caller_is_told_when_to_come_again(Engine engine)
    {
        await using var issuer = await TestIssuer.Start();
        await using var api = await issuer.Host(engine, ForAll);
        issuer.IsDown = true;

        var refused = (await api.With(Token(issuer)).Get("leads")).MustRefuse(HttpStatusCode.ServiceUnavailable, "token.issuer_unreachable");
        refused.Header("Retry-After").ShouldBe("10");
        refused.Text("retryable").ShouldBe("true");
        var asked = issuer.Asked.Count;
        api.Clock.Advance(TimeSpan.FromSeconds(4));
        (await api.With(Token(issuer)).Get("leads")).MustRefuse(HttpStatusCode.ServiceUnavailable, "token.issuer_unreachable").Header("Retry-After").ShouldBe("6");
        issuer.Asked.Count.ShouldBe(asked, "it is left alone while it is down");
        (await api.Admin.Get("leads")).Must(HttpStatusCode.OK);

        issuer.IsDown = false;
        api.Clock.Advance(TimeSpan.FromSeconds(6));

        (await api.With(Token(issuer)).Get("leads")).Must(HttpStatusCode.OK);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_issuer_may_be_asked_at_another_address_than_its_tokens_name(Engine engine)
    {
        const string authority = "https://sso.example/realms/hero/";
        await using var issuer = await TestIssuer.Start();
        issuer.Says["issuer"] = authority;
        await using var api = await issuer.Host(engine, [.. ForAll, ("Authority", authority), ("Metadata", $"{issuer.Authority}/.well-known/openid-configuration")]);

        (await api.With(issuer.Token(("iss", authority), ("scope", "leads:read"))).Get("leads")).Must(HttpStatusCode.OK);
        (await api.With(issuer.Token(("iss", authority.TrimEnd('/')), ("scope", "leads:read"))).Get("leads")).MustRefuse(HttpStatusCode.Unauthorized, "token.invalid");
        (await api.With(Token(issuer)).Get("leads")).MustRefuse(HttpStatusCode.Unauthorized, "token.invalid");
    }

    [Fact]
    public async Task What_the_issuer_publishes_is_taken_only_within_bounds()
    {
        await using var issuer = await TestIssuer.Start();
        await using var elsewhere = await TestIssuer.Start();
        await using var api = await issuer.Host(Engine.Sqlite, [.. ForAll, ("Timeout", "00:00:00.2")]);
        async Task MustNotCheck(string because)
        {
            api.Clock.Advance(TimeSpan.FromSeconds(10));
            var refused = await api.With(Token(issuer)).Get("leads");
            refused.Code.ShouldBe("token.issuer_unreachable", because);
        }

        issuer.Hangs = true;
        await MustNotCheck("it takes too long");
        issuer.Hangs = false;
        issuer.Says["filler"] = new string('a', 300_000);
        await MustNotCheck("it says too much");
        issuer.Says.Clear();
        issuer.Says["issuer"] = elsewhere.Authority;
        await MustNotCheck("it says it is another");
        issuer.Says.Clear();
        issuer.Says["jwks_uri"] = "http://issuer.example/jwks";
        await MustNotCheck("its keys would come without TLS");
        issuer.Says["jwks_uri"] = "file:///etc/passwd";
        await MustNotCheck("its keys would come from this machine");
        issuer.Says["jwks_uri"] = $"{issuer.Authority}/nowhere";
        await MustNotCheck("there are no keys");
        issuer.Says.Clear();
        api.Clock.Advance(TimeSpan.FromSeconds(10));
        (await api.With(Token(issuer)).Get("leads")).Must(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_published_secret_signs_nothing_and_a_key_id_may_be_left_out_only_where_there_is_one_key()
    {
        var secret = RandomNumberGenerator.GetBytes(64);
        await using var issuer = await TestIssuer.Start();
        await using var api = await issuer.Host(Engine.Sqlite, ForAll);
        issuer.AlsoPublishes.Add(new { kty = "oct", kid = "secret", k = System.Buffers.Text.Base64Url.EncodeToString(secret) });
        (string, object?)[] asks = [("scope", "leads:read")];

        (await api.With(issuer.Forge([("kid", null)], asks)).Get("leads")).Must(HttpStatusCode.OK);
        (await api.With(issuer.Forge([("alg", "HS256"), ("kid", "secret")], asks, data => HMACSHA256.HashData(secret, data))).Get("leads"))
            .MustRefuse(HttpStatusCode.Unauthorized, "token.invalid");
        using var second = RSA.Create(2048);
        issuer.AlsoPublishes.Add(TestIssuer.Published(second, "second"));
        api.Clock.Advance(TimeSpan.FromHours(1));
        (await api.With(issuer.Forge([("kid", null)], [.. asks, ("exp", null), ("exp", api.Clock.GetUtcNow().AddHours(1).ToUnixTimeSeconds())])).Get("leads"))
            .MustRefuse(HttpStatusCode.Unauthorized, "token.invalid");
    }

    [Theory]
    [InlineData("Name", "Key Cloak", "Name")]
    [InlineData("Authority", "http://sso.example/realms/hero", "Authority")]
    [InlineData("Authority", "sso.example", "Authority")]
    [InlineData("Metadata", "http://10.0.0.5/hero", "Metadata")]
    [InlineData("Audiences:0", "", "Audiences")]
    [InlineData("Audiences:0", null, "Audiences")]
    [InlineData("OrganisationClaim", null, "WholeInstallation")]
    [InlineData("WholeInstallation", "true", "WholeInstallation")]
    [InlineData("WholeInstallation", "perhaps", "perhaps")]
    [InlineData("OrganisationBy", "name", "OrganisationBy")]
    [InlineData("Organisations:0:Value", "a", "Organisations")]
    [InlineData("Roles:0:Role", "auditor", "Roles")]
    [InlineData("Scopes:0", "leads:devour", "leads:devour")]
    [InlineData("Systems:0", "Not A Code", "Systems")]
    [InlineData("RatePerSecond", "0", "RatePerSecond")]
    [InlineData("ClockSkew", "01:00:00", "ClockSkew")]
    [InlineData("ClockSkew", "soon", "soon")]
    [InlineData("Timeout", "00:01:00", "Timeout")]
    [InlineData("Audience", "heroapi", "Audience")]
    public async Task A_host_with_an_issuer_that_cannot_be_meant_so_does_not_start_and_says_why(string setting, string? value, string named)
    {
        await using var issuer = await TestIssuer.Start();

        var refused = await Should.ThrowAsync<HostRefused>(() => issuer.Host(Engine.Sqlite, (setting, value)));

        refused.Message.ShouldContain("Hero:Issuers");
        refused.Message.ShouldContain(named);
    }

    [Fact]
    public async Task A_host_with_an_issuer_from_whom_nobody_could_do_anything_does_not_start()
    {
        await using var issuer = await TestIssuer.Start();

        (await Should.ThrowAsync<HostRefused>(() => issuer.Host(Engine.Sqlite, ("RolesClaim", null), ("ScopesClaim", null)))).Message.ShouldContain("RolesClaim");
        (await Should.ThrowAsync<HostRefused>(async () => await Api.On(Engine.Sqlite, settings:
            [.. issuer.Trusted(), .. issuer.Trusted().Select(text => text.Replace("Issuers:0", "Issuers:1", StringComparison.Ordinal))]))).Message.ShouldContain("appears twice");
    }

    private static string Token(TestIssuer issuer) => issuer.Token(("scope", "leads:read"));
}
