using System.Net.Http.Headers;
using System.Text.Json;
using HeroApi.Kernel;
using HeroApi.Kernel.Http;

namespace HeroApi.Host.Samples;

/// <summary>
/// The door by which the samples come in: the API, as any integrator uses it. Every organisation writes with keys of its own, so that what is
/// loaded has its audit rows, changes and counts.
/// </summary>
internal sealed class SampleDoor(HttpClient http, string adminKey, TimeProvider clock)
{
    private readonly Dictionary<string, Guid> organisations = [];

    /// <summary>Group commit makes the more of it, the more wait together.</summary>
    internal static ParallelOptions Together(CancellationToken ct) => new() { MaxDegreeOfParallelism = 32, CancellationToken = ct };

    internal async Task<bool> FindsAnEmptyDatabase(CancellationToken ct) =>
        (await Send(HttpMethod.Get, "exchange/changes?limit=1&include=none", adminKey, null, ct)).GetProperty("items").GetArrayLength() == 0;

    /// <summary>Puts an organisation into the tree, and those below it.</summary>
    internal async Task Plant(SampleOrganisation organisation, Guid? parentId, CancellationToken ct)
    {
        var (code, name, kind, level, regionCode) = (organisation.Code, organisation.Name, organisation.Kind, organisation.Level, organisation.RegionCode);
        var jurisdictions = organisation.AnswersFor.Select(place => new { regionCode = place, validFrom = "2010-01-01" });
        var planted = await Post("organisations", adminKey, new { code, name, kind, level, parentId, regionCode, jurisdictions }, ct);
        organisations[code] = planted.GetProperty("id").GetGuid();
        foreach (var below in organisation.Below)
            await Plant(below, organisations[code], ct);
    }

    /// <summary>A key to load the samples of an organisation with, for an hour.</summary>
    internal Task<string> Loading(string organisation, IReadOnlyList<string> scopes, CancellationToken ct) =>
        Key(organisation, "sample loader", scopes, clock.GetUtcNow().AddHours(1), ct);

    /// <summary>Makes a key of an organisation and returns its secret.</summary>
    internal async Task<string> Key(string organisation, string name, IReadOnlyList<string> scopes, DateTimeOffset? expiresAt, CancellationToken ct) =>
        (await Made(organisation, name, scopes, expiresAt, ct)).GetProperty("secret").GetString()!;

    /// <summary>A key that verifies for a hospital and does nothing else.</summary>
    internal async Task<(Guid Id, string Secret)> Verifying(string organisation, CancellationToken ct)
    {
        var made = await Made(organisation, "sample hospital", ["green_channel:verify"], clock.GetUtcNow().AddHours(1), ct);
        return (made.GetProperty("id").GetGuid(), made.GetProperty("secret").GetString()!);
    }

    internal Guid Organisation(string code) => organisations[code];

    internal Task<JsonElement> Get(string path, string key, CancellationToken ct) => Send(HttpMethod.Get, path, key, null, ct);

    internal Task<JsonElement> Post(string path, string key, object? body, CancellationToken ct, long? ifMatch = null) => Send(HttpMethod.Post, path, key, body, ct, ifMatch);

    private Task<JsonElement> Made(string organisation, string name, IReadOnlyList<string> scopes, DateTimeOffset? expiresAt, CancellationToken ct) =>
        Post("api-keys", adminKey, new { name, orgId = organisations[organisation], scopes, systems = new[] { "grid", "hospital" }, ratePerSecond = 10_000, rateBurst = 10_000, expiresAt }, ct);

    private async Task<JsonElement> Send(HttpMethod method, string path, string key, object? body, CancellationToken ct, long? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1/{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (ifMatch is { } version)
            request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        if (method == HttpMethod.Post)
        {
            request.Headers.Add("Idempotency-Key", Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString());
            request.Content = JsonContent.Create(body, options: Json.Web);
        }

        using var answer = await http.SendAsync(request, ct);
        if (!answer.IsSuccessStatusCode)
            throw new HostRefused($"The samples do not load: {method} {path} was answered {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(ct)}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>(ct);
    }
}
