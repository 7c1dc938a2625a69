using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using HeroApi.Kernel.Security;

namespace HeroApi.Kernel.Data;

/// <summary>
/// Writes the caller's visibility into a statement. A handler only says <c>SCOPE(l)</c>; which of the constant texts
/// stands there is decided by what the caller is, so no handler can get it wrong.
/// </summary>
internal static partial class ScopeSql
{
    private const string Leaf =
        "EXISTS (SELECT 1 FROM kernel_scope ks WHERE ks.record_id = $.id AND ks.org_id = @callerOrg)";

    private const string Subtree =
        """
        EXISTS (SELECT 1 FROM kernel_scope ks JOIN kernel_org_tree kt ON kt.org_id = ks.org_id AND kt.ancestor_id = @callerOrg
                WHERE ks.record_id = $.id)
        """;

    private static readonly ConcurrentDictionary<(string Sql, Shape Shape), string> Expanded = new();

    private enum Shape { System, All, AllProtected, Leaf, LeafProtected, Subtree, SubtreeProtected }

    internal static string Expand(string sql, Caller caller) =>
        Expanded.GetOrAdd((sql, ShapeOf(caller)), static entry => Write(entry.Sql, entry.Shape));

    private static Shape ShapeOf(Caller caller)
    {
        if (caller.IsSystem)
            return Shape.System;

        var reads = caller.May(Scopes.ProtectedRead) ? 1 : 0;
        return (caller.OrgId is null ? Shape.All : caller.HasSubtree ? Shape.Subtree : Shape.Leaf) + reads;
    }

    private static string Write(string sql, Shape shape)
    {
        var predicate = shape switch
        {
            Shape.System => "TRUE",
            // Sealed records are for their owner alone, so even the installation's administrator does not see them.
            Shape.All => "$.protection = 'none'",
            Shape.AllProtected => "$.protection <> 'sealed'",
            Shape.Leaf => $"{Leaf} AND $.protection = 'none'",
            Shape.LeafProtected => $"{Leaf} AND ($.protection <> 'sealed' OR $.owner_org_id = @callerOrg)",
            Shape.Subtree => $"{Subtree} AND $.protection = 'none'",
            _ => $"{Subtree} AND ($.protection <> 'sealed' OR $.owner_org_id = @callerOrg)"
        };
        var scoped = Scope().Replace(sql, match => $"({predicate.Replace("$", match.Groups[1].Value, StringComparison.Ordinal)})");
        return Unscoped().Replace(scoped, "TRUE");
    }

    [GeneratedRegex(@"\bSCOPE\((\w+)\)")]
    private static partial Regex Scope();

    [GeneratedRegex(@"\bUNSCOPED\('[^']*'\)")]
    private static partial Regex Unscoped();
}
