using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using HeroApi.Kernel.Http;

namespace HeroApi.TestKit;

/// <summary>A caller with one credential.</summary>
public sealed class Client(HttpClient http, string? secret, Guid? orgId = null)
{
    /// <summary>The organisation the credential belongs to.</summary>
    public Guid OrgId => orgId ?? throw new InvalidOperationException("This credential belongs to the whole installation.");

    public string? Secret => secret;

    public Task<Answer> Get(string path, params (string Name, string Value)[] headers) => Send(HttpMethod.Get, path, null, null, null, headers);

    /// <summary>Sends a fresh Idempotency-Key unless the test names one; an empty one sends none.</summary>
    public Task<Answer> Post(string path, object? body = null, long? ifMatch = null, string? key = null, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Post, path, body, ifMatch, key ?? Guid.NewGuid().ToString(), headers);

    public Task<Answer> Put(string path, object body, long? ifMatch = null, string? key = null, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Put, path, body, ifMatch, key, headers);

    /// <summary>PUT with <c>If-None-Match: *</c>.</summary>
    public Task<Answer> Create(string path, object body) => Put(path, body, headers: ("If-None-Match", "*"));

    public Task<Answer> Patch(string path, object body, long? ifMatch = null, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Patch, path, body, ifMatch, null, headers);

    public Task<Answer> Delete(string path, long? ifMatch = null, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Delete, path, null, ifMatch, null, headers);

    /// <summary>Everything a test may want to send, hostile things included; a string is sent as it is.</summary>
    public async Task<Answer> Send(HttpMethod method, string path, object? body, long? ifMatch, string? key, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path.StartsWith('/') ? path : $"/api/v1/{path}");
        if (secret is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        if (ifMatch is { } version)
            request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        if (key is { Length: > 0 })
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        if (body is HttpContent content)
            request.Content = content;
        else if (body is not null)
            request.Content = new StringContent(body as string ?? JsonSerializer.Serialize(body, Json.Web), Encoding.UTF8, "application/json");

        var response = await http.SendAsync(request);
        return new Answer(response.StatusCode, response, await response.Content.ReadAsStringAsync());
    }
}
