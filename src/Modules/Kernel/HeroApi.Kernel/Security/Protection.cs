using HeroApi.Kernel.Data;
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
}

/// <summary>
/// Who can see a record: its owner, its home organisations and its protection. Kept before and after each change, so
/// that the feed can tell those who lost sight of it.
/// </summary>
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
public sealed class ScopeTables(Db db, AfterCommit after, Standing standing)
{
    /// <summary>Puts a new organisation into the tree.</summary>
    public async Task Plant(Guid orgId, Guid? parentId, CancellationToken ct)
    {
        await db.Execute(
            """
            INSERT INTO kernel_org_tree (ancestor_id, org_id, depth)
            SELECT ancestor_id, @orgId, depth + 1 FROM kernel_org_tree WHERE org_id = @parentId
            UNION ALL
            SELECT @orgId, @orgId, 0
            """, new { orgId, parentId }, ct);
        // Those above may have been leaves until now, and a leaf's predicate does not look below.
        after.Do(standing.Change);
    }

    /// <summary>Hangs an organisation with everything below it under another; false when that would make a circle.</summary>
    public async Task<bool> Move(Guid orgId, Guid? parentId, CancellationToken ct)
    {
        // Two moves at once could close a circle that neither sees, so moves wait for one another.
        await db.Execute("UPDATE kernel_lock SET name = name WHERE name = 'org_tree'", null, ct);
        var below = (await Below(orgId, ct)).ToHashSet();
        if (parentId is { } parent && below.Contains(parent))
            return false;

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
        return true;
    }

    /// <summary>The organisation and all below it.</summary>
    public Task<IReadOnlyList<Guid>> Below(Guid orgId, CancellationToken ct) =>
        db.Query<Guid>("SELECT org_id FROM kernel_org_tree WHERE ancestor_id = @orgId", new { orgId }, ct);

    /// <summary>The organisation and all above it, nearest first.</summary>
    public Task<IReadOnlyList<Guid>> Above(Guid orgId, CancellationToken ct) =>
        db.Query<Guid>("SELECT ancestor_id FROM kernel_org_tree WHERE org_id = @orgId ORDER BY depth", new { orgId }, ct);
}
