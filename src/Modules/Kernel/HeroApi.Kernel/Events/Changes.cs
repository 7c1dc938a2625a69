using Dapper;
using HeroApi.Kernel.Data;
using HeroApi.Kernel.Security;

namespace HeroApi.Kernel.Events;

/// <summary>
/// Collects which records a command touched, keeps scope table and search index true, and writes one change row per record as the
/// last thing of the transaction.
/// </summary>
public sealed class Changes(Db db, IEngine engine, TimeProvider clock)
{
    private readonly List<Change> touched = [];
    private readonly List<Statement> rows = [];
    private readonly HashSet<Guid> settled = [];

    internal bool Any => touched.Count > 0;

    internal (string Type, Guid Id, long? Version)? First => touched is [var first, ..] ? (first.Type, first.Id, first.Version) : null;

    internal IReadOnlyList<Turn> Turns =>
    [
        .. from change in touched
           let before = change.Before ?? change.After
           let end = change.Op != "upsert" ? change.Op : before.Owner != change.After.Owner ? "owner_changed" : settled.Contains(change.Id) ? "decided" : null
           where end is not null || before.Protection != change.After.Protection
           select new Turn(change.Id, end, change.After.Protection)
    ];

    /// <summary>Who can see the record now; <paramref name="protection"/> is read with the record itself.</summary>
    public async Task<Visibility> VisibilityOf(Guid recordId, string protection, CancellationToken ct)
    {
        var scope = await db.Query<ScopeRow>("SELECT record_id, org_id, axis FROM kernel_scope WHERE record_id = @recordId", new { recordId }, ct);
        return Seen(scope, protection);
    }

    /// <summary>Who can see each of the records now.</summary>
    internal async Task<IReadOnlyDictionary<Guid, Visibility>> VisibilityOf(IReadOnlyCollection<Raised> records, CancellationToken ct)
    {
        var parameters = new DynamicParameters();
        var scope = (await db.Query<ScopeRow>(
            $"SELECT record_id, org_id, axis FROM kernel_scope WHERE record_id IN {parameters.In("id", [.. records.Select(record => record.Id)])}",
            parameters, ct)).ToLookup(row => row.RecordId);
        return records.ToDictionary(record => record.Id, record => Seen(scope[record.Id], record.Protection));
    }

    /// <summary>A record came to be; its scope rows are written with it.</summary>
    public void Created(string type, Guid id, long version, Visibility seen)
    {
        Place(id, seen);
        Touch(new Change(type, id, version, "upsert", null, null, seen));
    }

    /// <summary>A record changed, and perhaps who may see it. Its version must have been raised.</summary>
    public void Changed(string type, Guid id, long version, Visibility before, Visibility after)
    {
        if (before.Owner != after.Owner || !before.Homes.ToHashSet().SetEquals(after.Homes))
        {
            rows.Add(new Statement("DELETE FROM kernel_scope WHERE record_id = @record", [new("record", id)]));
            Place(id, after);
        }

        Touch(new Change(type, id, version, "upsert", null, before, after));
    }

    /// <summary>A record was deleted; those who saw it are told. Its scope rows stay, so that they get 410 and not 404.</summary>
    public void Deleted(string type, Guid id, long version, Visibility seen)
    {
        Unfind(id);
        Touch(new Change(type, id, version, "deleted", null, seen, seen));
    }

    /// <summary>A record went into another one.</summary>
    public void Merged(string type, Guid id, long version, Visibility seen, Guid into)
    {
        Unfind(id);
        Touch(new Change(type, id, version, "merged", into, seen, seen));
    }

    /// <summary>The change is a decision about the record, after which nothing that was open about it has anything to wait for.</summary>
    public void Settled(Guid id) => settled.Add(id);

    /// <summary>What a record is found by from now on.</summary>
    public void Found(string type, Searched record) => rows.AddRange(engine.Search.Write.Select(sql => new Statement(sql,
        [new("record", record.Id), new("version", record.Version), new("terms", record.Terms.Of(type))])));

    /// <summary>Writes scope and index now, for a handler that reads back through the record's own projection.</summary>
    public async Task WriteScope(CancellationToken ct)
    {
        await db.ExecuteAll(rows, ct);
        rows.Clear();
    }

    internal void Clear()
    {
        touched.Clear();
        rows.Clear();
        settled.Clear();
    }

    internal void Write(List<Statement> last)
    {
        last.AddRange(rows);
        var commandId = Guid.CreateVersion7(clock.GetUtcNow());
        foreach (var change in touched)
            last.Add(new Statement(
                """
                INSERT INTO kernel_change (command_id, type, record_id, version, op, merged_into, seen_before, seen_after, at)
                VALUES (@command, @type, @record, @version, @op, @into, @before, @after, @at)
                """,
                [
                    new("command", commandId), new("type", change.Type), new("record", change.Id), new("version", change.Version), new("op", change.Op),
                    new("into", change.MergedInto), new("before", change.Before?.ToString()), new("after", change.After.ToString()), new("at", clock.GetUtcNow())
                ]));
    }

    private static Visibility Seen(IEnumerable<ScopeRow> rows, string protection) =>
        new(rows.Single(row => row.Axis == "owner").OrgId, [.. rows.Where(row => row.Axis == "home").Select(row => row.OrgId)], protection);

    private void Unfind(Guid id) => rows.AddRange(engine.Search.Remove.Select(sql => new Statement(sql, [new("record", id)])));

    private void Place(Guid id, Visibility seen)
    {
        const string insert = "INSERT INTO kernel_scope (record_id, org_id, axis) VALUES (@record, @org, @axis)";
        rows.Add(new Statement(insert, [new("record", id), new("org", seen.Owner), new("axis", "owner")]));
        foreach (var home in seen.Homes.Distinct())
            rows.Add(new Statement(insert, [new("record", id), new("org", home), new("axis", "home")]));
    }

    /// <summary>One row per record and command: the first state before, the last one after.</summary>
    private void Touch(Change change)
    {
        var index = touched.FindIndex(known => known.Id == change.Id);
        if (index < 0)
            touched.Add(change);
        else
            touched[index] = change with { Before = touched[index].Before };
    }

    private sealed record Change(string Type, Guid Id, long Version, string Op, Guid? MergedInto, Visibility? Before, Visibility After);

    private sealed record ScopeRow
    {
        public required Guid RecordId { get; init; }
        public required Guid OrgId { get; init; }
        public required string Axis { get; init; }
    }
}
