using Dapper;
using HeroApi.China;
using HeroApi.Kernel.Data;
using HeroApi.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Engine = HeroApi.TestKit.Engine;

namespace HeroApi.Tests.Kernel.Data;

/// <summary>The portable subset of docs/sql.md: what is written there holds on both engines, or fails here.</summary>
public sealed class PortableSqlTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 1, 12, 0, 0, TimeSpan.FromHours(8));

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Every_type_comes_back_as_it_went_in(Engine engine)
    {
        await using var table = await Table.On(engine);
        var row = new Row { Id = Guid.CreateVersion7(), Name = "示范甲", At = Noon, Day = new DateOnly(2026, 5, 1), Partial = PartialDate.Parse("2004", null), Flag = true, Number = int.MaxValue };

        await table.Insert(row);

        (await table.All()).ShouldHaveSingleItem().ShouldBe(row with { At = Noon.ToUniversalTime() });
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Every_type_can_be_null(Engine engine)
    {
        await using var table = await Table.On(engine);
        var row = new Row { Id = Guid.CreateVersion7(), Name = "示范甲" };

        await table.Insert(row);

        (await table.All()).ShouldHaveSingleItem().ShouldBe(row);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_year_alone_stays_a_year(Engine engine)
    {
        await using var table = await Table.On(engine);
        await table.Insert(new Row { Id = Guid.CreateVersion7(), Name = "示范甲", Partial = PartialDate.Parse("2004", null) });

        (await table.Query<string>("SELECT partial FROM portable")).ShouldBe(["2004"]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Instants_are_compared_as_instants_and_cut_to_microseconds(Engine engine)
    {
        await using var table = await Table.On(engine);
        await table.Insert(new Row { Id = Guid.CreateVersion7(), Name = "示范甲", At = Noon.AddTicks(19) });

        (await table.Query<DateTimeOffset>("SELECT at FROM portable")).Single().UtcTicks.ShouldBe(Noon.UtcTicks + 10);
        (await table.Query<string>("SELECT name FROM portable WHERE at > @at", new { at = new DateTimeOffset(2026, 5, 1, 3, 59, 59, TimeSpan.Zero) })).Count.ShouldBe(1);
        (await table.Query<string>("SELECT name FROM portable WHERE at > @at", new { at = Noon.AddTicks(20) })).ShouldBeEmpty();
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Ids_sort_by_the_time_they_were_made(Engine engine)
    {
        await using var table = await Table.On(engine);
        var ids = Enumerable.Range(0, 20).Select(i => Guid.CreateVersion7(Noon.AddMilliseconds(i))).ToList();
        foreach (var id in Enumerable.Reverse(ids))
            await table.Insert(new Row { Id = id, Name = "示范甲" });

        (await table.Query<Guid>("SELECT id FROM portable ORDER BY id")).ShouldBe(ids);
        (await table.Query<Guid>("SELECT id FROM portable WHERE id = @id", new { id = ids[3] })).ShouldBe([ids[3]]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_list_of_ids_is_named_one_by_one(Engine engine)
    {
        await using var table = await Table.On(engine);
        var rows = await table.Three();
        var parameters = new DynamicParameters();

        (await table.Query<Guid>($"SELECT id FROM portable WHERE id IN {parameters.In("id", [rows[0].Id, rows[2].Id])} ORDER BY id", parameters)).ShouldBe([rows[0].Id, rows[2].Id]);
        (await table.Query<Guid>($"SELECT id FROM portable WHERE id IN {parameters.In("none", Array.Empty<Guid>())}", parameters)).ShouldBeEmpty();
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_write_returns_the_rows_it_touched(Engine engine)
    {
        await using var table = await Table.On(engine);
        await table.Three();

        var touched = await table.Query<Row>("UPDATE portable SET number = number + 1 WHERE number >= 2 RETURNING id, name, at, day, partial, flag, number");

        touched.Select(row => row.Number).Order().ShouldBe([3, 4]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task An_expected_conflict_leaves_the_transaction_usable(Engine engine)
    {
        await using var table = await Table.On(engine);
        var known = (await table.Three())[0];

        var (nothing, updated, count) = await table.Write(async connection => (
            await connection.QueryAsync<Guid>("INSERT INTO portable (id, name) VALUES (@Id, 'again') ON CONFLICT (id) DO NOTHING RETURNING id", known),
            await connection.QuerySingleAsync<string>("INSERT INTO portable (id, name) VALUES (@Id, 'again') ON CONFLICT (id) DO UPDATE SET name = portable.name || '+' RETURNING name", known),
            await connection.QuerySingleAsync<long>("SELECT COUNT(*) FROM portable")));

        nothing.ShouldBeEmpty();
        updated.ShouldBe("甲+");
        count.ShouldBe(3);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_page_starts_after_a_pair_of_values(Engine engine)
    {
        await using var table = await Table.On(engine);
        var rows = await table.Three();

        var next = await table.Query<string>(
            "SELECT name FROM portable WHERE (number, id) > (@Number, @Id) ORDER BY number, id LIMIT 1", new { rows[0].Number, rows[0].Id });

        next.ShouldBe(["乙"]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Counting_goes_beside_the_rows_and_by_condition(Engine engine)
    {
        await using var table = await Table.On(engine);
        await table.Three();

        (await table.Query<long>("SELECT COUNT(*) OVER () FROM portable WHERE number > 1 LIMIT 1")).ShouldBe([2]);
        (await table.Query<long>("SELECT COUNT(*) FILTER (WHERE flag) FROM portable")).ShouldBe([2]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_boolean_is_a_condition_of_its_own(Engine engine)
    {
        await using var table = await Table.On(engine);
        await table.Three();

        (await table.Query<string>("SELECT name FROM portable WHERE flag ORDER BY number")).ShouldBe(["甲", "丙"]);
        (await table.Query<string>("SELECT name FROM portable WHERE NOT flag")).ShouldBe(["乙"]);
        (await table.Query<string>("SELECT name FROM portable WHERE flag = @flag", new { flag = false })).ShouldBe(["乙"]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_unique_index_may_cover_part_of_the_rows(Engine engine)
    {
        await using var table = await Table.On(engine);
        await table.Write(connection => connection.ExecuteAsync("CREATE UNIQUE INDEX portable_flagged ON portable (number) WHERE flag"));
        await table.Insert(new Row { Id = Guid.CreateVersion7(), Name = "甲", Number = 1, Flag = false });
        await table.Insert(new Row { Id = Guid.CreateVersion7(), Name = "乙", Number = 1, Flag = false });
        await table.Insert(new Row { Id = Guid.CreateVersion7(), Name = "丙", Number = 1, Flag = true });

        var added = await table.Write(connection => connection.ExecuteAsync(
            "INSERT INTO portable (id, name, number, flag) VALUES (@id, '丁', 1, TRUE) ON CONFLICT (number) WHERE flag DO NOTHING", new { id = Guid.CreateVersion7() }));

        added.ShouldBe(0);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Months_are_cut_out_of_the_text_of_an_instant_and_of_a_date(Engine engine)
    {
        await using var table = await Table.On(engine);
        await table.Insert(new Row { Id = Guid.CreateVersion7(), Name = "甲", At = Noon, Day = new DateOnly(2026, 4, 30) });

        (await table.Query<string>("SELECT substr(CAST(at AS text), 1, 7) FROM portable")).ShouldBe(["2026-05"]);
        (await table.Query<string>("SELECT substr(CAST(day AS text), 1, 7) FROM portable")).ShouldBe(["2026-04"]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Text_sorts_by_code_point_and_is_searched_in_lower_case(Engine engine)
    {
        await using var table = await Table.On(engine);
        foreach (var name in new[] { "b", "A_", "a%", "B", "甲" })
            await table.Insert(new Row { Id = Guid.CreateVersion7(), Name = name });

        (await table.Query<string>("SELECT name FROM portable ORDER BY name")).ShouldBe(["A_", "B", "a%", "b", "甲"]);
        (await table.Query<string>(@"SELECT name FROM portable WHERE lower(name) LIKE @like ESCAPE '\'", new { like = @"a\%" })).ShouldBe(["a%"]);
    }

    [Fact]
    public async Task A_parameter_is_spelt_like_its_member()
    {
        await using var table = await Table.On(Engine.Sqlite);
        await table.Three();

        (await table.Query<string>("SELECT name FROM portable WHERE number = @Number", new { Number = 1 })).ShouldBe(["甲"]);
        await Should.ThrowAsync<InvalidOperationException>(() => table.Query<string>("SELECT name FROM portable WHERE number = @number", new { Number = 1 }));
    }

    [Fact]
    public async Task A_date_column_of_the_embedded_engine_would_make_a_number_of_a_year()
    {
        await using var table = await Table.On(Engine.Sqlite);
        await table.Write(connection => connection.ExecuteAsync("CREATE TABLE portable_trap (year date); INSERT INTO portable_trap VALUES ('2004')"));

        (await table.Query<string>("SELECT typeof(year) FROM portable_trap")).ShouldBe(["integer"]);
    }

    [Fact]
    public async Task What_other_systems_call_the_records_of_a_page_is_looked_up_by_their_ids()
    {
        await using var table = await Table.On(Engine.Sqlite);

        (await table.Query<(int Id, int Parent, int Unused, string Detail)>(
            """
            EXPLAIN QUERY PLAN
            SELECT record_id, system, value
            FROM   kernel_external_id
            WHERE  record_id IN (@one, @two, @three) AND record_type = @type
            ORDER  BY system, value
            """, new { one = "1", two = "2", three = "3", type = "lead" }))[0].Detail.ShouldContain("kernel_external_id_record (record_id=?)");
    }

    private sealed record Row
    {
        public required Guid Id { get; init; }
        public required string Name { get; init; }
        public DateTimeOffset? At { get; init; }
        public DateOnly? Day { get; init; }
        public PartialDate? Partial { get; init; }
        public bool? Flag { get; init; }
        public int? Number { get; init; }
    }

    /// <summary>A table of every portable type, in a database of its own.</summary>
    private sealed class Table(Api api) : IAsyncDisposable
    {
        private readonly IEngine engine = api.Services.GetRequiredService<IEngine>();

        internal static async Task<Table> On(Engine engine)
        {
            var table = new Table(await Api.On(engine));
            await table.Write(connection => connection.ExecuteAsync(
                "CREATE TABLE portable (id uuid NOT NULL PRIMARY KEY, name text NOT NULL, at timestamptz, day date, partial text, flag boolean, number bigint)"));
            return table;
        }

        internal Task<T> Write<T>(Func<System.Data.Common.DbConnection, Task<T>> work) => engine.Write(session => work(session.Connection), CancellationToken.None);

        internal async Task<IReadOnlyList<T>> Query<T>(string sql, object? parameters = null) =>
            await Write(async connection => (await connection.QueryAsync<T>(sql, parameters)).AsList());

        internal Task<IReadOnlyList<Row>> All() => Query<Row>("SELECT id, name, at, day, partial, flag, number FROM portable ORDER BY id");

        internal Task<int> Insert(Row row) => Write(connection => connection.ExecuteAsync(
            "INSERT INTO portable (id, name, at, day, partial, flag, number) VALUES (@Id, @Name, @At, @Day, @Partial, @Flag, @Number)", row));

        internal async Task<IReadOnlyList<Row>> Three()
        {
            foreach (var (name, number) in new[] { ("甲", 1), ("乙", 2), ("丙", 3) })
                await Insert(new Row { Id = Guid.CreateVersion7(Noon.AddSeconds(number)), Name = name, Number = number, Flag = number != 2 });
            return await All();
        }

        public ValueTask DisposeAsync() => api.DisposeAsync();
    }
}
