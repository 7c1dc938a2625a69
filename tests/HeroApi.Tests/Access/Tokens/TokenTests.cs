using System.Net;
using System.Security.Cryptography;
using HeroApi.Host;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Access.Tokens;

public sealed class TokenTests
{
    private static readonly object CountyOfficer = new { roles = new[] { "offline_access", "county_officer" } };

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_token_of_a_trusted_issuer_opens_the_door_and_says_who_it_is(Engine engine)
    {
        await using var issuer = await TestIssuer.Start();
        await using var api = await issuer.Host(engine, ("Systems:0", "grid"), ("RatePerSecond", "7"), ("RateBurst", "9"));
        var county = await api.Organisation();
        var caller = api.With(issuer.Token(("organisation", county.OrgId), ("realm_access", CountyOfficer), ("scope", "openid audit:read")), county.OrgId);

        var me = (await caller.Get("me")).Must(HttpStatusCode.OK);

        me.Text("keyId").ShouldBeNull();
        me.Text("subject.issuer").ShouldBe("keycloak");
        me.Text("subject.sub").ShouldBe("f81d4fae-7dec-11d0-a765-00a0c91e6bf6");
        me.Text("name").ShouldBe("示范甲");
        me.Text("organisation.id").ShouldBe(county.OrgId.ToString());
        me.Text("roles").ShouldBe("""["county_officer"]""");
        me.Text("scopes").ShouldBe("""["audit:read","cases:read","cases:write","feed:read","heroes:read","heroes:write","leads:read","leads:triage","leads:write","orgs:read","pii:read","welfare:read"]""");
        me.Text("systems").ShouldBe("""["grid"]""");
        me.Text("limits.ratePerSecond").ShouldBe("7");
        me.Json.GetProperty("expiresAt").GetDateTimeOffset().ShouldBeGreaterThan(api.Clock.GetUtcNow());
        var lead = await caller.ReportedLead();
        (await county.Get($"leads/{lead.Id}")).Must(HttpStatusCode.OK).Text("ownerOrgId").ShouldBe(county.OrgId.ToString());
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Whoever_signs_in_again_is_the_same_caller_to_replays_cursors_and_the_trail(Engine engine)
    {
        await using var issuer = await TestIssuer.Start();
        await using var api = await issuer.Host(engine);
        var county = await api.Organisation();
        Client SignIn(string sub) => api.With(issuer.Token(("sub", sub), ("organisation", county.OrgId), ("realm_access", CountyOfficer), ("scope", "audit:read")), county.OrgId);
        var first = SignIn("officer-1");
        var lead = (await first.Post("leads", States.LeadBody(), key: "told-once")).Must(HttpStatusCode.Created);
        await first.ReportedLead();
        var page = await first.Get("leads?limit=1");
        api.Clock.Advance(TimeSpan.FromMinutes(10));
        (await first.Get("me")).MustRefuse(HttpStatusCode.Unauthorized, "token.expired");

        var again = SignIn("officer-1");

        (await again.Post("leads", States.LeadBody(), key: "told-once")).Must(HttpStatusCode.Created).Id.ShouldBe(lead.Id);
        (await again.Get($"leads?limit=1&cursor={Uri.EscapeDataString(page.Text("nextCursor")!)}")).Must(HttpStatusCode.OK);
        (await SignIn("officer-2").Get($"leads?limit=1&cursor={Uri.EscapeDataString(page.Text("nextCursor")!)}")).MustRefuse(HttpStatusCode.BadRequest, "page.cursor_invalid");
        var act = (await again.Get($"audit?record={lead.Id}")).Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        act.GetProperty("principal").GetString().ShouldBe((await again.Get("me")).Text("subject.id"));
        act.GetProperty("principalName").GetString().ShouldBe("示范甲");
        act.GetProperty("principalIssuer").GetString().ShouldBe("keycloak");
    }

    [Theory, InlineData("RS256"), InlineData("RS512"), InlineData("PS256"), InlineData("PS384"), InlineData("ES256"), InlineData("ES384"), InlineData("ES512")]
    public async Task Asymmetric_signatures_are_believed(string algorithm)
    {
        using var curve = ECDsa.Create(algorithm switch { "ES384" => ECCurve.NamedCurves.nistP384, "ES512" => ECCurve.NamedCurves.nistP521, _ => ECCurve.NamedCurves.nistP256 });
        await using var issuer = await TestIssuer.Start();
        await using var api = await issuer.Host(Engine.Sqlite, ("WholeInstallation", "true"), ("OrganisationClaim", null));
        var point = curve.ExportParameters(false).Q;
        issuer.AlsoPublishes.Add(new { kty = "EC", use = "sig", kid = "curve", crv = $"P-{curve.KeySize}", x = Encoded(point.X), y = Encoded(point.Y) });
        var hash = new HashAlgorithmName("SHA" + algorithm[2..]);

        var token = issuer.Forge([("alg", algorithm), ("kid", algorithm[0] == 'E' ? "curve" : issuer.Kid)], [("scope", "leads:read")], data => algorithm[0] switch
        {
            'E' => curve.SignData(data, hash),
            'P' => issuer.Pair.SignData(data, hash, RSASignaturePadding.Pss),
            _ => issuer.Pair.SignData(data, hash, RSASignaturePadding.Pkcs1)
        });

        (await api.With(token).Get("leads")).Must(HttpStatusCode.OK);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_forged_token_is_refused_and_leads_nowhere(Engine engine)
    {
        await using var issuer = await TestIssuer.Start();
        await using var stranger = await TestIssuer.Start();
        await using var api = await issuer.Host(engine, ("WholeInstallation", "true"), ("OrganisationClaim", null));
        stranger.Clock = api.Clock;
        stranger.Roll();
        (string, object?)[] asks = [("iss", issuer.Authority), ("scope", "leads:read")];
        var honest = issuer.Token(asks);
        (await api.With(honest).Get("leads")).Must(HttpStatusCode.OK);
        var pem = System.Text.Encoding.ASCII.GetBytes(issuer.Pair.ExportSubjectPublicKeyInfoPem());
        var parts = honest.Split('.');
        byte[] Strange(byte[] data) => stranger.Pair.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

        foreach (var (forgery, token) in new (string, string)[]
        {
            ("unsigned", issuer.Forge([("alg", "none")], asks, _ => [])),
            ("unsigned, spelt otherwise", issuer.Forge([("alg", "nOnE"), ("kid", null)], asks, _ => [])),
            ("without the signature", $"{parts[0]}.{parts[1]}."),
            ("the public key as a secret", issuer.Forge([("alg", "HS256")], asks, data => HMACSHA256.HashData(pem, data))),
            ("the modulus as a secret", issuer.Forge([("alg", "HS256")], asks, data => HMACSHA256.HashData(issuer.Pair.ExportParameters(false).Modulus!, data))),
            ("a secret without key id", issuer.Forge([("alg", "HS512"), ("kid", null)], asks, data => HMACSHA512.HashData(pem, data))),
            ("an algorithm for another key", issuer.Forge([("alg", "ES256")], asks)),
            ("signed by a stranger", issuer.Forge([], asks, Strange)),
            ("the stranger's key set (jku)", issuer.Forge([("jku", $"{stranger.Authority}/jwks"), ("kid", stranger.Kid)], asks, Strange)),
            ("the stranger's certificate (x5u)", issuer.Forge([("x5u", $"{stranger.Authority}/cert")], asks, Strange)),
            ("the stranger's key inside", issuer.Forge([("jwk", TestIssuer.Published(stranger.Pair, issuer.Kid))], asks, Strange)),
            ("a key id that leads elsewhere", issuer.Forge([("kid", $"{stranger.Authority}/jwks")], asks, Strange)),
            ("a key id that climbs", issuer.Forge([("kid", "../../../../dev/null")], asks, _ => new byte[256])),
            ("another payload", $"{parts[0]}.{issuer.Token([.. asks, ("sub", "somebody")]).Split('.')[1]}.{parts[2]}"),
            ("an issuer that nobody trusts", stranger.Token(("scope", "leads:read"))),
            ("the type of something else", issuer.Forge([("typ", "dpop+jwt")], asks)),
            ("no type", issuer.Forge([("typ", null)], asks)),
            ("a header to be understood", issuer.Forge([("crit", new[] { "b64" }), ("b64", false)], asks)),
            ("a token for signing in", issuer.Token([.. asks, ("typ", "ID")])),
            ("a token for refreshing", issuer.Token([.. asks, ("typ", "Refresh")])),
            ("no end", issuer.Token([.. asks, ("exp", null)])),
            ("an end that is no number", issuer.Token([.. asks, ("exp", "tomorrow")])),
            ("nobody", issuer.Token([.. asks, ("sub", null)])),
            ("a number for a name", issuer.Token([.. asks, ("sub", 7)])),
            ("a name with NUL", issuer.Token([.. asks, ("sub", "a\0b")])),
            ("a name without end", issuer.Token([.. asks, ("sub", new string('a', 256))])),
            ("encrypted", $"{honest}.{parts[1]}.{parts[2]}"),
            ("two parts", $"{parts[0]}.{parts[1]}"),
            ("no JSON", $"{parts[2]}.{parts[2]}.{parts[2]}"),
            ("dots", ".."),
            ("not a token", "open sesame")
        })
        {
            var refused = (await api.With(token).Get("leads")).Must(HttpStatusCode.Unauthorized);
            refused.Code.ShouldBe("token.invalid", forgery);
            refused.Header("WWW-Authenticate").ShouldBe("Bearer error=\"invalid_token\"");
        }

        (await api.With(issuer.Token([.. asks, ("filler", new string('a', 9000))])).Get("leads")).MustRefuse(HttpStatusCode.Unauthorized, "auth.required");
        stranger.Asked.ShouldBeEmpty();
        (await api.Count("access_subject")).ShouldBe(1);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Whatever_a_genuine_token_says_is_answered_and_never_an_error_of_ours(Engine engine)
    {
        await using var issuer = await TestIssuer.Start();
        await using var api = await issuer.Host(engine, ("OrganisationBy", "code"));
        string[] claims = ["iss", "aud", "exp", "nbf", "iat", "sub", "typ", "name", "organisation", "realm_access", "scope", "jti"];
        string[] headers = ["alg", "kid", "typ", "crit", "jku", "x5c", "x5t", "zip", "cty"];
        string[] odd =
        [
            "true", "7", "-1", "1.5", "1e300", "1e-300", "253402300799", "9223372036854775807", "99999999999999999999", "\"\"", "\"\\ud800\"", "\"\\u0000\"", "\"a\\nb\"",
            "[]", "{}", "[[]]", "[null]", "[7,\"a\"]", "[\"\\ud800\"]", "{\"roles\":7}", "{\"roles\":[{\"roles\":[]}]}", "{\"\\ud800\":1}", "{\"a\":1,\"a\":2}",
            $"\"{new string('a', 3000)}\"", "\"𠀀𠀀\"", new string('[', 70) + new string(']', 70), "nonsense", "{", "\"", ""
        ];
        var outcomes = new Dictionary<HttpStatusCode, int>();

        foreach (var (token, said) in claims.SelectMany(claim => odd.Select(value => (issuer.Token((claim, new RawJson(value))), $"{claim}: {value}")))
            .Concat(headers.SelectMany(header => odd.Select(value => (issuer.Forge([(header, new RawJson(value))], []), $"header {header}: {value}")))))
        {
            var answer = await api.With(token).Get("me");
            ((int)answer.Status).ShouldBeLessThan(500, $"{said} answers {answer.Body}");
            outcomes[answer.Status] = outcomes.GetValueOrDefault(answer.Status) + 1;
        }

        outcomes[HttpStatusCode.Unauthorized].ShouldBeGreaterThan(100);
        outcomes[HttpStatusCode.Forbidden].ShouldBeGreaterThan(50);
        outcomes.Keys.ShouldBe([HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden], ignoreOrder: true);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_a_token_calls_somebody_is_kept_only_when_it_is_a_name(Engine engine)
    {
        await using var issuer = await TestIssuer.Start();
        await using var api = await issuer.Host(engine, ("WholeInstallation", "true"), ("OrganisationClaim", null));
        async Task<string?> Name(string json) => (await api.With(issuer.Token(("name", new RawJson(json)))).Get("me")).Must(HttpStatusCode.OK).Text("name");

        (await Name("\"示范𠀀\"")).ShouldBe("示范𠀀");
        (await Name("\"a\\u0000b\"")).ShouldBeNull();
        (await Name("{}")).ShouldBeNull();
        (await Name($"\"{new string('a', 101)}\"")).ShouldBeNull();
        (await api.With(issuer.Token(("name", new RawJson("\"\\ud800\"")))).Get("me")).MustRefuse(HttpStatusCode.Unauthorized, "token.invalid");
        (await api.With(issuer.Token(("realm_access", new RawJson("""{"roles":["\ud800","auditor"]}""")))).Get("me")).Text("roles").ShouldBe("""["auditor"]""");
        (await api.With(issuer.Token(("exp", new RawJson("253402300799")), ("scope", "leads:read"))).Get("leads")).Must(HttpStatusCode.OK);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_token_is_for_this_api_when_one_of_its_audiences_is(Engine engine)
    {
        await using var issuer = await TestIssuer.Start();
        await using var api = await issuer.Host(engine, ("WholeInstallation", "true"), ("OrganisationClaim", null), ("Audiences:1", "heroapi-mobile"));
        async Task<Answer> For(object? audience) => await api.With(issuer.Token(("aud", audience), ("scope", "leads:read"))).Get("leads");

        (await For("heroapi")).Must(HttpStatusCode.OK);
        (await For(new[] { "account", "heroapi-mobile" })).Must(HttpStatusCode.OK);
        (await For("account")).MustRefuse(HttpStatusCode.Unauthorized, "token.audience");
        (await For(new[] { "account", "heroapi2" })).MustRefuse(HttpStatusCode.Unauthorized, "token.audience");
        (await For(null)).MustRefuse(HttpStatusCode.Unauthorized, "token.audience");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_token_lives_from_its_beginning_to_its_end_give_or_take_the_skew(Engine engine)
    {
        await using var issuer = await TestIssuer.Start();
        await using var api = await issuer.Host(engine, ("WholeInstallation", "true"), ("OrganisationClaim", null), ("ClockSkew", "00:00:30"));
        async Task<Answer> At(int from, int until)
        {
            var now = api.Clock.GetUtcNow().ToUnixTimeSeconds();
            return await api.With(issuer.Token(("nbf", now + from), ("exp", now + until), ("scope", "leads:read"))).Get("leads");
        }

        (await At(-60, 1)).Must(HttpStatusCode.OK);
        (await At(-60, -25)).Must(HttpStatusCode.OK);
        (await At(-60, -31)).MustRefuse(HttpStatusCode.Unauthorized, "token.expired");
        (await At(25, 60)).Must(HttpStatusCode.OK);
        (await At(35, 60)).MustRefuse(HttpStatusCode.Unauthorized, "token.not_yet_valid");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_is_remembered_of_a_token_ends_with_it(Engine engine)
    {
        await using var issuer = await TestIssuer.Start();
        await using var api = await issuer.Host(engine, ("WholeInstallation", "true"), ("OrganisationClaim", null), ("ClockSkew", "00:00:00"));
        var brief = api.With(issuer.Token(("exp", api.Clock.GetUtcNow().ToUnixTimeSeconds() + 3), ("scope", "leads:read")));
        (await brief.Get("leads")).Must(HttpStatusCode.OK);

        api.Clock.Advance(TimeSpan.FromSeconds(3));

        (await brief.Get("leads")).MustRefuse(HttpStatusCode.Unauthorized, "token.expired");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Who_somebody_is_at_his_issuer_is_kept_unreadable_and_out_of_the_logs(Engine engine)
    {
        const string phone = "15400001234";
        await using var issuer = await TestIssuer.Start();
        var lines = new Lines();
        await using var api = issuer.Follow(await Api.On(engine, [new Module(typeof(TokenTests).Assembly, lines.Listen, _ => { })], issuer.Trusted()));
        var county = await api.Organisation(scopes: ["keys:manage", "pii:read", "audit:read"]);
        var token = issuer.Token(("sub", phone), ("name", "示范乙"), ("organisation", county.OrgId), ("scope", "leads:read"));
        (await api.With(token).Get("me")).Must(HttpStatusCode.OK);
        (await api.With(token + "x").Get("me")).Must(HttpStatusCode.Unauthorized);

        var listed = (await county.Get("subjects")).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();

        listed.GetProperty("subject").GetString().ShouldBe("15*******34");
        var id = listed.GetProperty("id").GetGuid();
        (await county.Get($"subjects/{id}")).Must(HttpStatusCode.OK).Text("subject").ShouldBe("15*******34");
        (await county.Get($"subjects/{id}", ("X-Purpose", "lost_phone"))).Must(HttpStatusCode.OK).Text("subject").ShouldBe(phone);
        (await county.Get("read-log")).Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("recordId").GetGuid().ShouldBe(id);
        (await api.Holds(phone)).ShouldBeFalse();
        (await api.Holds("15*******34")).ShouldBeTrue("the search looks in the right place");
        lines.All.ShouldNotBeEmpty();
        lines.All.ShouldNotContain(line => line.Contains(phone, StringComparison.Ordinal) || line.Contains("示范乙", StringComparison.Ordinal) || line.Contains(token.Split('.')[2], StringComparison.Ordinal));
    }

    private static string Encoded(byte[]? bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
