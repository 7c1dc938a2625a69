namespace HeroApi.Cases.Revocations;

/// <summary>A proposal to revoke a confirmation that was obtained by fraud.</summary>
internal sealed record RevocationView
{
    public required Guid Id { get; init; }
    public required DateOnly ProposedOn { get; init; }
    public required string Reason { get; init; }
    public required string Evidence { get; init; }

    /// <summary>Of the vocabulary revocation_state.</summary>
    public required string State { get; init; }

    public DateOnly? EndedOn { get; init; }

    /// <summary>Why it was rejected.</summary>
    public string? EndReason { get; init; }

    internal static RevocationView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-000000000012"),
        ProposedOn = new DateOnly(2026, 6, 1),
        Reason = "证人承认事先串通。",
        Evidence = "证人补充笔录。",
        State = "proposed"
    };
}

/// <summary>Something that must be given back.</summary>
internal sealed record Recoverable
{
    /// <summary>Of the vocabulary recoverable.</summary>
    public required string What { get; init; }

    /// <summary>Which one, and how; at most 500 characters.</summary>
    public string? Note { get; init; }

    internal static Recoverable Example => new() { What = "certificate", Note = "确认证书原件" };
}

/// <summary>The codes of revocations.</summary>
internal static class RevocationCodes
{
    internal static readonly Vocabulary States = new("revocation_state",
        ("proposed", "拟撤销", "Proposed"),
        ("rejected", "不予撤销", "Rejected"),
        ("decided", "已撤销", "Revoked"));

    /// <summary>What a revocation may ask back.</summary>
    internal static readonly Vocabulary Recoverables = new("recoverable",
        ("title", "荣誉称号", "Title"),
        ("certificate", "证书", "Certificate"),
        ("plaque", "牌匾", "Plaque"),
        ("bonus", "奖金", "Bonus"),
        ("aid", "慰问金", "Aid"),
        ("donation", "捐赠款物", "Donation"),
        ("pension", "抚恤金", "Pension"),
        ("benefit", "待遇", "Benefits"));
}
