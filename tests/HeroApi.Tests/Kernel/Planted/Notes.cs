using HeroApi.Kernel.Data;
using HeroApi.Kernel.Events;
using HeroApi.Kernel.Security;
using Microsoft.Extensions.DependencyInjection;

namespace HeroApi.Tests.Kernel.Planted;

/// <summary>The planted record type: nothing but what the kernel asks of every record.</summary>
internal sealed class Notes(Db db, Changes changes)
{
    internal const string Type = "planted_note";

    internal async Task<Guid> Create(Guid owner, string protection = Protection.None, params Guid[] homes)
    {
        var id = Guid.CreateVersion7();
        await db.Execute("INSERT INTO planted_note (id, version, owner_org_id, protection) VALUES (@id, 1, @owner, @protection)", new { id, owner, protection }, CancellationToken.None);
        changes.Created(Type, id, 1, new Visibility(owner, homes, protection));
        return id;
    }

    /// <summary>Raises the version, and gives the note to others when the test says so.</summary>
    internal async Task<long> Change(Guid id, Guid? owner = null, string? protection = null, Guid[]? homes = null)
    {
        var note = await Raise(id, "version = version + 1");
        var before = await changes.VisibilityOf(id, note.Protection, CancellationToken.None);
        var after = new Visibility(owner ?? before.Owner, homes ?? before.Homes, protection ?? note.Protection);
        if (after != before)
            await db.Execute("UPDATE planted_note SET owner_org_id = @owner, protection = @protection WHERE UNSCOPED('planted') AND id = @id",
                new { id, owner = after.Owner, protection = after.Protection }, CancellationToken.None);
        changes.Changed(Type, id, note.Version, before, after);
        return note.Version;
    }

    internal async Task Delete(Guid id)
    {
        var note = await Raise(id, "version = version + 1, deleted_at = '2026-06-01T00:00:00.000000Z'");
        changes.Deleted(Type, id, note.Version, await changes.VisibilityOf(id, note.Protection, CancellationToken.None));
    }

    internal async Task MergeInto(Guid id, Guid other)
    {
        var note = await Raise(id, "version = version + 1, deleted_at = '2026-06-01T00:00:00.000000Z'");
        changes.Merged(Type, id, note.Version, await changes.VisibilityOf(id, note.Protection, CancellationToken.None), other);
    }

    private Task<Raised> Raise(Guid id, string what) => db.Single<Raised>(
        $"UPDATE planted_note SET {what} WHERE UNSCOPED('planted') AND id = @id RETURNING id, version, owner_epoch AS epoch, protection", new { id }, CancellationToken.None);
}

/// <summary>The one projection of a planted note.</summary>
internal sealed class NoteSource(Records records, IServiceProvider services) : IRecordSource
{
    internal static readonly RecordTable Planted = new(Notes.Type, Scopes.FeedRead, "planted_note", "n", "n.id, n.version, n.owner_org_id");

    public RecordTable Table
    {
        get
        {
            services.GetService<Stumbling>()?.Step();
            return Planted;
        }
    }

    string IRecordSource.Type => Planted.Type;

    string IRecordSource.Scope => Planted.Scope;

    public async Task<IReadOnlyList<RecordState>> Snapshot(Guid? after, int limit, CancellationToken ct) => States(await records.After<Row>(Planted, after, limit, ct));

    public async Task<IReadOnlyList<RecordState>> Read(IReadOnlyCollection<Guid> ids, CancellationToken ct) => States(await records.Of<Row>(Planted, ids, ct));

    private static List<RecordState> States(IReadOnlyList<Row> rows) => [.. rows.Select(row => new RecordState(row.Id, row.Version, row.OwnerOrgId, new { row.Id, row.Version }))];

    private sealed record Row
    {
        public required Guid Id { get; init; }
        public required long Version { get; init; }
        public required Guid OwnerOrgId { get; init; }
    }
}
