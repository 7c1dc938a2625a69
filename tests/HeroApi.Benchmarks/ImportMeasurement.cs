using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace HeroApi.Benchmarks;

/// <summary>Row 8: a register of heroes as CSV, three of a hundred rows wrong, from its start until its last row is written; then the same again.</summary>
internal sealed partial class Measurements
{
    private const int People = 50_000;

    private async Task Import()
    {
        await using var site = await Site.Make(engine, "import", FewRows);
        await using var ours = await Server.Host(site);
        using var http = new HttpClient { BaseAddress = ours.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Seed.CountyKey);
        var limit = Environment.GetEnvironmentVariable("DOTNET_GCHeapHardLimit") is { Length: > 0 } heap ? $"DOTNET_GCHeapHardLimit={heap}" : "no heap limit";

        var register = Encoding.UTF8.GetBytes("姓名,证件号码,电话,户籍地,事迹日期,表彰\n" + string.Concat(Enumerable.Range(0, People).Select(Row)));
        var first = await Once(http, register);
        Table.Plainly(Name("8 import 50,000 rows, 3 % wrong"), first.Seconds, "s", People / 5_000.0, string.Create(CultureInfo.InvariantCulture, $"{People / first.Seconds:N0} rows/s: {first.Counts}; {ours.Memory:N0} MB, {limit}"));
        var second = await Once(http, register);
        Table.Plainly(Name("8 the same sent again"), second.Seconds, "s", People / 5_000.0, string.Create(CultureInfo.InvariantCulture, $"{People / second.Seconds:N0} rows/s: {second.Counts}; {ours.Memory:N0} MB"));
    }

    private static string Row(int person)
    {
        var digits = string.Create(CultureInfo.InvariantCulture, $"999999{1950 + (person / 10_000)}{1 + (person / 1_000 % 10):D2}15{person % 1_000:D3}");
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        var check = digits.Zip(weights).Sum(pair => (pair.First - '0') * pair.Second) % 11;
        return string.Create(CultureInfo.InvariantCulture, $"示范{(char)('一' + (person % 5_000))},{digits}{"10X98765432"[person % 100 < 3 ? (check + 1) % 11 : check]},{15_400_000_000 + person},{Seed.CountyRegion(0)},2004年7月,县级表彰\n");
    }

    private static async Task<(double Seconds, string Counts)> Once(HttpClient http, byte[] register)
    {
        using var bytes = new ByteArrayContent(register) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };
        var file = (await Send(http, "/api/v1/files", bytes)).GetProperty("id").GetGuid();
        var began = Stopwatch.GetTimestamp();
        var id = (await Send(http, "/api/v1/imports", JsonContent.Create(new { type = "hero", fileId = file }))).GetProperty("id").GetGuid();
        while (true)
        {
            var import = await http.GetFromJsonAsync<JsonElement>($"/api/v1/imports/{id}");
            if (import.TryGetProperty("endedAt", out _))
                return (Stopwatch.GetElapsedTime(began).TotalSeconds,
                    string.Join(", ", new[] { "created", "unchanged", "known", "errors" }.Select(name => $"{import.GetProperty(name).GetInt64()} {name}")));
            await Task.Delay(50);
        }
    }

    private static async Task<JsonElement> Send(HttpClient http, string path, HttpContent body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body, Headers = { { "Idempotency-Key", Guid.NewGuid().ToString() } } };
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
