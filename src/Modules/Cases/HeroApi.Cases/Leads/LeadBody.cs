namespace HeroApi.Cases.Leads;

/// <summary>What a caller writes of a lead: the same for POST, PUT and, merged, PATCH.</summary>
internal sealed record LeadBody
{
    internal const int LongestSummary = 4000;
    internal const int MostPersons = 50;
    internal const int MostExternalIds = 10;
    internal const int MostAttachments = 50;

    /// <summary>How it became known, such as grid_worker or beneficiary_thanks.</summary>
    public required string Channel { get; init; }

    /// <summary>What happened, in the reporter's words; at most 4,000 characters.</summary>
    public required string Summary { get; init; }

    public required ActedBody Acted { get; init; }

    public required PlaceBody Place { get; init; }

    /// <summary>Those who stepped in; at most 50.</summary>
    public IReadOnlyList<PersonBody> Persons { get; init; } = [];

    /// <summary>Those who were helped; at most 50.</summary>
    public IReadOnlyList<BeneficiaryBody> Beneficiaries { get; init; } = [];

    /// <summary>Harm to those who stepped in.</summary>
    public HarmBody Harm { get; init; } = new();

    public ReporterBody Reporter { get; init; } = new() { Anonymous = true };

    /// <summary>The organisation whose report it counts as; the caller's own when absent. It does not change afterwards.</summary>
    public Guid? ReportingOrgId { get; init; }

    /// <summary>When it was reported there; now when absent. It does not change afterwards.</summary>
    public DateTimeOffset? ReportedAt { get; init; }

    /// <summary>none, restricted or sealed; when absent none for a new lead, and what it was for a known one.</summary>
    public string? Protection { get; init; }

    /// <summary>What other systems call it, at most 10; each system must be granted to the caller. Ids of systems that are not stay as they were.</summary>
    public IReadOnlyList<ExternalId> ExternalIds { get; init; } = [];

    /// <summary>The lead's ownerEpoch as you know it; when it has had another owner since, the change is refused with 409 exchange.not_owner.</summary>
    public long? OwnerEpoch { get; init; }

    /// <summary>
    /// Files that show it, at most 50, in the order they are shown in; uploaded to /files before or after. When absent, those of a known lead stay; an empty list removes them.
    /// </summary>
    public IReadOnlyList<AttachmentBody>? Attachments { get; init; }

    internal static LeadBody Example => new()
    {
        Channel = "beneficiary_thanks",
        Summary = "学生暑期务工期间三次下到废弃水井，将落井女童救出。",
        Acted = new ActedBody { On = PartialDate.Parse("2026-05-01", null), Time = "14:00" },
        Place = new PlaceBody { RegionCode = "370602", Address = "示范镇示范村", Point = new PointBody { Lon = 121.39, Lat = 37.52, Crs = "gcj02" } },
        Persons = [new PersonBody { Name = "示范甲", Document = new DocumentBody { Type = "id_card", Number = "11010519491231002X" }, Phone = "13800000000", HouseholdRegion = "371502" }],
        Beneficiaries = [new BeneficiaryBody { Note = "女童，已送医", Count = 1 }],
        Reporter = new ReporterBody { Name = "示范乙", Relation = "beneficiary_family", Phone = "13900000000" }
    };
}

/// <summary>When it happened, as well as that is known.</summary>
internal sealed record ActedBody
{
    /// <summary><c>2004</c>, <c>2004-07</c> or <c>2004-07-15</c>; a business date in China.</summary>
    public required PartialDate On { get; init; }

    /// <summary><c>HH:mm</c> in China, only with a full date.</summary>
    public string? Time { get; init; }
}

/// <summary>Where it happened.</summary>
internal sealed record PlaceBody
{
    /// <summary>GB/T 2260, 6 digits, of townships 9.</summary>
    public required string RegionCode { get; init; }

    public string? Address { get; init; }

    public PointBody? Point { get; init; }
}

/// <summary>A point in the system it was taken in; it is kept, and converted to WGS 84.</summary>
internal sealed record PointBody
{
    /// <summary>Longitude in degrees.</summary>
    public required double Lon { get; init; }

    /// <summary>Latitude in degrees.</summary>
    public required double Lat { get; init; }

    /// <summary>wgs84, gcj02, bd09 or cgcs2000.</summary>
    public string Crs { get; init; } = Coordinates.Wgs84;
}

/// <summary>Somebody who stepped in.</summary>
internal sealed record PersonBody
{
    public required string Name { get; init; }

    public DocumentBody? Document { get; init; }

    /// <summary>A phone number; shown masked.</summary>
    public string? Phone { get; init; }

    /// <summary>Where the person's household is registered: GB/T 2260. The organisation that cares there sees the lead.</summary>
    public string? HouseholdRegion { get; init; }
}

/// <summary>Somebody who was helped, or several.</summary>
internal sealed record BeneficiaryBody
{
    public string? Name { get; init; }

    /// <summary>How many persons this stands for.</summary>
    public int Count { get; init; } = 1;

    /// <summary>How they are.</summary>
    public string? Note { get; init; }
}

/// <summary>Harm to those who stepped in, in persons.</summary>
internal sealed record HarmBody
{
    public int Injured { get; init; }

    public int Died { get; init; }
}

/// <summary>Who told of it. The reporter may be anonymous; the caller never is.</summary>
internal sealed record ReporterBody
{
    public bool Anonymous { get; init; }

    public string? Name { get; init; }

    /// <summary>self, family, beneficiary, beneficiary_family, witness, official or other.</summary>
    public string? Relation { get; init; }

    /// <summary>A phone number; shown masked.</summary>
    public string? Phone { get; init; }
}

/// <summary>A file that belongs to the lead. Who sees the lead sees the file.</summary>
internal sealed record AttachmentBody
{
    /// <summary>The file's id; a UUIDv7 of your own when it is not uploaded yet, which then only you can upload under it.</summary>
    public required Guid FileId { get; init; }

    /// <summary>scene, injury, testimony, official_document, medical_record, thanks, media or other.</summary>
    public string Kind { get; init; } = "other";

    /// <summary>What it shows; at most 200 characters.</summary>
    public string? Label { get; init; }
}

/// <summary>The codes of a lead.</summary>
internal static class LeadCodes
{
    internal static readonly Vocabulary Channels = new("lead_channel",
        ("grid_worker", "网格员", "Grid worker"),
        ("station", "见义勇为工作站", "Station"),
        ("call_110", "110 报警", "Police call 110"),
        ("call_12345", "12345 热线", "Hotline 12345"),
        ("self_or_family", "本人或家属", "The person or the family"),
        ("recommendation", "推荐", "Recommendation"),
        ("beneficiary_thanks", "受益人致谢", "Thanks of a beneficiary"),
        ("media", "媒体报道", "Media"),
        ("hospital", "医院", "Hospital"),
        ("court", "法院", "Court"),
        ("rescue_team", "救援队", "Rescue team"),
        ("ex_officio", "依职权发现", "Ex officio"));

    internal static readonly Vocabulary States = new("lead_state",
        ("reported", "待处理", "Reported"),
        ("accepted", "已受理", "Accepted"),
        ("dismissed", "不予受理", "Dismissed"),
        ("duplicate", "重复", "Duplicate"));

    internal static readonly Vocabulary Relations = new("reporter_relation",
        ("self", "本人", "The person"),
        ("family", "家属", "Family"),
        ("beneficiary", "受益人", "Beneficiary"),
        ("beneficiary_family", "受益人家属", "Family of a beneficiary"),
        ("witness", "见证人", "Witness"),
        ("official", "工作人员", "Official"),
        ("other", "其他", "Other"));

    internal static readonly Vocabulary Dismissals = new("lead_dismissal_kind",
        ("outside_remit", "不属于见义勇为", "Not an act of bravery"),
        ("duty_bound", "行为人负有法定或约定职责", "It was the person's duty to act"),
        ("not_established", "事实无法查实", "The facts could not be established"),
        ("out_of_time", "超过申报期限", "Reported too late"),
        ("other_body", "应向其他机关反映", "It is for another body to look into"),
        ("other", "其他", "Other"));

    internal static readonly Vocabulary Attachments = new("attachment_kind",
        ("scene", "现场影像", "The scene"),
        ("injury", "伤情", "Injury"),
        ("testimony", "证言", "Testimony"),
        ("official_document", "公文或证明", "Official document"),
        ("medical_record", "病历或诊断", "Medical record"),
        ("thanks", "致谢", "Thanks"),
        ("media", "媒体报道", "Media"),
        ("other", "其他", "Other"));

    internal static readonly Vocabulary Deletions = new("lead_deletion_reason",
        ("entered_in_error", "录入错误", "Entered in error"),
        ("test_data", "测试数据", "Test data"),
        ("withdrawn_by_reporter", "报告人撤回", "Withdrawn by the reporter"),
        ("outside_remit", "不属于见义勇为", "Not an act of bravery"),
        ("legal_request", "依法删除", "Deleted on legal request"));
}
