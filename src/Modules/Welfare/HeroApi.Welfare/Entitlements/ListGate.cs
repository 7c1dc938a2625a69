namespace HeroApi.Welfare.Entitlements;

/// <summary>
/// Held for the rest of a transaction by who draws a list over organisations, and by who changes an entitlement in one of them: either the list sees the
/// change, or the change waits and sees the list.
/// </summary>
internal sealed class ListGate(Db db)
{
    internal async Task Over(IEnumerable<Guid> orgs, CancellationToken ct)
    {
        foreach (var org in orgs.Distinct().Order())
            await db.Execute("INSERT INTO welfare_list_gate (org_id) VALUES (@org) ON CONFLICT (org_id) DO UPDATE SET org_id = excluded.org_id", new { org }, ct);
    }

    internal Task<int> OverAllBelow(Guid org, CancellationToken ct) => db.Execute(
        """
        INSERT INTO welfare_list_gate (org_id)
        SELECT t.org_id FROM kernel_org_tree t WHERE t.ancestor_id = @org ORDER BY t.org_id
        ON CONFLICT (org_id) DO UPDATE SET org_id = excluded.org_id
        """, new { org }, ct);
}
