namespace HeroApi.Access;

/// <summary>Every scope that a key may hold (design.md §7); modules to come add theirs in the same form.</summary>
internal static class KnownScopes
{
    internal const string KeysManage = "keys:manage";

    internal static readonly Vocabulary All = new("scope",
        ("leads:read", "查看线索", "Read leads"),
        ("leads:write", "登记和修改线索", "Report and change leads"),
        ("leads:triage", "处理线索", "Triage leads"),
        ("files:write", "上传文件", "Upload files"),
        ("cases:read", "查看案件", "Read cases"),
        ("cases:write", "办理案件", "Work on cases"),
        ("cases:decide", "作出确认决定", "Decide cases"),
        ("rules:write", "公布办理规则", "Publish rules of the procedure"),
        ("heroes:read", "查看人员档案", "Read hero files"),
        ("heroes:write", "维护人员档案", "Keep hero files"),
        ("imports:run", "导入表格", "Import tables"),
        ("honours:decide", "决定荣誉", "Decide honours"),
        ("bonuses:approve", "批准奖金", "Approve bonuses"),
        ("welfare:read", "查看帮扶", "Read welfare"),
        ("welfare:write", "办理帮扶", "Work on welfare"),
        ("green_channel:verify", "绿色通道核验（仅限医院）", "Verify at the green channel; for hospitals alone"),
        ("welfare:decide", "决定帮扶", "Decide grants and benefits"),
        ("fund:post", "资金记账", "Post to the fund"),
        ("fund:approve", "资金审批", "Approve fund postings"),
        ("orgs:read", "查看机构", "Read organisations"),
        ("orgs:write", "维护机构", "Keep organisations"),
        ("offers:read", "查看移交", "Read offers of records"),
        ("jobs:manage", "管理后台任务", "Manage jobs"),
        (KeysManage, "管理密钥", "Manage API keys"),
        (Scopes.AuditRead, "查看审计记录", "Read the audit trail"),
        (Scopes.FeedRead, "读取变更流", "Read the change feed"),
        (Scopes.PiiRead, "读取个人信息原文", "Read personal data in clear"),
        (Scopes.ProtectedRead, "查看受保护记录", "Read protected records"),
        (Scopes.Admin, "全部权限", "Everything"));
}
