using System.Net;
using Dapper;
using HeroApi.Kernel.Data;
using HeroApi.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Exchange;

public sealed class DeadLettersTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_dead_letter_is_listed_and_delivered_when_it_is_retried_after_the_repair(Engine engine)
    {
        await using var api = await Api.On(engine, settings: ["--Hero:DeliveryAttempts", "1"]);
        var officer = await api.Organisation();
        await Break(api);
        await officer.ReportedLead();
        await api.Settle();
        var letter = await Only(api);
        letter.GetProperty("event").GetString().ShouldBe("cases.lead_reported.v1");

        await Repair(api);
        (await api.Admin.Post($"dead-letters/{letter.GetProperty("seq")}/retry")).Must(HttpStatusCode.NoContent);
        await api.Settle();

        (await Counted(api)).ShouldBe(1);
        (await api.Admin.Get("dead-letters")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        (await api.Admin.Get("audit?action=exchange.retry_dead_letter")).Json.GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_skipped_dead_letter_never_takes_effect_and_holds_nothing_up(Engine engine)
    {
        await using var api = await Api.On(engine, settings: ["--Hero:DeliveryAttempts", "1"]);
        var officer = await api.Organisation();
        await Break(api);
        await officer.ReportedLead();
        await api.Settle();
        var letter = await Only(api);
        await Repair(api);

        (await api.Admin.Post($"dead-letters/{letter.GetProperty("seq")}/skip")).Must(HttpStatusCode.NoContent);
        await api.Settle();

        (await Counted(api)).ShouldBe(0);
        (await api.Admin.Post($"dead-letters/{letter.GetProperty("seq")}/skip")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Dead_letters_are_for_the_installation_s_administrator_alone(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation(scopes: ["admin"]);
        var reader = await api.Key(null, ["audit:read"]);

        (await officer.Get("dead-letters")).MustRefuse(HttpStatusCode.Forbidden, "caller.installation_required");
        (await officer.Post("dead-letters/1/retry")).MustRefuse(HttpStatusCode.Forbidden, "caller.installation_required");
        (await officer.Post("dead-letters/1/skip")).MustRefuse(HttpStatusCode.Forbidden, "caller.installation_required");
        (await reader.Get("dead-letters")).MustRefuse(HttpStatusCode.Forbidden, "auth.scope_missing");
        (await api.Admin.Post("dead-letters/1/retry")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await api.Admin.Get("dead-letters?cursor=x")).MustRefuse(HttpStatusCode.BadRequest, "page.cursor_invalid");
        (await api.Admin.Get("dead-letters?limit=0")).Errors.ShouldHaveSingleItem().ShouldBe(("/query/limit", "query.parameter_invalid"));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Dead_letters_come_in_pages(Engine engine)
    {
        await using var api = await Api.On(engine, settings: ["--Hero:DeliveryAttempts", "1"]);
        var officer = await api.Organisation();
        await Break(api);
        for (var i = 0; i < 3; i++)
            await officer.ReportedLead();
        await api.Settle();

        var seqs = new List<long>();
        for (string? cursor = null; ;)
        {
            var page = await api.Admin.Get($"dead-letters?limit=2{(cursor is null ? "" : $"&cursor={cursor}")}");
            seqs.AddRange(page.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("seq").GetInt64()));
            if ((cursor = page.Text("nextCursor")) is null)
                break;
        }

        seqs.Count.ShouldBe(3);
        seqs.ShouldBeUnique();
    }

    /// <summary>Takes away the table into which the subscriber counts, so that its every attempt fails.</summary>
    private static Task Break(Api api) => Run(api, "ALTER TABLE organisations_activity RENAME TO organisations_activity_away");

    private static Task Repair(Api api) => Run(api, "ALTER TABLE organisations_activity_away RENAME TO organisations_activity");

    private static Task Run(Api api, string sql) => api.Services.GetRequiredService<IEngine>().Write(session => session.Connection.ExecuteAsync(sql), CancellationToken.None);

    private static async Task<System.Text.Json.JsonElement> Only(Api api) => (await api.Admin.Get("dead-letters")).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();

    private static async Task<long> Counted(Api api) => await api.Count("organisations_activity", "leads > 0");
}
