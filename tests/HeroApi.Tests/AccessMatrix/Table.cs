namespace HeroApi.Tests.AccessMatrix;

/// <summary>How a record lies to the organisation that asks.</summary>
internal enum Relation
{
    /// <summary>The caller's own organisation owns it.</summary>
    Own,

    /// <summary>An organisation below the caller's owns it.</summary>
    Child,

    /// <summary>An organisation beside the caller's, or one below that, owns it.</summary>
    Sibling,

    /// <summary>The organisation above the caller's owns it.</summary>
    Parent,

    /// <summary>A stranger owns it, and one of its persons is registered in the caller's household region.</summary>
    Home,

    /// <summary>A stranger owns it.</summary>
    Stranger,

    /// <summary>The caller's key belongs to no organisation but to the whole installation.</summary>
    Installation
}

internal enum Sight
{
    /// <summary>Sees it, and may change it where the scope allows.</summary>
    Full,

    /// <summary>Sees it, but changing it is refused: it belongs to somebody else.</summary>
    Look,

    /// <summary>To this caller it does not exist.</summary>
    Hidden
}

/// <summary>Who sees what: the one table, written by hand, that every route has to keep.</summary>
internal static class Table
{
    private static readonly (Relation Relation, string Protection, Sight WithScope, Sight AndProtectedRead)[] Rows =
    [
        (Relation.Own,          "none",       Sight.Full,   Sight.Full),
        (Relation.Own,          "restricted", Sight.Hidden, Sight.Full),
        (Relation.Own,          "sealed",     Sight.Hidden, Sight.Full),
        (Relation.Child,        "none",       Sight.Full,   Sight.Full),
        (Relation.Child,        "restricted", Sight.Hidden, Sight.Full),
        (Relation.Child,        "sealed",     Sight.Hidden, Sight.Hidden),
        (Relation.Sibling,      "none",       Sight.Hidden, Sight.Hidden),
        (Relation.Sibling,      "restricted", Sight.Hidden, Sight.Hidden),
        (Relation.Sibling,      "sealed",     Sight.Hidden, Sight.Hidden),
        (Relation.Parent,       "none",       Sight.Hidden, Sight.Hidden),
        (Relation.Parent,       "restricted", Sight.Hidden, Sight.Hidden),
        (Relation.Parent,       "sealed",     Sight.Hidden, Sight.Hidden),
        (Relation.Home,         "none",       Sight.Look,   Sight.Look),
        (Relation.Home,         "restricted", Sight.Hidden, Sight.Look),
        (Relation.Home,         "sealed",     Sight.Hidden, Sight.Hidden),
        (Relation.Stranger,     "none",       Sight.Hidden, Sight.Hidden),
        (Relation.Stranger,     "restricted", Sight.Hidden, Sight.Hidden),
        (Relation.Stranger,     "sealed",     Sight.Hidden, Sight.Hidden),
        (Relation.Installation, "none",       Sight.Full,   Sight.Full),
        (Relation.Installation, "restricted", Sight.Hidden, Sight.Full),
        (Relation.Installation, "sealed",     Sight.Hidden, Sight.Hidden)
    ];

    /// <summary>Without the route's own scope nobody gets as far as the record.</summary>
    internal static Sight Of(Relation relation, string protection, bool protectedRead)
    {
        var row = Rows.Single(row => row.Relation == relation && row.Protection == protection);
        return protectedRead ? row.AndProtectedRead : row.WithScope;
    }
}
