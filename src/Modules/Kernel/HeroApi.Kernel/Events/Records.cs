using Dapper;
using HeroApi.Kernel.Data;
using HeroApi.Kernel.Http;
using HeroApi.Kernel.Messages;
using HeroApi.Kernel.Security;

namespace HeroApi.Kernel.Events;

/// <summary>
/// The table of a record type, and the statements that every type has. A static field of the type's source, where the
/// architecture tests find it and read these statements as if the module had written them.
/// </summary>
/// <param name="Type">The record type's name in the feed, such as <c>lead</c>.</param>
/// <param name="Scope">The scope that reading it needs.</param>
/// <param name="Name">The table, with the columns of every record (design.md §4.12).</param>
/// <param name="Alias">The alias under which <paramref name="Columns"/> names its columns.</param>
/// <param name="Columns">What a row is read from.</param>
public sealed record RecordTable(string Type, string Scope, string Name, string Alias, string Columns)
{
    /// <summary>FROM and WHERE of everything that the caller may see; further conditions are appended.</summary>
    public string Visible => $"FROM {Name} {Alias} WHERE SCOPE({Alias}) AND {Alias}.deleted_at IS NULL";

    /// <summary>What among its records still waits for somebody, over its alias; everything, unless a type says.</summary>
    public string OpenWork { get; init; } = "TRUE";

    public IReadOnlyList<string> Statements => [Rows, $"{Rows} AND {Recent}", Hold, Raise("(@id0)"), HandOver("(@id0)", " AND owner_org_id = @from")];

    internal string Rows => $"SELECT {Columns} {Visible}";

    internal string Recent => $"{Alias}.owner_org_id = @Owner AND ({Alias}.updated_at >= @Since OR {OpenWork})";

    internal string Hold => $"UPDATE {Name} AS {Alias} SET version = version WHERE {Alias}.id = @id AND SCOPE({Alias})";

    internal string Raise(string ids) =>
        $"""
        UPDATE {Name}
        SET    version = version + 1, updated_at = @now
        WHERE  UNSCOPED('what changed beside a record is told to all who see it') AND deleted_at IS NULL AND id IN {ids}
        RETURNING id, version, owner_epoch AS epoch, protection
        """;

    internal string HandOver(string ids, string from = "") =>
        $"""
        UPDATE {Name}
        SET    owner_org_id = @to, owner_epoch = owner_epoch + 1, version = version + 1, updated_at = @now
        WHERE  UNSCOPED('who takes a record over need not have seen it') AND deleted_at IS NULL AND owner_org_id <> @to AND id IN {ids}{from}
        RETURNING id, version, owner_epoch AS epoch, protection
        """;
}

/// <summary>A row of a record, which its owner may change from the version that he knows.</summary>
public interface IOwned
{
    Guid OwnerOrgId { get; }

    long Version { get; }
}

/// <summary>A step in the life of a record, and the states that it may be taken in.</summary>
public sealed record LifeStep(string Name, params string[] From)
{
    /// <summary>Refuses the step in any other state, and names those that may be taken instead.</summary>
    /// <param name="among">Every step of such a record.</param>
    public void MustStartFrom(string state, long version, Problem otherwise, IReadOnlyList<LifeStep> among)
    {
        if (!From.Contains(state))
            throw new Refusal(otherwise) { Current = new { version, state }, AllowedActions = [.. among.Where(step => step.From.Contains(state)).Select(step => step.Name)] };
    }
}

/// <summary>A record whose version was raised.</summary>
public sealed record Raised
{
    public required Guid Id { get; init; }
    public required long Version { get; init; }

    /// <summary>How often it has had an owner.</summary>
    public required long Epoch { get; init; }

    public required string Protection { get; init; }
}

/// <summary>Narrows a copy to what one organisation owns and is still open, or has changed since.</summary>
public sealed record Lately(Guid Owner, DateTimeOffset Since);

/// <summary>What is alike in every record type: reading its rows, and changes that come from outside of the record.</summary>
public sealed class Records(Db db, Call call, Changes changes, TimeProvider clock)
{
    /// <summary>Set by a feed that copies only this much.</summary>
    internal Lately? Lately { get; set; }

    /// <summary>Visible rows in id order, after <paramref name="after"/>.</summary>
    public Task<IReadOnlyList<TRow>> After<TRow>(RecordTable table, Guid? after, int limit, CancellationToken ct)
    {
        var (only, from) = (Lately is null ? "" : $" AND {table.Recent}", after is null ? "" : $" AND {table.Alias}.id > @after");
        return db.Query<TRow>($"{table.Rows}{only}{from} ORDER BY {table.Alias}.id LIMIT @limit", new { after, limit, Lately?.Owner, Lately?.Since }, ct);
    }

    /// <summary>Those of the rows that the caller may see now.</summary>
    public Task<IReadOnlyList<TRow>> Of<TRow>(RecordTable table, IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        var parameters = new DynamicParameters();
        return db.Query<TRow>($"{table.Rows} AND {table.Alias}.id IN {parameters.In("id", ids)}", parameters, ct);
    }

    /// <summary>The row as the caller sees it, held for the rest of the command: of two at once one comes second and sees what the first did.</summary>
    public async Task<TRow?> Held<TRow>(RecordTable table, Guid id, CancellationToken ct) where TRow : class
    {
        await db.Execute(table.Hold, new { id }, ct);
        return (await Of<TRow>(table, [id], ct)).SingleOrDefault();
    }

    /// <summary>The row, held; 404 when the caller does not see it, or 409 with whom to ask.</summary>
    public async Task<TRow> Seen<TRow>(RecordTable table, Guid id, CancellationToken ct) where TRow : class =>
        await Held<TRow>(table, id, ct) ?? throw await Disowned(id, ct) ?? new Refusal(Problems.NotFound);

    /// <summary>The row for whoever may change it: visible, the caller's, at the version he knows; held for the rest of the command.</summary>
    /// <param name="version">The version that the caller knows; null for what only adds.</param>
    public async Task<TRow> Take<TRow>(RecordTable table, Guid id, long? version, CancellationToken ct) where TRow : class, IOwned =>
        await Mine(await Seen<TRow>(table, id, ct), version, ct);

    /// <summary>The same for a type whose records can be deleted, which says what has become of them.</summary>
    public async Task<TRow> Take<TRow>(RecordTable table, Guid id, long? version, Func<Guid, CancellationToken, Task<TRow?>> seek, CancellationToken ct)
        where TRow : class, IOwned
    {
        await db.Execute(table.Hold, new { id }, ct);
        return await Mine(await seek(id, ct) ?? throw await Disowned(id, ct) ?? new Refusal(Problems.NotFound), version, ct);
    }

    private async Task<TRow> Mine<TRow>(TRow row, long? version, CancellationToken ct) where TRow : class, IOwned
    {
        await MustOwn(row.OwnerOrgId, ct);
        return version is null || row.Version == version ? row : throw Stale.At(row.Version);
    }

    /// <summary>The home organisations of each of the records.</summary>
    public async Task<ILookup<Guid, Guid>> Homes(IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        var parameters = new DynamicParameters();
        return (await db.Query<Home>(
            $"SELECT record_id, org_id FROM kernel_scope WHERE axis = 'home' AND record_id IN {parameters.In("id", ids)} ORDER BY org_id", parameters, ct))
            .ToLookup(home => home.RecordId, home => home.OrgId);
    }

    /// <summary>
    /// Tells readers of records that read otherwise than before by something beside them, such as organisations above them that have
    /// changed. Their versions are raised: a reader would ignore a record that comes back under an old one.
    /// </summary>
    /// <param name="losing">Organisations that saw them from above and no longer do.</param>
    public async Task Raise(RecordTable table, IReadOnlyCollection<Guid> ids, IReadOnlyCollection<Guid> losing, CancellationToken ct)
    {
        foreach (var (record, seen) in await Touch(table.Raise, new { now = clock.GetUtcNow() }, ids, ct))
            changes.Changed(table.Type, record.Id, record.Version, seen with { Above = losing }, seen);
    }

    /// <summary>
    /// Gives records to another owner and tells readers on both sides. Those that are deleted, or his already, stay as they
    /// are and are not among the answer.
    /// </summary>
    /// <param name="fromOrg">Only those that are its own now; anybody's when absent.</param>
    /// <param name="homes">The home organisations of a record afterwards, when they change too.</param>
    public async Task<IReadOnlyList<Raised>> HandOver(RecordTable table, IReadOnlyCollection<Guid> ids, Guid toOrg, CancellationToken ct,
        Guid? fromOrg = null, Func<Guid, Visibility, IReadOnlyCollection<Guid>>? homes = null)
    {
        var handed = await Touch(list => table.HandOver(list, fromOrg is null ? "" : " AND owner_org_id = @from"),
            new { now = clock.GetUtcNow(), to = toOrg, from = fromOrg }, ids, ct);
        await Tell(table, [.. handed.Select(one => (one.Record, one.Seen, one.Seen with { Owner = toOrg, Homes = homes?.Invoke(one.Record.Id, one.Seen) ?? one.Seen.Homes }))], ct);
        await db.ExecuteAll([.. handed.Select(one => new Statement(
            """
            INSERT INTO kernel_past_owner (record_id, org_id, to_org_id, protection)
            VALUES (@record, @org, @to, @protection)
            ON CONFLICT (record_id, org_id) DO UPDATE SET to_org_id = excluded.to_org_id, protection = excluded.protection
            """,
            [new("record", one.Record.Id), new("org", one.Seen.Owner), new("to", toOrg), new("protection", one.Seen.Protection)]))], ct);
        return [.. handed.Select(one => one.Record)];
    }

    /// <summary>Gives records other home organisations and tells readers on both sides.</summary>
    public async Task<IReadOnlyList<Raised>> Rehome(
        RecordTable table, IReadOnlyCollection<Guid> ids, Func<Guid, Visibility, IReadOnlyCollection<Guid>> homes, CancellationToken ct)
    {
        var raised = await Touch(table.Raise, new { now = clock.GetUtcNow() }, ids, ct);
        await Tell(table, [.. raised.Select(one => (one.Record, one.Seen, one.Seen with { Homes = homes(one.Record.Id, one.Seen) }))], ct);
        return [.. raised.Select(one => one.Record)];
    }

    /// <summary>
    /// Names those that lose sight of a record with the change: by the time they read of it, the organisation that they saw it
    /// through may have moved away from under them.
    /// </summary>
    private async Task Tell(RecordTable table, IReadOnlyList<(Raised Record, Visibility Before, Visibility After)> changed, CancellationToken ct)
    {
        var parameters = new DynamicParameters();
        var orgs = changed.SelectMany(one => Orgs(one.Before).Concat(Orgs(one.After))).Distinct().ToList();
        var above = (await db.Query<Above>($"SELECT org_id, ancestor_id FROM kernel_org_tree WHERE org_id IN {parameters.In("org", orgs)}", parameters, ct))
            .ToLookup(row => row.OrgId, row => row.AncestorId);
        foreach (var (record, before, after) in changed)
        {
            var losing = Orgs(before).SelectMany(org => above[org]).Except(Orgs(after).SelectMany(org => above[org])).ToList();
            changes.Changed(table.Type, record.Id, record.Version, before with { Above = losing }, after);
        }

        static IEnumerable<Guid> Orgs(Visibility seen) => seen.Homes.Append(seen.Owner);
    }

    /// <summary>Whether the caller is an owner, or stands above it. On a record that he only sees he may not act.</summary>
    public async Task<bool> Owns(Guid ownerOrg, CancellationToken ct) => (await Owned([ownerOrg], ct)).Count == 1;

    /// <summary>Those of some organisations that the caller is, or stands above.</summary>
    public async Task<IReadOnlySet<Guid>> Owned(IReadOnlyCollection<Guid> orgs, CancellationToken ct)
    {
        if (call.Caller.OrgId is not { } org || orgs.All(asked => asked == org))
            return orgs.ToHashSet();
        var parameters = new DynamicParameters(new { org });
        return (await db.Query<Guid>($"SELECT org_id FROM kernel_org_tree WHERE ancestor_id = @org AND org_id IN {parameters.In("asked", orgs)}", parameters, ct)).ToHashSet();
    }

    public async Task MustOwn(Guid ownerOrg, CancellationToken ct)
    {
        if (!await Owns(ownerOrg, ct))
            throw new Refusal(Problems.NotOwner, new { askOrgId = ownerOrg });
    }

    /// <summary>Refuses a change that was made in the time of an earlier owner, though its sender may own the record again.</summary>
    public static void MustKnowEpoch(Guid ownerOrg, long epoch, long? known)
    {
        if (known < epoch)
            throw new Refusal(Problems.NotOwner, new { askOrgId = ownerOrg, ownerEpoch = epoch });
    }

    /// <summary>
    /// For a record that the caller does not see: 409 with whom to ask, when it was given away by his organisation or one
    /// below it and he could see it then. Null otherwise; to him it does not exist.
    /// </summary>
    public async Task<Refusal?> Disowned(Guid recordId, CancellationToken ct)
    {
        if (call.Caller.OrgId is not { } org)
            return null;

        var past = await db.Query<PastOwner>(
            """
            SELECT p.org_id, p.to_org_id, p.protection
            FROM   kernel_past_owner p
            JOIN   kernel_org_tree t ON t.org_id = p.org_id AND t.ancestor_id = @org
            WHERE  p.record_id = @recordId
            AND    NOT EXISTS (SELECT 1 FROM kernel_scope s JOIN kernel_org_tree n ON n.org_id = s.org_id AND n.ancestor_id = @org
                               WHERE s.record_id = p.record_id AND s.axis = 'owner')
            ORDER  BY t.depth
            """, new { org, recordId }, ct);
        return past.FirstOrDefault(owner => new Visibility(owner.OrgId, [], owner.Protection).SeenBy(call.Caller, new HashSet<Guid> { owner.OrgId })) is { } own
            ? new Refusal(Problems.NotOwner, new { askOrgId = own.ToOrgId })
            : null;
    }

    /// <summary>Updated first, scope read after: the rows are then ours, and who sees them stays as it is until we commit.</summary>
    private async Task<IReadOnlyList<(Raised Record, Visibility Seen)>> Touch(
        Func<string, string> update, object values, IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        var parameters = new DynamicParameters(values);
        var raised = await db.Query<Raised>(update(parameters.In("id", ids)), parameters, ct);
        var seen = await changes.VisibilityOf(raised, ct);
        return [.. raised.Select(record => (record, seen[record.Id]))];
    }

    private sealed record PastOwner
    {
        public required Guid OrgId { get; init; }
        public required Guid ToOrgId { get; init; }
        public required string Protection { get; init; }
    }

    private sealed record Above
    {
        public required Guid OrgId { get; init; }
        public required Guid AncestorId { get; init; }
    }

    private sealed record Home
    {
        public required Guid RecordId { get; init; }
        public required Guid OrgId { get; init; }
    }
}
