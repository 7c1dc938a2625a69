namespace HeroApi.Welfare.Insurance.Endorsements;

/// <summary>The codes of endorsements.</summary>
internal static class EndorsementCodes
{
    internal const string Made = "made";
    internal const string Accepted = "accepted";
    internal const string Cancelled = "cancelled";

    internal const string Join = "join";
    internal const string Leave = "leave";

    /// <summary>The purpose that a person agrees to before an insurer is told of him.</summary>
    internal const string Purpose = "share_insurer";

    internal static readonly Vocabulary States = new("endorsement_state",
        (Made, "已生成，待保险机构批改", "Made, not answered by the insurer"),
        (Accepted, "已批改", "Accepted by the insurer"),
        (Cancelled, "已作废", "Cancelled"));

    internal static readonly Vocabulary Directions = new("endorsement_direction",
        (Join, "加保", "Joins"),
        (Leave, "减保", "Leaves"));

    internal static readonly Vocabulary Formats = new("endorsement_format",
        ("csv", "CSV 表格", "CSV"),
        ("xlsx", "Excel 表格", "Excel workbook"));
}
