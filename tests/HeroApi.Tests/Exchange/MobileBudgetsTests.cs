using System.Net;
using System.Net.Http.Headers;
using HeroApi.Host.Samples;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Exchange;

/// <summary>What a phone pays for, in bytes on the wire (contract.md §4).</summary>
public sealed class MobileBudgetsTests
{
    private const int Kilobyte = 1000;

    [Theory, InlineData(Engine.Sqlite, "br"), InlineData(Engine.Sqlite, "gzip"), InlineData(Engine.Postgres, "br"), InlineData(Engine.Postgres, "gzip")]
    public async Task A_phone_gets_its_first_pages_within_the_budgets(Engine engine, string encoding)
    {
        await using var api = await Api.On(engine);
        var station = await api.Organisation(region: "370686");
        await api.Organisation(station, "370686", "township", answersForRegion: false);
        foreach (var lead in SampleLeads.Tell(SampleFiles.Plan).Take(300))
            (await station.Post("leads", lead.Body)).Must(HttpStatusCode.Created);
        using var phone = new HttpClient { BaseAddress = api.Address };
        phone.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", station.Secret);
        phone.DefaultRequestHeaders.AcceptEncoding.ParseAdd(encoding);

        var page = (await station.Get("leads?limit=50")).Json.GetProperty("items");
        page.GetArrayLength().ShouldBe(50);
        var (list, wide) = (await Weigh("leads?limit=50"), page.GetRawText().Length);
        var detail = await Weigh($"leads/{page[0].GetProperty("id")}");
        var lists = (await station.Get("vocabularies")).Json.GetProperty("items").EnumerateArray().Select(one => $"vocabularies/{one.GetProperty("name").GetString()}").ToList();
        var bootstrap = await Weigh(["me", "vocabularies", .. lists, "regions/370686", "regions/370686/children", "organisations?limit=500"]);
        var (sync, items, next) = (0, 0, "exchange/changes?scope=mine");
        for (var more = true; more;)
        {
            sync += await Weigh(next);
            var read = await station.Get(next);
            items += read.Json.GetProperty("items").GetArrayLength();
            (next, more) = (read.Text("next")!, read.Text("upToDate") == "false");
        }

        list.ShouldBeLessThanOrEqualTo(30 * Kilobyte, $"{wide} before compression");
        detail.ShouldBeLessThanOrEqualTo(20 * Kilobyte);
        lists.Count.ShouldBeGreaterThan(5);
        bootstrap.ShouldBeLessThanOrEqualTo(150 * Kilobyte);
        items.ShouldBeGreaterThanOrEqualTo(300);
        sync.ShouldBeLessThanOrEqualTo(2000 * Kilobyte);

        async Task<int> Weigh(params string[] paths)
        {
            var bytes = 0;
            foreach (var path in paths)
            {
                using var answer = await phone.GetAsync(path.StartsWith('/') ? path : $"/api/v1/{path}", TestContext.Current.CancellationToken);
                answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
                answer.Content.Headers.ContentEncoding.ShouldBe([encoding], path);
                bytes += (await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length + Heading(answer);
            }

            return bytes;
        }

        static int Heading(HttpResponseMessage answer) => answer.Headers.ToString().Length + answer.Content.Headers.ToString().Length;
    }
}
