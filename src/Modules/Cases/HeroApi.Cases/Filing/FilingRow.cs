namespace HeroApi.Cases.Filing;

/// <summary>A filing: who asked for confirmation, how, and when it was received.</summary>
internal sealed record FilingRow
{
    internal const string Columns = "id, case_id, kind, form, received_on, filer, filer_name, filer_phone_cipher, filer_phone_masked, note, lateness, excuse, excused_days";

    public required Guid Id { get; init; }
    public required Guid CaseId { get; init; }
    public required string Kind { get; init; }
    public required string Form { get; init; }
    public required DateOnly ReceivedOn { get; init; }
    public required string Filer { get; init; }
    public string? FilerName { get; init; }
    public byte[]? FilerPhoneCipher { get; init; }
    public string? FilerPhoneMasked { get; init; }
    public string? Note { get; init; }
    public string? Lateness { get; init; }
    public string? Excuse { get; init; }
    public int? ExcusedDays { get; init; }

    internal FilingView View(Protector? reveal) => new()
    {
        Id = Id,
        Kind = Kind,
        Form = Form,
        ReceivedOn = ReceivedOn,
        Filer = Filer,
        FilerName = FilerName,
        FilerPhone = reveal is null ? FilerPhoneMasked : reveal.Reveal(FilerPhoneCipher),
        Note = Note,
        Lateness = Lateness,
        Excuse = Excuse,
        ExcusedDays = ExcusedDays
    };
}

/// <summary>A filing as callers see it; the phone is masked.</summary>
internal sealed record FilingView
{
    public required Guid Id { get; init; }

    /// <summary>application, recommendation or ex_officio.</summary>
    public required string Kind { get; init; }

    /// <summary>written or oral.</summary>
    public required string Form { get; init; }

    public required DateOnly ReceivedOn { get; init; }

    /// <summary>Of the vocabulary filer.</summary>
    public required string Filer { get; init; }

    public string? FilerName { get; init; }
    public string? FilerPhone { get; init; }
    public string? Note { get; init; }

    /// <summary>in_time, late or excused; null while the window is not configured.</summary>
    public string? Lateness { get; init; }

    public string? Excuse { get; init; }
    public int? ExcusedDays { get; init; }

    internal static FilingView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-00000000000d"),
        Kind = "application",
        Form = "written",
        ReceivedOn = new DateOnly(2026, 5, 11),
        Filer = "near_relative",
        FilerName = "示范乙",
        FilerPhone = "139****0000",
        Lateness = "in_time"
    };
}

/// <summary>The codes of filings.</summary>
internal static class FilingCodes
{
    internal static readonly Vocabulary Kinds = new("filing_kind",
        ("application", "申请", "Application"),
        ("recommendation", "举荐", "Recommendation"),
        ("ex_officio", "依职权", "Ex officio"));

    internal static readonly Vocabulary Forms = new("filing_form",
        ("written", "书面", "Written"),
        ("oral", "口头", "Oral"));

    internal static readonly Vocabulary Filers = new("filer",
        ("actor", "行为人", "The actor"),
        ("near_relative", "近亲属", "A near relative"),
        ("beneficiary", "受益人", "The beneficiary"),
        ("witness", "见证人", "A witness"),
        ("employer", "所在单位", "The employer"),
        ("township", "乡镇、街道", "The township"),
        ("committee", "村（居）民委员会", "The village or residents' committee"),
        ("media", "新闻媒体", "News media"),
        ("police", "公安机关", "The police"),
        ("department", "其他部门", "Another department"),
        ("other_person", "其他个人", "Another person"),
        ("authority", "确认机关", "The confirming authority itself"));

    /// <summary>Why a filing may come after its window (scholars' draft and local practice: the clock stops for good cause).</summary>
    internal static readonly Vocabulary Excuses = new("filing_excuse",
        ("force_majeure", "不可抗力", "Force majeure"),
        ("treatment", "因伤治疗", "Under treatment for the injury"),
        ("minor", "未成年", "A minor"),
        ("secrecy", "案件保密", "The case had to be kept secret"),
        ("not_informed", "未被告知权利", "Nobody told of the right to file"),
        ("other", "其他正当理由", "Another good cause"));
}
