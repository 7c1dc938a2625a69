namespace HeroApi.Recognition.Nominations;

/// <summary>The row of a nomination.</summary>
internal sealed record NominationRow : Listed
{
    public required long Version { get; init; }
    public required Guid OwnerOrgId { get; init; }
    public required long OwnerEpoch { get; init; }
    public required string Protection { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public required Guid TitleId { get; init; }
    public required string Title { get; init; }
    public required string Level { get; init; }
    public string? GroupName { get; init; }
    public required string Grounds { get; init; }
    public required Guid AskedOrgId { get; init; }
    public required string State { get; init; }
    public Guid? AwardId { get; init; }
}

/// <summary>The row of one asking of one body.</summary>
internal sealed record AskingRow
{
    internal const string Columns = "o.id, o.nomination_id, o.org_id, o.state, o.asked_on, o.answered_on, o.reason, o.missing, o.notice_from, o.notice_to, o.notice_places, o.withheld_reason, o.objections, o.objection_note";

    public required Guid Id { get; init; }
    public required Guid NominationId { get; init; }
    public required Guid OrgId { get; init; }
    public required string State { get; init; }
    public required DateOnly AskedOn { get; init; }
    public DateOnly? AnsweredOn { get; init; }
    public string? Reason { get; init; }
    public string? Missing { get; init; }
    public DateOnly? NoticeFrom { get; init; }
    public DateOnly? NoticeTo { get; init; }
    public string? NoticePlaces { get; init; }
    public string? WithheldReason { get; init; }
    public long? Objections { get; init; }
    public string? ObjectionNote { get; init; }
}

/// <summary>Something that hangs on a nomination by an id alone.</summary>
internal sealed record NominationPart
{
    public required Guid NominationId { get; init; }
    public required Guid PartId { get; init; }
}
