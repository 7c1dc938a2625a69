using HeroApi.Kernel;
using HeroApi.Kernel.Data;
using HeroApi.TestKit;
using HeroApi.Tests.Kernel.Planted;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Kernel.Data;

/// <summary>A host starts on a schema it knows whole, or not at all.</summary>
public sealed class MigrationsTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_script_changed_after_it_was_applied_stops_the_host(Engine engine)
    {
        await using var database = await TestDatabase.On(engine);
        await using (var api = await Api.On(database, PlantedModule.Planted))
            await api.Run(desk => desk.Db.Execute("UPDATE kernel_migration SET checksum = 'other' WHERE module = 'tests'", null, CancellationToken.None));

        (await Should.ThrowAsync<HostRefused>(() => Api.On(database, PlantedModule.Planted))).Message.ShouldContain("tests/0001_planted was changed");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_database_of_a_newer_release_stops_the_host(Engine engine)
    {
        await using var database = await TestDatabase.On(engine);
        await using (var api = await Api.On(database, PlantedModule.Planted))
            await api.Run(desk => desk.Db.Execute(
                "INSERT INTO kernel_migration (module, script, checksum, applied_at) VALUES ('tests', '0002_later', 'x', '2026-06-01T00:00:00.000000Z')", null, CancellationToken.None));

        (await Should.ThrowAsync<HostRefused>(() => Api.On(database, PlantedModule.Planted))).Message.ShouldContain("tests/0002_later");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_script_that_fails_leaves_nothing_and_the_next_start_applies_it(Engine engine)
    {
        await using var database = await TestDatabase.On(engine);
        // The script's last table is there already, so that it fails after making all the others.
        await using (var api = await Api.On(database))
            await Write(api, "CREATE TABLE planted_effect (id bigint)");

        var failure = await Record.ExceptionAsync(() => Api.On(database, PlantedModule.Planted));
        failure.ShouldNotBeNull();
        await using (var api = await Api.On(database))
        {
            (await api.Count("kernel_migration", "module = 'tests'")).ShouldBe(0);
            (await Record.ExceptionAsync(() => api.Count("planted_note"))).ShouldNotBeNull();
            await Write(api, "DROP TABLE planted_effect");
        }

        await using var whole = await Api.On(database, PlantedModule.Planted);
        (await whole.Count("planted_note")).ShouldBe(0);
    }

    [Fact]
    public async Task Hosts_that_start_at_once_on_a_fresh_PostgreSQL_schema_migrate_it_once()
    {
        await using var database = await TestDatabase.On(Engine.Postgres);

        var hosts = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => Api.On(database, PlantedModule.Planted))));

        (await hosts[0].Count("kernel_migration", "module = 'tests'")).ShouldBe(1);
        foreach (var host in hosts)
        {
            (await host.Admin.Get("/health/ready")).Must(System.Net.HttpStatusCode.OK);
            await host.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_PostgreSQL_database_that_sorts_in_another_order_is_refused_with_the_command_that_makes_a_right_one()
    {
        await using var database = await TestDatabase.On(Engine.Postgres);
        var name = "sorted" + Guid.NewGuid().ToString("N");
        // ICU is in every build that Debian and the official image ship, so another order is always at hand.
        await OnServer(database, $"CREATE DATABASE {name} ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'zh' LOCALE 'C.UTF-8' TEMPLATE template0");
        try
        {
            var other = new NpgsqlConnectionStringBuilder(database.PostgresConnection) { Database = name, Pooling = false };
            var refused = await Should.ThrowAsync<HostRefused>(() => Api.On(database, null, false, null, "--ConnectionStrings:Hero", other.ConnectionString));
            refused.Message.ShouldContain($"CREATE DATABASE \"{name}\" ENCODING 'UTF8' LOCALE 'C.UTF-8'");
        }
        finally
        {
            await OnServer(database, $"DROP DATABASE {name} WITH (FORCE)");
        }
    }

    private static async Task OnServer(TestDatabase database, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.PostgresConnection) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static Task Write(Api api, string sql) => api.Services.GetRequiredService<IEngine>().Write(async session =>
    {
        await using var command = session.Connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteNonQueryAsync();
    }, CancellationToken.None);
}
