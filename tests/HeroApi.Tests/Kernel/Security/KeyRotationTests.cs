using System.Globalization;
using System.Net;
using System.Text;
using Dapper;
using HeroApi.Kernel;
using HeroApi.Kernel.Data;
using HeroApi.Kernel.Security;
using HeroApi.TestKit;
using HeroApi.Tests.Kernel.Data;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Engine = HeroApi.TestKit.Engine;

namespace HeroApi.Tests.Kernel.Security;

/// <summary>Keys change under a running system: nothing is lost, nothing is written that a host cannot read, nothing is missed by a look-up.</summary>
public sealed class KeyRotationTests
{
    private static readonly (string, string) Purpose = ("X-Purpose", "verification");
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(3);

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Everything_comes_under_the_new_key_while_others_write(Engine engine)
    {
        await using var database = await TestDatabase.On(engine);
        var (ring, clock) = (KeyRing.New(), new TestClock());
        Guid untouched, amended;
        string secret;
        Guid org;
        await using (var before = await Host(database, ring, clock))
        {
            var officer = await before.Organisation(scopes: [.. States.OfficerScopes, "pii:read"]);
            (secret, org) = (officer.Secret!, officer.OrgId);
            untouched = (await officer.ReportedLead(Reporter("15400000001"))).Id;
            amended = (await officer.Post("leads", States.LeadBody(Reporter("15400000002")), key: "first-answer")).Must(HttpStatusCode.Created).Id;
            await before.Settle();
            (await KeysOf(before)).ShouldBe(["data-1"]);
        }

        await using var api = await Host(database, ring = KeyRing.Add(ring, "data"), clock);
        var writer = api.With(secret, org);
        (await StatesOf(api)).ShouldBe(["data-1 current", "data-2 known", "index-1 current"]);
        await writer.ReportedLead();
        (await KeysOf(api)).ShouldBe(["data-1"]);
        await api.Settle();
        var (version, changes) = ((await writer.Get($"leads/{untouched}")).Version, await api.Count("kernel_feed"));

        var job = (await api.Admin.Post("keyring/rotations", new { key = "data-2" })).Must(HttpStatusCode.OK);
        (await api.Admin.Post("keyring/retirements", new { key = "data-1" })).MustRefuse(HttpStatusCode.Conflict, "keyring.key_in_use");
        (await api.Admin.Post("keyring/retirements", new { key = "data-2" })).MustRefuse(HttpStatusCode.Conflict, "keyring.key_in_use");
        await api.Look();
        var writing = Amend(writer, amended, 20);
        await Task.WhenAll(writing, api.Settle());
        (await StatesOf(api)).ShouldBe(["data-1 former", "data-2 current", "index-1 current"]);
        clock.Advance(Settled);
        await api.Settle();

        var ended = (await api.Admin.Get($"jobs/{job.Id}")).Must(HttpStatusCode.OK);
        ended.Text("state").ShouldBe("succeeded");
        ended.Text("done").ShouldBe(ended.Text("total"));
        (await KeysOf(api)).ShouldBe(["data-2"]);
        (await StatesOf(api)).ShouldBe(["data-1 former retirable", "data-2 current", "index-1 current"]);
        (await writer.Get($"leads/{untouched}", Purpose)).Must(HttpStatusCode.OK).Text("reporter.phone").ShouldBe("15400000001");
        (await writer.Get($"leads/{amended}", Purpose)).Text("reporter.phone").ShouldBe(await writing);
        (await writer.Get($"leads/{untouched}")).Version.ShouldBe(version);
        (await api.Count("kernel_feed")).ShouldBe(changes + 20);
        (await writer.Post("leads", States.LeadBody(Reporter("15400000002")), key: "first-answer")).Must(HttpStatusCode.Created).Replayed.ShouldBeTrue();
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_retired_key_can_leave_the_ring_and_everything_still_reads_and_verifies(Engine engine)
    {
        await using var database = await TestDatabase.On(engine);
        var (ring, clock) = (KeyRing.Add(KeyRing.New(), "data"), new TestClock());
        var older = KeyRing.Remove(ring, "data-2");
        await (await Host(database, older, clock)).DisposeAsync();
        Guid lead, org;
        string secret;
        await using (var api = await Host(database, ring, clock))
        {
            var officer = await api.Organisation(scopes: [.. States.OfficerScopes, "pii:read"]);
            (secret, org) = (officer.Secret!, officer.OrgId);
            lead = (await officer.ReportedLead(Reporter("15400000003"))).Id;
            await Rotate(api, "data-2");

            (await api.Admin.Post("keyring/retirements", new { key = "data-1" })).Must(HttpStatusCode.OK);
            (await StatesOf(api)).ShouldBe(["data-1 retired", "data-2 current", "index-1 current"]);
            (await api.Admin.Post("keyring/rotations", new { key = "data-1" })).MustRefuse(HttpStatusCode.Conflict, "keyring.key_retired");
            (await api.Admin.Post("keyring/rotations", new { key = "data-9" })).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
            (await api.Admin.Post("keyring/rotations", new { key = "data-02" })).MustRefuse(HttpStatusCode.BadRequest, "request.invalid");
            (await api.Rows<string>("SELECT action || ' ' || record_type FROM kernel_audit WHERE action LIKE 'access.%_key' AND record_type LIKE 'data%' ORDER BY id"))
                .ShouldBe(["access.rotate_key data-2", "access.retire_key data-1"]);
            await api.Settle();
        }

        (await Should.ThrowAsync<HostRefused>(() => Host(database, older, clock))).Message.ShouldContain("data-2");
        await using var after = await Host(database, KeyRing.Remove(ring, "data-1"), clock);
        (await after.With(secret, org).Get($"leads/{lead}", Purpose)).Must(HttpStatusCode.OK).Text("reporter.phone").ShouldBe("15400000003");
        (await after.Services.GetRequiredService<SealChain>().Verify(after.Services.GetRequiredService<IEngine>(), null, CancellationToken.None)).ShouldBeNull();
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_look_up_finds_the_same_before_during_and_after_a_change_of_the_index_key(Engine engine)
    {
        await using var database = await TestDatabase.On(engine);
        var (ring, clock) = (KeyRing.New(), new TestClock());
        await (await Host(database, ring, clock)).DisposeAsync();
        await using var api = await Host(database, KeyRing.Add(ring, "index"), clock);
        var officer = await api.Organisation();
        var first = await Elsewhere(officer, "2020-01-01");
        var second = await Elsewhere(officer, "2021-01-01");
        await MustFind(first.Id, second.Id);

        // A value that nobody can read holds the job back in the middle, with some rows under either key.
        var broken = await Break(api, second.Id);
        var job = (await api.Admin.Post("keyring/rotations", new { key = "index-2" })).Must(HttpStatusCode.OK);
        await api.Look();
        await api.Settle();
        var third = await Elsewhere(officer, "2022-01-01");
        (await IndexKeys(api)).ShouldBe(["index-1", "index-2"]);
        (await api.Admin.Get($"jobs/{job.Id}")).Text("problem").ShouldNotBeNull();
        await MustFind(first.Id, third.Id);
        await MustFind(third.Id, first.Id);

        await broken.Mend();
        for (var i = 0; i < 4; i++)
        {
            clock.Advance(Settled);
            await api.Settle();
        }

        (await api.Admin.Get($"jobs/{job.Id}")).Text("state").ShouldBe("succeeded");
        (await IndexKeys(api)).ShouldBe(["index-2"]);
        await MustFind(first.Id, second.Id, third.Id);
        (await api.Admin.Post("keyring/retirements", new { key = "index-1" })).Must(HttpStatusCode.OK);
        await api.Look();
        await MustFind(third.Id, first.Id, second.Id);

        async Task MustFind(Guid lead, params Guid[] others) =>
            (await officer.Get($"leads/{lead}/similar")).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray()
                .Where(item => item.GetProperty("because").EnumerateArray().Any(because => because.GetProperty("code").GetString() == "same_document"))
                .Select(item => item.GetProperty("lead").GetProperty("id").GetGuid()).Intersect(others).Count().ShouldBe(others.Length);
    }

    [Fact]
    public async Task No_key_becomes_current_before_every_host_holds_it()
    {
        await using var database = await TestDatabase.On(Engine.Postgres);
        var (ring, clock) = (KeyRing.New(), new TestClock());
        var longer = KeyRing.Add(ring, "data");
        await using (var old = await Host(database, ring, clock))
        await using (var first = await Host(database, longer, clock))
        {
            (await first.Admin.Get("keyring")).Json.GetProperty("hosts").GetArrayLength().ShouldBe(2);
            (await first.Admin.Post("keyring/rotations", new { key = "data-2" })).MustRefuse(HttpStatusCode.Conflict, "keyring.host_lacks_key");
            (await old.Admin.Post("keyring/rotations", new { key = "data-2" })).MustRefuse(HttpStatusCode.Conflict, "keyring.host_lacks_key");
        }

        // Until then a host may still come back with the shorter ring.
        await (await Host(database, ring, clock)).DisposeAsync();
        await using var one = await Host(database, longer, clock);
        await using var other = await Host(database, longer, clock);
        await Rotate(one, "data-2");
        var officer = await other.Organisation(scopes: [.. States.OfficerScopes, "pii:read"]);
        await other.Look();
        var lead = await officer.ReportedLead(Reporter("15400000004"));
        (await one.With(officer.Secret, officer.OrgId).Get($"leads/{lead.Id}", Purpose)).Must(HttpStatusCode.OK).Text("reporter.phone").ShouldBe("15400000004");
        KeyRing.KeyOf((await one.Rows<byte[]>("SELECT reporter_phone_cipher FROM cases_lead"))[0]).ShouldBe("data-2");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_host_that_has_not_heard_of_the_keys_for_long_writes_nothing(Engine engine)
    {
        await using var api = await Api.On(engine);
        var officer = await api.Organisation();
        api.Services.GetRequiredService<KeyRing>().Follow("data-1", "index-1", new HashSet<string>(), lease: TimeSpan.Zero);

        var refused = await officer.Post("leads", States.LeadBody());

        refused.MustRefuse(HttpStatusCode.ServiceUnavailable, "server.busy");
        (await api.Count("cases_lead")).ShouldBe(0);
        await api.Look();
        await officer.ReportedLead();
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_rotation_goes_on_after_every_kill(Engine engine)
    {
        const int persons = 6_000;
        await using var database = await TestDatabase.On(engine);
        await using (var seeded = await Api.On(database))
        {
            var lead = await (await seeded.Organisation()).ReportedLead();
            await Seed(seeded, lead.Id, persons);
        }

        var ring = await Cli.Run(database, "keys", "rotate");
        ring.Exit.ShouldBe(0, ring.Error);
        if (engine == Engine.Postgres)
            database.Keys = ring.Out.Trim();
        await using var host = new HostProcess(database);
        await host.Start();
        var job = (await host.Admin.Post("keyring/rotations", new { key = "data-2" })).Must(HttpStatusCode.OK);
        for (var kill = 0; kill < 3; kill++)
        {
            var done = await Done() + 1;
            await Probe.Until(async () => await Done() >= done || await Waits(), "the job has come further");
            await host.Kill();
            await host.Start();
        }

        await Probe.Until(Waits, "the first pass is over");
        (await host.Stop()).ShouldBe(0);
        await using var after = await Api.On(database);
        (await after.Count("cases_lead_person")).ShouldBe(persons + 1);
        (await KeysOf(after)).ShouldBe(["data-2"]);

        async Task<long> Done() => long.Parse((await host.Admin.Get($"jobs/{job.Id}")).Text("done")!, CultureInfo.InvariantCulture);
        async Task<bool> Waits() => (await host.Admin.Get($"jobs/{job.Id}")).Text("phase") == "waiting" && await Done() > persons;
    }

    [Fact]
    public async Task A_backup_from_before_is_read_with_the_keys_that_lie_in_it()
    {
        await using var database = await TestDatabase.On(Engine.Sqlite);
        var (clock, backup) = (new TestClock(), Path.Combine(database.Folder, "backup"));
        Guid lead, org;
        string secret;
        await using (var api = await Api.On(database, clock: clock))
        {
            var officer = await api.Organisation(scopes: [.. States.OfficerScopes, "pii:read"]);
            (secret, org) = (officer.Secret!, officer.OrgId);
            lead = (await officer.ReportedLead(Reporter("15400000005"))).Id;
        }

        (await Cli.Run(database, "backup", backup)).Exit.ShouldBe(0);
        (await Cli.Run(database, "keys", "rotate")).Exit.ShouldBe(0);
        await using (var api = await Api.On(database, clock: clock))
        {
            (await Cli.Run(database, "keys", "retire", "data-1")).ShouldSatisfyAllConditions(early => early.Exit.ShouldBe(1), early => early.Error.ShouldContain("data-1 is current"));
            await Rotate(api, "data-2");
            (await api.Admin.Post("keyring/retirements", new { key = "data-1" })).Must(HttpStatusCode.OK);
        }

        (await Cli.Run(database, "keys", "retire", "data-1")).Exit.ShouldBe(0);
        (await Cli.Run(database, "keys", "retire", "index-1")).Error.ShouldContain("index-1 stays");
        File.ReadAllText(Path.Combine(database.Folder, "keys", "ring")).ShouldNotContain("data-1:");
        (await Cli.Run(database, "audit", "verify")).Exit.ShouldBe(0);
        await (await Api.On(database, clock: clock)).DisposeAsync();

        foreach (var file in Directory.GetFiles(database.Folder, "hero.db*"))
            File.Delete(file);
        File.Copy(Path.Combine(backup, "hero.db"), Path.Combine(database.Folder, "hero.db"));
        File.Copy(Path.Combine(backup, "keys", "ring"), Path.Combine(database.Folder, "keys", "ring"), overwrite: true);
        await using var restored = await Api.On(database, clock: clock);
        (await restored.With(secret, org).Get($"leads/{lead}", Purpose)).Must(HttpStatusCode.OK).Text("reporter.phone").ShouldBe("15400000005");
    }

    private static Task<Api> Host(TestDatabase database, string ring, TestClock clock) => Api.On(database, null, false, clock, "--HERO_KEYS", ring);

    private static (string, object?) Reporter(string phone) => ("reporter", new { name = "示范乙", phone });

    private static Task<Answer> Elsewhere(Client officer, string on) => officer.ReportedLead(("acted", new { on }));

    private static async Task Rotate(Api api, string key)
    {
        var job = (await api.Admin.Post("keyring/rotations", new { key })).Must(HttpStatusCode.OK);
        await api.Look();
        await api.Settle();
        api.Clock.Advance(Settled);
        await api.Settle();
        (await api.Admin.Get($"jobs/{job.Id}")).Text("state").ShouldBe("succeeded");
    }

    /// <summary>Changes the reporter's phone again and again; answers the last one.</summary>
    private static async Task<string> Amend(Client officer, Guid lead, int times)
    {
        var (phone, version) = ("", (await officer.Get($"leads/{lead}")).Version);
        for (var i = 0; i < times; i++)
        {
            phone = $"154000010{i:00}";
            version = (await officer.Patch($"leads/{lead}", new { reporter = new { phone } }, ifMatch: version)).Must(HttpStatusCode.OK).Version;
        }

        return phone;
    }

    private static async Task<IReadOnlyList<string>> StatesOf(Api api) =>
    [
        .. (await api.Admin.Get("keyring")).Must(HttpStatusCode.OK).Json.GetProperty("keys").EnumerateArray()
            .Select(key => $"{key.GetProperty("id")} {key.GetProperty("state")}{(key.GetProperty("retirable").GetBoolean() ? " retirable" : "")}").Order(StringComparer.Ordinal)
    ];

    /// <summary>The keys that anything encrypted is under.</summary>
    private static Task<IReadOnlyList<string>> KeysOf(Api api) => Under(api,
        "SELECT reporter_phone_cipher FROM cases_lead UNION ALL SELECT receipt_code_cipher FROM cases_lead UNION ALL SELECT document_cipher FROM cases_lead_person UNION ALL SELECT phone_cipher FROM cases_lead_person UNION ALL SELECT result_cipher FROM kernel_idempotency");

    private static Task<IReadOnlyList<string>> IndexKeys(Api api) => Under(api, "SELECT document_index FROM cases_lead_person UNION ALL SELECT phone_index FROM cases_lead_person");

    private static async Task<IReadOnlyList<string>> Under(Api api, string sql) =>
        [.. (await api.Rows<byte[]?>(sql)).OfType<byte[]>().Select(value => KeyRing.KeyOf(value)).Distinct().Order(StringComparer.Ordinal)];

    private static async Task<Broken> Break(Api api, Guid lead)
    {
        var whole = (await api.Rows<byte[]>("SELECT document_cipher FROM cases_lead_person WHERE lead_id = @lead", new { lead }))[0];
        var broken = whole.ToArray();
        broken[^1] ^= 1;
        await Set(broken);
        return new Broken(() => Set(whole));

        Task Set(byte[] value) => api.Services.GetRequiredService<IEngine>().Write(session =>
            session.Connection.ExecuteAsync("UPDATE cases_lead_person SET document_cipher = @value WHERE lead_id = @lead", new { value, lead }), CancellationToken.None);
    }

    /// <summary>Many persons on one lead, past the API, which would take long.</summary>
    private static async Task Seed(Api api, Guid lead, int persons)
    {
        var ring = api.Services.GetRequiredService<KeyRing>();
        var engine = api.Services.GetRequiredService<IEngine>();
        for (var done = 0; done < persons; done += 1_000)
        {
            var rows = Enumerable.Range(done, 1_000).Select(number => new Statement(
                "INSERT INTO cases_lead_person (id, lead_id, position, name, name_sort, phone_cipher, phone_masked, phone_index) VALUES (@id, @lead, @number, '示范', 'shifan', @cipher, '154****0000', @found)",
                [
                    new("id", Guid.CreateVersion7()), new("lead", lead), new("number", (long)number + 1),
                    new("cipher", ring.Encrypt(Encoding.UTF8.GetBytes($"1540{number:0000000}"))), new("found", ring.Index("phone", $"1540{number:0000000}"))
                ])).ToList();
            await engine.Write(async session =>
            {
                await engine.ExecuteAll(session.Connection, rows, CancellationToken.None);
                return true;
            }, CancellationToken.None);
        }
    }

    private sealed record Broken(Func<Task> Mend);
}

internal static class KeyTesting
{
    /// <summary>What every host does each ten seconds.</summary>
    internal static Task Look(this Api api) => api.Services.GetRequiredService<KeyWatch>().Look(CancellationToken.None);
}
