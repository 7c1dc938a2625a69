using System.Net;
using System.Text.Json;
using Dapper;
using HeroApi.Kernel.Data;
using HeroApi.Kernel.Security;
using HeroApi.TestKit;
using HeroApi.Tests.Kernel.Planted;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Kernel.Events;

/// <summary>What a reader may rely on (contract.md §3.9).</summary>
public sealed class FeedTests
{
    private static readonly string[] Narrow = ["feed:read"];
    private static readonly string[] Trusted = ["feed:read", "protected:read"];

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_first_copy_holds_what_is_there_and_the_tail_what_comes_after(Engine engine)
    {
        await using var api = await PlantedModule.On(engine);
        var officer = await api.Organisation(scopes: Narrow);
        var early = await api.Create(officer.OrgId);
        var reader = await new Reader(officer, "types=planted_note&limit=1").CatchUp();
        reader.Present.ShouldBe([early]);

        var late = await api.Create(officer.OrgId);
        await api.Run(desk => desk.Notes.Change(early));
        await reader.CatchUp();

        reader.Held.ShouldBe(new Dictionary<Guid, (long, bool)> { [early] = (2, false), [late] = (1, false) }, ignoreOrder: true);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_reader_who_starts_now_is_told_only_what_comes(Engine engine)
    {
        await using var api = await PlantedModule.On(engine);
        var officer = await api.Organisation(scopes: Narrow);
        await api.Create(officer.OrgId);
        await api.Settle();
        var reader = await new Reader(officer, "types=planted_note&start=now").CatchUp();
        reader.Items.ShouldBeEmpty();

        var late = await api.Create(officer.OrgId);

        (await reader.CatchUp()).Present.ShouldBe([late]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_record_that_leaves_and_comes_back_is_removed_and_comes_back_newer(Engine engine)
    {
        await using var api = await PlantedModule.On(engine);
        var (here, there) = (await api.Organisation(scopes: Narrow), await api.Organisation(scopes: Narrow));
        var note = await api.Create(here.OrgId);
        var reader = await new Reader(here).CatchUp();

        await api.Run(desk => desk.Notes.Change(note, owner: there.OrgId));
        await reader.CatchUp();
        reader.Items.ShouldHaveSingleItem().Must("removed", "out_of_scope");
        reader.Held[note].ShouldBe((2, true));

        await api.Run(desk => desk.Notes.Change(note, owner: here.OrgId));
        await reader.CatchUp();
        reader.Held[note].ShouldBe((3, false));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_home_organisation_sees_the_record_as_long_as_it_is_home(Engine engine)
    {
        await using var api = await PlantedModule.On(engine);
        var (owner, home) = (await api.Organisation(scopes: Narrow), await api.Organisation(scopes: Narrow));
        var note = await api.Create(owner.OrgId, homes: home.OrgId);
        var reader = await new Reader(home).CatchUp();
        reader.Present.ShouldBe([note]);

        await api.Run(desk => desk.Notes.Change(note, homes: []));

        await reader.CatchUp();
        reader.Items.ShouldHaveSingleItem().Must("removed", "out_of_scope");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_record_that_becomes_protected_is_out_of_scope_to_those_who_may_not_see_it(Engine engine)
    {
        await using var api = await PlantedModule.On(engine);
        var above = await api.Organisation();
        var owner = await api.Organisation(under: above, scopes: Narrow);
        var readers = new Dictionary<string, Reader>
        {
            ["narrow"] = await new Reader(owner).CatchUp(),
            ["trusted"] = await new Reader(await api.Key(owner.OrgId, Trusted)).CatchUp(),
            ["above"] = await new Reader(await api.Key(above.OrgId, Trusted)).CatchUp()
        };
        var note = await api.Create(owner.OrgId);

        (await Seeing(readers, note)).ShouldBe(["narrow", "trusted", "above"], ignoreOrder: true);
        await api.Run(desk => desk.Notes.Change(note, protection: Protection.Restricted));
        (await Seeing(readers, note)).ShouldBe(["trusted", "above"], ignoreOrder: true);
        await api.Run(desk => desk.Notes.Change(note, protection: Protection.Sealed));
        (await Seeing(readers, note)).ShouldBe(["trusted"]);
        await api.Run(desk => desk.Notes.Change(note, protection: Protection.None));
        (await Seeing(readers, note)).ShouldBe(["narrow", "trusted", "above"], ignoreOrder: true);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_end_of_a_record_has_its_reason(Engine engine)
    {
        await using var api = await PlantedModule.On(engine);
        var officer = await api.Organisation(scopes: Narrow);
        var (deleted, merged, kept) = (await api.Create(officer.OrgId), await api.Create(officer.OrgId), await api.Create(officer.OrgId));
        var reader = await new Reader(officer).CatchUp();

        await api.Run(desk => desk.Notes.Delete(deleted));
        await api.Run(desk => desk.Notes.MergeInto(merged, kept));
        await reader.CatchUp();

        reader.Items.Count.ShouldBe(2);
        reader.Items[0].Must("removed", "deleted");
        reader.Items[1].Must("removed", "merged");
        reader.Items[1].GetProperty("mergedInto").GetGuid().ShouldBe(kept);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Who_never_saw_a_record_is_told_nothing_of_it(Engine engine)
    {
        await using var api = await PlantedModule.On(engine);
        var (owner, stranger) = (await api.Organisation(scopes: Narrow), await api.Organisation(scopes: Narrow));
        var reader = await new Reader(stranger).CatchUp();

        var note = await api.Create(owner.OrgId);
        await api.Run(desk => desk.Notes.Change(note));
        await api.Run(desk => desk.Notes.Delete(note));

        (await reader.CatchUp()).Items.ShouldBeEmpty();
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_page_never_splits_a_command(Engine engine)
    {
        await using var api = await PlantedModule.On(engine);
        var officer = await api.Organisation(scopes: Narrow);
        var reader = await new Reader(officer, "types=planted_note&limit=2").CatchUp();
        for (var command = 0; command < 3; command++)
            await api.Run(async desk =>
            {
                for (var i = 0; i < 5; i++)
                    await desk.Notes.Create(officer.OrgId);
            });

        var pages = new List<int>();
        for (var more = true; more;)
        {
            reader.Items.Clear();
            more = await reader.Page();
            pages.Add(reader.Items.Count);
            reader.Items.Select(item => item.GetProperty("txEnd").GetBoolean()).ShouldBe([false, false, false, false, true]);
        }

        pages.ShouldBe([5, 5, 5]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_key_whose_scopes_changed_begins_again(Engine engine)
    {
        await using var api = await PlantedModule.On(engine);
        var officer = await api.Organisation(scopes: Trusted);
        var reader = await new Reader(officer).CatchUp();

        var narrowed = await (await api.Key(officer.OrgId, Narrow)).Get(reader.Next);
        var other = await (await api.Organisation(scopes: Trusted)).Get(reader.Next);

        narrowed.MustRefuse(HttpStatusCode.Gone, "sync.scope_changed").Text("params.restart").ShouldBe("/api/v1/exchange/changes");
        other.MustRefuse(HttpStatusCode.Gone, "sync.scope_changed");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_key_that_lost_the_scope_of_a_type_begins_again(Engine engine)
    {
        await using var api = await PlantedModule.On(engine);
        var officer = await api.Organisation(scopes: ["feed:read", "leads:read"]);
        var reader = await new Reader(officer, "types=lead").CatchUp();

        (await (await api.Key(officer.OrgId, Narrow)).Get(reader.Next)).MustRefuse(HttpStatusCode.Gone, "sync.scope_changed");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_broken_token_is_refused_and_never_an_empty_page(Engine engine)
    {
        await using var api = await PlantedModule.On(engine);
        var officer = await api.Organisation(scopes: Narrow);
        var token = (await new Reader(officer).Ask()).Text("token")!;

        foreach (var broken in new[] { "", "x", "%20", token[..^1], token[1..], token + "AAAA", char.IsLower(token[30]) ? token[..30] + 'A' + token[31..] : token[..30] + 'a' + token[31..] })
            (await officer.Get($"exchange/changes?token={broken}")).MustRefuse(HttpStatusCode.BadRequest, "sync.token_invalid");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_token_below_what_was_pruned_has_expired_and_a_newer_one_goes_on(Engine engine)
    {
        await using var api = await PlantedModule.On(engine);
        var officer = await api.Organisation(scopes: Narrow);
        var note = await api.Create(officer.OrgId);
        var stale = await new Reader(officer).CatchUp();
        await api.Run(desk => desk.Notes.Change(note));
        await api.Run(desk => desk.Notes.Change(note));
        var current = await new Reader(officer).CatchUp();

        api.Clock.Advance(TimeSpan.FromDays(181));
        await api.Settle();

        (await api.Count("kernel_feed", "record_id = @note", new { note })).ShouldBe(1, "the record's last row stays");
        (await stale.Ask()).MustRefuse(HttpStatusCode.Gone, "sync.token_expired");
        await api.Run(desk => desk.Notes.Change(note));
        (await current.CatchUp()).Held[note].ShouldBe((4, false));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Rows_superseded_less_than_half_a_year_ago_stay(Engine engine)
    {
        await using var api = await PlantedModule.On(engine);
        var officer = await api.Organisation(scopes: Narrow);
        var note = await api.Create(officer.OrgId);
        var reader = await new Reader(officer).CatchUp();
        api.Clock.Advance(TimeSpan.FromDays(100));
        await api.Run(desk => desk.Notes.Change(note));

        api.Clock.Advance(TimeSpan.FromDays(179));
        await api.Settle();

        (await reader.CatchUp()).Held[note].ShouldBe((2, false));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task After_the_restore_of_an_older_backup_no_old_token_goes_on(Engine engine)
    {
        await using var database = await TestDatabase.On(engine);
        Guid note;
        Client officer;
        Reader ahead, between;
        await using (var api = await Api.On(database, PlantedModule.Planted))
        {
            officer = await api.Organisation(scopes: Narrow);
            note = await api.Create(officer.OrgId);
            await api.Create(officer.OrgId);
            between = new Reader(officer, "types=planted_note&limit=1");
            var behind = await new Reader(officer).CatchUp();
            await Snapshot.Take(api, database);

            await api.Run(desk => desk.Notes.Change(note));
            // This one has read a body of the future while its position is still of the past.
            await between.Page();
            between.Held[note].Version.ShouldBe(2);
            ahead = await new Reader(officer).CatchUp();
            (await behind.CatchUp()).Held[note].Version.ShouldBe(2);
        }

        await Snapshot.Restore(database);
        await using var restored = await Api.On(database, PlantedModule.Planted);
        var again = restored.With(officer.Secret, officer.OrgId);

        (await again.Get(ahead.Next)).MustRefuse(HttpStatusCode.Gone, "sync.epoch_changed");
        (await again.Get(between.Next)).MustRefuse(HttpStatusCode.Gone, "sync.epoch_changed");
        for (var i = 0; i < 5; i++)
            await restored.Run(desk => desk.Notes.Change(note));
        (await again.Get(ahead.Next)).MustRefuse(HttpStatusCode.Gone, "sync.epoch_changed");
        (await new Reader(again).CatchUp()).Held[note].ShouldBe((6, false));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_token_from_before_the_backup_goes_on_after_its_restore(Engine engine)
    {
        await using var database = await TestDatabase.On(engine);
        Guid note;
        Client officer;
        Reader reader;
        await using (var api = await Api.On(database, PlantedModule.Planted))
        {
            officer = await api.Organisation(scopes: Narrow);
            note = await api.Create(officer.OrgId);
            reader = await new Reader(officer).CatchUp();
            await Snapshot.Take(api, database);
            await api.Run(desk => desk.Notes.Change(note));
        }

        await Snapshot.Restore(database);
        await using var restored = await Api.On(database, PlantedModule.Planted);
        await restored.Run(desk => desk.Notes.Change(note));

        var page = await restored.With(officer.Secret, officer.OrgId).Get(reader.Next);
        page.Must(HttpStatusCode.OK).Json.GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    private static async Task<List<string>> Seeing(Dictionary<string, Reader> readers, Guid note)
    {
        var seeing = new List<string>();
        foreach (var (name, reader) in readers)
            if ((await reader.CatchUp()).Present.Contains(note))
                seeing.Add(name);
        return seeing;
    }
}

/// <summary>An earlier state of a database, put back as an operator would.</summary>
internal static class Snapshot
{
    /// <summary>SQLite by the backup command's own code, PostgreSQL table by table into a schema beside it.</summary>
    internal static async Task Take(Api api, TestDatabase database)
    {
        await api.Settle();
        if (database.Engine == Engine.Sqlite)
            await api.Services.GetRequiredService<IEngine>().Backup(Folder(database), CancellationToken.None);
        else
            await OnTables(database, (schema, table) => $"CREATE TABLE {schema}_kept.{table} AS TABLE {schema}.{table};", schema => $"CREATE SCHEMA {schema}_kept;");
    }

    internal static async Task Restore(TestDatabase database)
    {
        if (database.Engine == Engine.Sqlite)
        {
            foreach (var file in Directory.EnumerateFiles(database.Folder, "hero.db*"))
                File.Delete(file);
            File.Copy(Path.Combine(Folder(database), "hero.db"), Path.Combine(database.Folder, "hero.db"));
            return;
        }

        await OnTables(database, (schema, table) => $"DELETE FROM {schema}.{table}; INSERT INTO {schema}.{table} SELECT * FROM {schema}_kept.{table};",
            _ => "SET session_replication_role = replica;");
        await OnTables(database, (schema, table) => $"DROP TABLE {schema}_kept.{table};", _ => "", schema => $"DROP SCHEMA {schema}_kept;");
    }

    private static string Folder(TestDatabase database) => Path.Combine(database.Folder, "backup");

    private static async Task OnTables(TestDatabase database, Func<string, string, string> write, Func<string, string> before, Func<string, string>? after = null)
    {
        var text = new NpgsqlConnectionStringBuilder(database.PostgresConnection) { Pooling = false };
        await using var connection = new NpgsqlConnection(text.ConnectionString);
        await connection.OpenAsync();
        var schema = text.SearchPath!;
        var tables = await connection.QueryAsync<string>("SELECT tablename FROM pg_tables WHERE schemaname = @schema", new { schema });
        await connection.ExecuteAsync($"{before(schema)} {string.Concat(tables.Select(table => write(schema, table)))} {after?.Invoke(schema)}");
    }
}

internal static class NoteSteps
{
    internal static async Task<Guid> Create(this Api api, Guid owner, params Guid[] homes)
    {
        var id = Guid.Empty;
        await api.Run(async desk => id = await desk.Notes.Create(owner, Protection.None, homes));
        return id;
    }

    internal static void Must(this JsonElement item, string op, string reason) =>
        (item.GetProperty("op").GetString(), item.GetProperty("reason").GetString()).ShouldBe((op, reason));
}
