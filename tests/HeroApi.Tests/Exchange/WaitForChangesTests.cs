using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text.Json;
using HeroApi.Exchange;
using HeroApi.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Exchange;

/// <summary>Readers that stay until something happens: long polls and streams.</summary>
public sealed class WaitForChangesTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_waiting_reader_is_answered_when_something_he_may_see_is_committed(Engine engine)
    {
        await using var api = await Api.On(engine);
        var (officer, stranger) = (await api.Organisation(), await api.Organisation());
        var token = (await officer.Get("exchange/changes?types=lead&start=now")).Text("token");

        var poll = officer.Get($"exchange/changes?token={token}&wait=25");
        await Until(api, () => Waiting(api) == 1);
        await stranger.ReportedLead();
        var lead = await officer.ReportedLead();
        await api.Settle();

        (await Rested(api, poll)).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("id").GetGuid().ShouldBe(lead.Id);
        Waiting(api).ShouldBe(0);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_reader_alone_is_woken_by_the_commit_itself(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        await api.Settle();
        var token = (await officer.Get("exchange/changes?types=lead&start=now")).Text("token");

        var poll = officer.Get($"exchange/changes?token={token}&wait=25");
        await Until(api, () => Waiting(api) == 1);
        var lead = await officer.ReportedLead();

        (await poll).Json.GetProperty("items")[0].GetProperty("id").GetGuid().ShouldBe(lead.Id, "the clock has not moved");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Nothing_new_is_said_at_the_end_of_the_wait_and_costs_nothing(Engine engine)
    {
        await using var api = await Api.On(engine);
        var made = (await api.Admin.Post("api-keys", new { name = "phone", scopes = new[] { "feed:read", "leads:read" }, ratePerSecond = 1, rateBurst = 3 })).Must(HttpStatusCode.Created);
        var phone = api.With(made.Text("secret"));
        var token = (await phone.Get("exchange/changes?types=lead&start=now")).Must(HttpStatusCode.OK).Text("token");

        var poll = phone.Get($"exchange/changes?token={token}&wait=20");
        await Until(api, () => Waiting(api) == 1);
        for (var second = 1; second < 20; second++)
        {
            api.Clock.Advance(TimeSpan.FromSeconds(1));
            (await Task.WhenAny(poll, Task.Delay(20, TestContext.Current.CancellationToken))).ShouldNotBe(poll);
        }

        var quiet = await Rested(api, poll);
        quiet.Must(HttpStatusCode.OK).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        quiet.Text("upToDate").ShouldBe("true");
        for (var i = 0; i < 20; i++)
            (await phone.Get($"exchange/changes?token={token}")).Must(HttpStatusCode.OK);
        await api.Organisation().ContinueWith(organisation => organisation.Result.ReportedLead(), TestContext.Current.CancellationToken).Unwrap();
        var paid = new List<Answer>();
        while (paid.Count < 100 && (paid.Count == 0 || paid[^1].Status == HttpStatusCode.OK))
            paid.Add(await phone.Get($"exchange/changes?token={token}"));
        paid[^1].MustRefuse(HttpStatusCode.TooManyRequests, "rate.exceeded");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_a_caller_holds_already_costs_nothing(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var lead = await officer.ReportedLead();
        var made = (await api.Admin.Post("api-keys", new { name = "phone", scopes = new[] { "leads:read" }, ratePerSecond = 1, rateBurst = 2 })).Must(HttpStatusCode.Created);
        var phone = api.With(made.Text("secret"));
        var tag = (await phone.Get($"leads/{lead.Id}")).ETag!;

        for (var i = 0; i < 20; i++)
            (await phone.Get($"leads/{lead.Id}", ("If-None-Match", tag))).Must(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task A_commit_on_another_host_is_found_within_a_second()
    {
        await using var database = await TestDatabase.On(Engine.Postgres);
        var clock = new TestClock();
        await using var here = await Api.On(database, clock: clock);
        await using var there = await Api.On(database, clock: clock);
        var officer = await here.Organisation();
        var (token, away) = ((await officer.Get("exchange/changes?types=lead&start=now")).Text("token"), there.With(officer.Secret, officer.OrgId));

        var poll = officer.Get($"exchange/changes?token={token}&wait=25");
        await Until(here, () => Waiting(here) == 1);
        var lead = await away.ReportedLead();
        await there.Settle();

        (await Rested(here, poll)).Json.GetProperty("items")[0].GetProperty("id").GetGuid().ShouldBe(lead.Id);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Many_may_wait_without_keeping_others_from_the_database_but_of_one_key_the_latest_two(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var token = (await officer.Get("exchange/changes?types=lead&start=now")).Text("token");
        var keys = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => api.Key(officer.OrgId)));

        var polls = keys.SelectMany(key => new[] { key, key }).Select(key => key.Get($"exchange/changes?token={token}&wait=25")).ToList();
        await Until(api, () => Waiting(api) == 20);
        polls.Add(keys[0].Get($"exchange/changes?token={token}&wait=25"));
        var displaced = await Task.WhenAny(polls);
        (await displaced).MustRefuse(HttpStatusCode.TooManyRequests, "sync.readers_exceeded").Header("Retry-After").ShouldBe("1");
        displaced.ShouldBeOneOf(polls[0], polls[1]);
        polls.Remove(displaced);
        (await keys[0].Get($"exchange/changes?token={token}")).Must(HttpStatusCode.OK);
        await officer.ReportedLead();
        await api.Settle();

        foreach (var poll in polls)
            (await Rested(api, poll)).Must(HttpStatusCode.OK).Json.GetProperty("items").GetArrayLength().ShouldBe(1);
        Waiting(api).ShouldBe(0);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Who_hangs_up_and_a_host_that_stops_end_the_wait(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var token = (await officer.Get("exchange/changes?types=lead&start=now")).Text("token");
        using var http = new HttpClient { BaseAddress = api.Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", officer.Secret) } };
        using var hangUp = new CancellationTokenSource();

        var impatient = http.GetAsync($"/api/v1/exchange/changes?token={token}&wait=25", hangUp.Token);
        await Until(api, () => Waiting(api) == 1);
        await hangUp.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(impatient);
        await Until(api, () => Waiting(api) == 0);

        var poll = http.GetAsync($"/api/v1/exchange/changes?token={token}&wait=25", TestContext.Current.CancellationToken);
        await Until(api, () => Waiting(api) == 1);
        api.Services.GetRequiredService<Microsoft.Extensions.Hosting.IHostApplicationLifetime>().StopApplication();
        (await poll).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_stream_that_is_cut_goes_on_from_the_last_event_and_loses_nothing(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var (reported, seen, last) = (new List<Guid>(), new HashSet<Guid>(), (string?)null);
        for (var i = 0; i < 3; i++)
            reported.Add((await officer.ReportedLead()).Id);

        for (var cut = 0; cut < 3; cut++)
        {
            await using var stream = await Open(api, officer, "types=lead&limit=2", last);
            if (cut > 0)
                reported.Add((await officer.ReportedLead()).Id);
            // The first time it is cut in the middle of the copy.
            while (!reported.Take(cut == 0 ? 2 : reported.Count).All(seen.Contains))
                seen.UnionWith((await stream.Next()).Data.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid()));
            last = stream.LastId;
            reported.Add((await officer.ReportedLead()).Id);
        }

        await using var rest = await Open(api, officer, $"token={Uri.EscapeDataString(last!)}&wait=0", null);
        while (await rest.Next() is { Data.ValueKind: not JsonValueKind.Undefined } page)
            seen.UnionWith(page.Data.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid()));
        seen.ShouldBe(reported, ignoreOrder: true);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_quiet_stream_beats_and_ends_when_its_time_is_up(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();

        await using var stream = await Open(api, officer, "types=lead&start=now&wait=40", null);
        var (first, opened) = (await stream.Next(), api.Clock.GetTimestamp());
        var beats = new List<long>();
        while ((await stream.Next()).Data is { ValueKind: JsonValueKind.Object } page)
        {
            page.GetProperty("items").GetArrayLength().ShouldBe(0);
            beats.Add((api.Clock.GetTimestamp() - opened) / TimeSpan.TicksPerSecond);
        }

        first.Type.ShouldBe("changes");
        beats.Count.ShouldBe(3);
        beats[0].ShouldBeInRange(15, 18);
        beats[2].ShouldBeInRange(39, 44);
        Waiting(api).ShouldBe(0);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_stream_ends_with_the_problem_when_its_reader_may_no_longer_read(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var keys = new[] { await api.Key(officer.OrgId), await api.Key(officer.OrgId) };
        var ids = new List<Guid>();
        foreach (var key in keys)
            ids.Add((await key.Get("me")).Json.GetProperty("keyId").GetGuid());
        await using var revoked = await Open(api, keys[0], "types=lead", null);
        await using var narrowed = await Open(api, keys[1], "types=lead", null);
        await revoked.Next();
        await narrowed.Next();
        var before = api.Clock.GetTimestamp();

        (await api.Admin.Post($"api-keys/{ids[0]}/revocation", ifMatch: 1)).Must(HttpStatusCode.OK);
        (await api.Admin.Patch($"api-keys/{ids[1]}", new { scopes = new[] { "feed:read", "leads:read" } }, ifMatch: 1)).Must(HttpStatusCode.OK);

        var ends = (Revoked: await revoked.Next("problem"), Narrowed: await narrowed.Next("problem"));
        ends.Revoked.Data.GetProperty("code").GetString().ShouldBe("auth.required");
        ends.Narrowed.Data.GetProperty("code").GetString().ShouldBe("sync.scope_changed");
        (api.Clock.GetTimestamp() - before).ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(5).Ticks);
        (await revoked.Next()).Data.ValueKind.ShouldBe(JsonValueKind.Undefined);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_can_be_refused_at_once_is_no_stream_and_no_wait(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var token = (await officer.Get("exchange/changes?types=lead&start=now")).Text("token");

        (await officer.Get("exchange/changes?wait=5")).Errors.ShouldHaveSingleItem().ShouldBe(("/query/wait", "query.parameter_invalid"));
        (await officer.Get($"exchange/changes?token={token}&wait=26")).Errors.ShouldHaveSingleItem().ShouldBe(("/query/wait", "query.parameter_invalid"));
        (await officer.Get($"exchange/changes?token={token}&wait=-1")).Errors.ShouldHaveSingleItem().ShouldBe(("/query/wait", "query.parameter_invalid"));
        (await officer.Get("exchange/changes/stream?wait=901")).Errors.ShouldHaveSingleItem().ShouldBe(("/query/wait", "query.parameter_invalid"));
        (await officer.Get("exchange/changes/stream?token=broken")).MustRefuse(HttpStatusCode.BadRequest, "sync.token_invalid");
        (await officer.Get("exchange/changes/stream?fields=items")).Errors.ShouldHaveSingleItem().ShouldBe(("/query/fields", "query.parameter_unknown"));
        (await api.Nobody.Get("exchange/changes/stream")).MustRefuse(HttpStatusCode.Unauthorized, "auth.required");
        (await (await api.Key(officer.OrgId, ["leads:read"])).Get("exchange/changes/stream")).MustRefuse(HttpStatusCode.Forbidden, "auth.scope_missing");
        object[] requests =
        [
            new { id = "stream", method = "GET", path = "/api/v1/exchange/changes/stream" },
            new { id = "poll", method = "GET", path = $"/api/v1/exchange/changes?token={token}&wait=5" }
        ];
        var batch = await officer.Post("batch", new { requests });
        batch.Json.GetProperty("responses")[0].GetProperty("body").GetProperty("code").GetString().ShouldBe("batch.not_inside");
        batch.Json.GetProperty("responses")[1].GetProperty("body").GetProperty("errors")[0].GetProperty("code").GetString().ShouldBe("batch.not_inside");
        Waiting(api).ShouldBe(0);
    }

    private static int Waiting(Api api) => api.Services.GetRequiredService<FeedWatch>().Waiting;

    /// <summary>
    /// What a reader is answered for whom something is there, or whose time is over. He may be looking just now, and may then have to rest
    /// for the second in which he is not woken: so twice a second, and each time he has all the time that a busy machine needs.
    /// </summary>
    private static async Task<Answer> Rested(Api api, Task<Answer> poll)
    {
        for (var second = 0; second < 2 && !poll.IsCompleted; second++)
        {
            api.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(poll, Task.Delay(TimeSpan.FromSeconds(20)));
        }

        poll.IsCompleted.ShouldBeTrue("nobody waits for longer than two seconds for what is there");
        return await poll;
    }

    /// <summary>Asks for something else until it holds; what does not come within a minute never does.</summary>
    private static async Task Until(Api api, Func<bool> holds)
    {
        for (var began = Stopwatch.GetTimestamp(); !holds(); await api.Nobody.Get("/health/live"))
            Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromMinutes(1));
    }

    private static async Task<Stream> Open(Api api, Client reader, string query, string? lastEventId)
    {
        var http = new HttpClient { BaseAddress = api.Address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", reader.Secret) } };
        if (lastEventId is not null)
            http.DefaultRequestHeaders.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        var response = await http.GetAsync($"/api/v1/exchange/changes/stream?{query}", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        return new Stream(api, http, SseParser.Create(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken)).EnumerateAsync().GetAsyncEnumerator());
    }

    /// <summary>A stream as a raw client reads it; the clock runs while it waits.</summary>
    private sealed class Stream(Api api, HttpClient http, IAsyncEnumerator<SseItem<string>> events) : IAsyncDisposable
    {
        internal string? LastId { get; private set; }

        /// <summary>The next event, of a type if one is named; without data when the stream has ended.</summary>
        internal async Task<(string Type, JsonElement Data)> Next(string? type = null)
        {
            while (true)
            {
                var move = events.MoveNextAsync().AsTask();
                var began = Stopwatch.GetTimestamp();
                while (await Task.WhenAny(move, Task.Delay(20)) != move)
                {
                    Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromMinutes(1));
                    api.Clock.Advance(TimeSpan.FromSeconds(1));
                }

                if (!await move)
                    return ("", default);

                LastId = events.Current.EventId ?? LastId;
                if (type is null || events.Current.EventType == type)
                    return (events.Current.EventType, JsonDocument.Parse(events.Current.Data).RootElement);
            }
        }

        public ValueTask DisposeAsync()
        {
            // Without a word, as a connection is lost.
            http.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
