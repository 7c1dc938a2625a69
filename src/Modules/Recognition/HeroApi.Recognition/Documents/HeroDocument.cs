using HeroApi.Recognition.Heroes;

namespace HeroApi.Recognition.Documents;

/// <summary>The codes of the documents of a hero file.</summary>
internal static class DocumentCodes
{
    /// <summary>One file, two volumes: what the person was honoured for, and how the person was cared for since.</summary>
    internal static readonly Vocabulary Volumes = new("hero_volume",
        ("commendation", "表彰卷", "Commendation"),
        ("service", "服务卷", "Service"));

    internal static readonly Vocabulary Kinds = new("hero_document_kind",
        ("application", "申请材料", "Application"),
        ("investigation", "调查材料", "Investigation"),
        ("decision", "确认决定", "Decision"),
        ("certificate", "证书", "Certificate"),
        ("approval", "审批表", "Approval"),
        ("hardship", "困难证明", "Proof of hardship"),
        ("media", "媒体报道", "Press"),
        ("photo", "照片音像", "Photo or recording"),
        ("receipt", "领取凭证", "Receipt"),
        ("other", "其他", "Other"));
}

/// <summary>What a caller writes of a document in a hero file.</summary>
internal sealed record HeroDocumentBody
{
    /// <summary>Of the vocabulary hero_volume. It does not change afterwards, for the number is of it.</summary>
    public required string Volume { get; init; }

    /// <summary>Of the vocabulary hero_document_kind.</summary>
    public required string Kind { get; init; }

    public required string Title { get; init; }

    /// <summary>The date on the document, as well as it is known.</summary>
    public PartialDate? On { get; init; }

    /// <summary>At most 1,000 characters.</summary>
    public string? Note { get; init; }

    /// <summary>Its scans, at most 20; whoever sees the hero file sees them.</summary>
    public IReadOnlyList<Guid> FileIds { get; init; } = [];

    internal static HeroDocumentBody Example => new() { Volume = "commendation", Kind = "certificate", Title = "见义勇为先进个人证书", On = PartialDate.Parse("1998-12", null) };
}

/// <summary>The shape of a document in a hero file.</summary>
internal sealed class HeroDocumentValidator : AbstractValidator<HeroDocumentBody>
{
    public HeroDocumentValidator(TimeProvider clock)
    {
        RuleFor(d => d.Volume).OneOf(DocumentCodes.Volumes);
        RuleFor(d => d.Kind).OneOf(DocumentCodes.Kinds);
        RuleFor(d => d.Title).NotEmpty().Line(200);
        RuleFor(d => d.On).Must(on => on is null || on.From <= clock.Today()).Refuses(ValueProblems.InFuture);
        RuleFor(d => d.Note).Prose(1000);
        RuleFor(d => d.FileIds.Count).LessThanOrEqualTo(HeroPapers.Most).OverridePropertyName(nameof(HeroDocumentBody.FileIds));
        RuleFor(d => d.FileIds).HeroFiles();
    }
}

/// <summary>A document in a hero file as callers see it: a line of the table of contents of its volume.</summary>
internal sealed record HeroDocumentView : Listed, IVersioned
{
    public required long Version { get; init; }
    public required string Volume { get; init; }

    /// <summary>Its number in the volume, given in order and never to another document.</summary>
    public required long Number { get; init; }

    public required string Kind { get; init; }
    public required string Title { get; init; }
    public PartialDate? On { get; init; }
    public string? Note { get; init; }
    public required IReadOnlyList<Guid> FileIds { get; init; }

    internal static HeroDocumentView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-000000000023"),
        Version = 1,
        Volume = "commendation",
        Number = 1,
        Kind = "certificate",
        Title = "见义勇为先进个人证书",
        On = PartialDate.Parse("1998-12", null),
        FileIds = []
    };
}

/// <summary>The row of a document in a hero file.</summary>
internal sealed record HeroDocumentRow : Listed
{
    internal const string Columns = "p.id, p.version, p.volume, p.number, p.kind, p.title, p.on_date, p.note";

    public required long Version { get; init; }
    public required string Volume { get; init; }
    public required long Number { get; init; }
    public required string Kind { get; init; }
    public required string Title { get; init; }
    public PartialDate? OnDate { get; init; }
    public string? Note { get; init; }

    internal HeroDocumentView View(IEnumerable<Guid> files) => new()
    {
        Id = Id,
        Version = Version,
        Volume = Volume,
        Number = Number,
        Kind = Kind,
        Title = Title,
        On = OnDate,
        Note = Note,
        FileIds = [.. files]
    };
}
