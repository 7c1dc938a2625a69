namespace HeroApi.Cases.Filing;

/// <summary>A filing: who asked for confirmation, how, and when it was received.</summary>
internal sealed record FilingRow
{
    internal const string Columns =
        """
        id, case_id, kind, form, received_on, filer, filer_name, filer_phone_cipher, filer_phone_masked, note, lateness, excuse, excused_days, received_by,
        window_ends_on, window_rule, window_basis
        """;

    public required Guid Id { get; init; }
    public required Guid CaseId { get; init; }
    public required string Kind { get; init; }
    public required string Form { get; init; }
    public required DateOnly ReceivedOn { get; init; }
    public required string Filer { get; init; }
    public string? FilerName { get; init; }
    public byte[]? FilerPhoneCipher { get; init; }
    public string? FilerPhoneMasked { get; init; }

    /// <summary>Only written, never read.</summary>
    public byte[]? FilerPhoneIndex { get; init; }

    public string? Note { get; init; }
    public string? Lateness { get; init; }
    public string? Excuse { get; init; }
    public int? ExcusedDays { get; init; }
    public required Guid ReceivedBy { get; init; }
    public DateOnly? WindowEndsOn { get; init; }
    public string? WindowRule { get; init; }
    public string? WindowBasis { get; init; }

    /// <summary>How many days after its window it came; 0 for one in time.</summary>
    internal int DaysLate => WindowEndsOn is { } last ? Math.Max(0, ReceivedOn.DayNumber - last.DayNumber) : 0;

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
        ExcusedDays = ExcusedDays,
        ReceivedByOrgId = ReceivedBy,
        Window = WindowRule is null ? null : new WindowView { Rule = WindowRule, Basis = WindowBasis, EndsOn = WindowEndsOn, DaysLate = DaysLate }
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

    /// <summary>in_time, late or excused; null for ex officio, and while the window is not configured.</summary>
    public string? Lateness { get; init; }

    /// <summary>Why it came late; it stops the window where the rule pack names it.</summary>
    public string? Excuse { get; init; }

    public int? ExcusedDays { get; init; }

    /// <summary>The organisation that owned the case when it was received. Of several that an act concerns, the first receiver handles it where the law says so.</summary>
    public required Guid ReceivedByOrgId { get; init; }

    /// <summary>The window it was judged by; absent for ex officio, and while nobody has configured one.</summary>
    public WindowView? Window { get; init; }

    internal static FilingView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-00000000000d"),
        Kind = "application",
        Form = "written",
        ReceivedOn = new DateOnly(2026, 5, 11),
        Filer = "near_relative",
        FilerName = "示范乙",
        FilerPhone = "139****0000",
        Lateness = "in_time",
        ReceivedByOrgId = LeadView.Example.OwnerOrgId,
        Window = WindowView.Example
    };
}

/// <summary>The window of the law for filing, counted from the last day that the act can have been on.</summary>
internal sealed record WindowView
{
    /// <summary>The key of the rule that sets it: filing.window or filing.window_complex.</summary>
    public required string Rule { get; init; }

    /// <summary>The article it stands in.</summary>
    public string? Basis { get; init; }

    /// <summary>Its last day, inclusive, in China; absent where the law sets none.</summary>
    public DateOnly? EndsOn { get; init; }

    /// <summary>How many days after it the filing came; 0 for one in time.</summary>
    public required int DaysLate { get; init; }

    internal static WindowView Example => new() { Rule = "filing.window", Basis = "第十条", EndsOn = new DateOnly(2027, 5, 1), DaysLate = 0 };
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
