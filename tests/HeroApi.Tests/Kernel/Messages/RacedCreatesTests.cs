using System.Globalization;
using System.Net;
using HeroApi.TestKit;
using HeroApi.Tests.Kernel.Planted;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Kernel.Messages;

/// <summary>The same create sent by many at once is one create, and everybody is told the same.</summary>
public sealed class RacedCreatesTests
{
    private const int AtOnce = 16;
    private static readonly double Scale = double.Parse(Environment.GetEnvironmentVariable("HEROAPI_CHAOS_SCALE") ?? "1", CultureInfo.InvariantCulture);
    private static readonly int Rounds = (int)Math.Ceiling(105 * Scale);

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public Task One_idempotency_key_makes_one_record(Engine engine) => Race(engine, (client, round) =>
    {
        var (body, key) = (States.LeadBody(), $"key-{round}");
        return () => client.Post("leads", body, key: key);
    });

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public Task One_client_id_makes_one_record(Engine engine) => Race(engine, (client, _) =>
    {
        var (body, id) = (States.LeadBody(), Guid.CreateVersion7());
        return () => client.Create($"leads/{id}", body);
    });

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public Task One_external_id_makes_one_record(Engine engine) => Race(engine, (client, round) =>
    {
        var body = States.LeadBody();
        return () => client.Put($"leads/ext/grid/{round}", body);
    });

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_key_used_for_something_else_is_refused(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var first = (await officer.Post("leads", States.LeadBody(), key: "one")).Must(HttpStatusCode.Created);

        (await officer.Post("leads", States.LeadBody(("summary", "另一件事。")), key: "one")).MustRefuse(HttpStatusCode.UnprocessableEntity, "idempotency.key_reused");
        var other = await (await api.Organisation()).Post("leads", States.LeadBody(), key: "one");
        other.Must(HttpStatusCode.Created).Id.ShouldNotBe(first.Id);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_refused_request_may_be_corrected_under_its_key(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();

        (await officer.Post("leads", States.LeadBody(("place", new { regionCode = "999999" })), key: "one")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await officer.Post("leads", States.LeadBody(), key: "one")).Must(HttpStatusCode.Created).Replayed.ShouldBeFalse();
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task An_answer_is_kept_for_seven_days(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        var first = (await officer.Post("leads", States.LeadBody(), key: "one")).Must(HttpStatusCode.Created);

        api.Clock.Advance(TimeSpan.FromDays(6.9));
        await api.Settle();
        (await officer.Post("leads", States.LeadBody(), key: "one")).Id.ShouldBe(first.Id);
        api.Clock.Advance(TimeSpan.FromDays(0.2));
        await api.Settle();
        (await officer.Post("leads", States.LeadBody(), key: "one")).Id.ShouldNotBe(first.Id);
    }

    [Fact]
    public async Task A_duplicate_waits_five_seconds_for_the_first_and_is_then_told_to_come_again()
    {
        await using var api = await PlantedModule.On(Engine.Postgres);
        var (running, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        var first = api.Act("slow", async _ =>
        {
            running.TrySetResult();
            await release.Task;
        }, key: "one");
        await running.Task;

        var second = await api.Admin.Post("planted/acts/slow", key: "one");
        release.SetResult();

        second.MustRefuse(HttpStatusCode.Conflict, "idempotency.in_progress").Header("Retry-After").ShouldNotBeNull();
        (await first).Must(HttpStatusCode.OK);
        (await api.Admin.Post("planted/acts/slow", key: "one")).Must(HttpStatusCode.OK).Replayed.ShouldBeTrue();
    }

    private static async Task Race(Engine engine, Func<Client, int, Func<Task<Answer>>> create)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        for (var round = 0; round < Rounds; round++)
        {
            var send = create(officer, round);
            var answers = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(send)));

            answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.Created);
            answers.Select(answer => (answer.Body, answer.ETag)).Distinct().ShouldHaveSingleItem();
            answers.Count(answer => !answer.Replayed).ShouldBe(1);
        }

        await api.Settle();
        (await api.Count("cases_lead")).ShouldBe(Rounds);
        (await api.Count("kernel_audit", "record_type = 'lead'")).ShouldBe(Rounds);
        (await api.Count("kernel_feed", "type = 'lead'")).ShouldBe(Rounds);
        (await api.Rows<long>("SELECT leads FROM organisations_activity")).ShouldBe([Rounds]);
    }
}
