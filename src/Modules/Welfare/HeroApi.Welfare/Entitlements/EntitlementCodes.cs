namespace HeroApi.Welfare.Entitlements;

/// <summary>The codes of entitlements.</summary>
internal static class EntitlementCodes
{
    internal const string Active = "active";
    internal const string Survivors = "survivors";
    internal const string Ended = "ended";

    internal static readonly Vocabulary States = new("entitlement_state",
        (Active, "本人享有", "The person is entitled"),
        (Survivors, "遗属享有", "The person has died; the family is cared for"),
        (Ended, "已终止", "Ended"));

    internal static readonly Vocabulary EndReasons = new("entitlement_end_reason",
        ("revoked", "确认已撤销", "No confirmation stands any more"),
        ("merged", "档案已合并", "The file went into another file of the person"),
        ("file_deleted", "档案已删除", "The file was opened by mistake"));
}
