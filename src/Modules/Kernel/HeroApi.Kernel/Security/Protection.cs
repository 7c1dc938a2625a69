using HeroApi.Kernel.Data;
using HeroApi.Kernel.Events;
using HeroApi.Kernel.Messages;

namespace HeroApi.Kernel.Security;

/// <summary>How closely a record is kept: everyone in scope, holders of protected:read, or those of its owner alone.</summary>
public static class Protection
{
    public const string None = "none";
    public const string Restricted = "restricted";
    public const string Sealed = "sealed";

    public static readonly Vocabulary All = new("protection",
        (None, "公开于可见范围", "Everyone in scope"),
        (Restricted, "限制", "Holders of protected:read"),
        (Sealed, "封存", "Its owner organisation alone"));

    /// <summary>The closer of two levels: a record that names a person is kept at least as closely as the person's own.</summary>
    public static string Closer(string one, string other) => All.ToList() is var levels && levels.IndexOf(one) >= levels.IndexOf(other) ? one : other;
}

/// <summary>
/// Who can see a record: its owner, its home organisations and its protection. Kept before and after each change, so
/// that the feed can tell those who lost sight of it.
/// </summary>
/// <param name="Owner">The organisation it belongs to.</param>
/// <param name="Homes">Where its persons are registered.</param>
/// <param name="Protection">How closely it is kept.</param>
/// <param name="Above">Organisations that saw it from above until its owner or home moved away from under them.</param>
public sealed record Visibility(Guid Owner, IReadOnlyCollection<Guid> Homes, string Protection, IReadOnlyCollection<Guid>? Above = null)
{
    public bool SeenBy(Caller caller, IReadOnlySet<Guid> subtree)
    {
        if (caller.IsSystem)
            return true;
        if (Protection != Security.Protection.None && !caller.May(Scopes.ProtectedRead))
            return false;
        if (Protection == Security.Protection.Sealed)
            return caller.OrgId == Owner;
        return caller.OrgId is not { } org || subtree.Contains(Owner) || Homes.Any(subtree.Contains) || (Above?.Contains(org) ?? false);
    }

    public override string ToString() =>
        $"{Protection}|{Owner:D}|{string.Join(',', Homes.Select(home => home.ToString("D")))}|{string.Join(',', (Above ?? []).Select(org => org.ToString("D")))}";

    public static Visibility Parse(string text)
    {
        var parts = text.Split('|');
        return new Visibility(Guid.Parse(parts[1]), Ids(parts[2]), parts[0], parts[3].Length == 0 ? null : Ids(parts[3]));

        static Guid[] Ids(string list) => list.Length == 0 ? [] : [.. list.Split(',').Select(Guid.Parse)];
    }
}

/// <summary>Writes the two tables by which records are seen: whose a record is, and which organisation stands below which.</summary>
public sealed class ScopeTables(Db db, Call call, Jobs jobs, AfterCommit after, Standing standing)
{
    /// <summary>
    /// Makes changes of the tree wait for one another until the transaction ends: two moves at once could close a circle
    /// that neither sees, and what is planted under a moving organisation would get its old ancestors.
    /// </summary>
    public Task Lock(CancellationToken ct) => db.Execute("UPDATE kernel_lock SET name = name WHERE name = 'org_tree'", null, ct);

    /// <summary>Puts a new organisation into the tree.</summary>
    public async Task Plant(Guid orgId, Guid? parentId, CancellationToken ct)
    {
        await Lock(ct);
        await db.Execute(
            """
            INSERT INTO kernel_org_tree (ancestor_id, org_id, depth)
            SELECT ancestor_id, @orgId, depth + 1 FROM kernel_org_tree WHERE org_id = @parentId
            UNION ALL
            SELECT @orgId, @orgId, 0
            """, new { orgId, parentId }, ct);
        // Those above may have been leaves until now, and a leaf's predicate does not look below: the caller's is right
        // within this command, everybody's after it.
        call.Caller = call.Caller with { HasSubtree = true };
        after.Do(standing.Change);
    }

    /// <summary>
    /// Hangs an organisation with everything below it under another, and lets a job tell the feed. Returns the organisations
    /// that lose sight of it; null when the move would make a circle.
    /// </summary>
    public async Task<IReadOnlyList<Guid>?> Move(Guid orgId, Guid? parentId, CancellationToken ct)
    {
        await Lock(ct);
        var below = await Below(orgId, ct);
        if (parentId is { } parent && below.Contains(parent))
            return null;

        var before = await Above(orgId, ct);
        await db.Execute(
            """
            DELETE FROM kernel_org_tree
            WHERE  org_id IN (SELECT org_id FROM kernel_org_tree WHERE ancestor_id = @orgId)
            AND    ancestor_id NOT IN (SELECT org_id FROM kernel_org_tree WHERE ancestor_id = @orgId)
            """, new { orgId }, ct);
        await db.Execute(
            """
            INSERT INTO kernel_org_tree (ancestor_id, org_id, depth)
            SELECT above.ancestor_id, below.org_id, above.depth + below.depth + 1
            FROM   kernel_org_tree above
            CROSS JOIN kernel_org_tree below
            WHERE  above.org_id = @parentId AND below.ancestor_id = @orgId
            """, new { orgId, parentId }, ct);
        after.Do(standing.Change);

        var losing = before.Except(await Above(orgId, ct)).ToList();
        await jobs.Start(TreeMove.Name, new TreeMove.Input(orgId, below, losing), ct, stops: false);
        return losing;
    }

    /// <summary>The organisation and all below it.</summary>
    public Task<IReadOnlyList<Guid>> Below(Guid orgId, CancellationToken ct) =>
        db.Query<Guid>("SELECT org_id FROM kernel_org_tree WHERE ancestor_id = @orgId", new { orgId }, ct);

    /// <summary>The organisation and all above it, nearest first.</summary>
    public Task<IReadOnlyList<Guid>> Above(Guid orgId, CancellationToken ct) =>
        db.Query<Guid>("SELECT ancestor_id FROM kernel_org_tree WHERE org_id = @orgId ORDER BY depth", new { orgId }, ct);
}
