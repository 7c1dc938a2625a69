namespace HeroApi.Welfare.Benefits.Cases;

/// <summary>The row of a benefit case.</summary>
internal sealed record BenefitRow : Listed, IOwned
{
    internal const string Columns =
        """
        c.id, c.version, c.owner_org_id, c.owner_epoch, c.protection, c.created_at, c.updated_at, c.hero_id, c.kind, c.for_whom, c.source, c.source_id, c.request,
        c.region, c.applied_on, c.state, c.department, c.department_name, c.referred_on, c.reply_by, c.reply_overdue, c.replied_on, c.reply, c.amount_fen, c.per,
        c.measure, c.from_on, c.to_on, c.decided_on, c.number, c.opened_by, c.decided_by, c.end_reason, c.review_reason, c.review_asked_on, c.reviews
        """;

    public required long Version { get; init; }
    public required Guid OwnerOrgId { get; init; }
    public required long OwnerEpoch { get; init; }
    public required string Protection { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public required Guid HeroId { get; init; }
    public required string Kind { get; init; }
    public required string ForWhom { get; init; }
    public required string Source { get; init; }
    public Guid? SourceId { get; init; }
    public required string Request { get; init; }
    public required string Region { get; init; }
    public required DateOnly AppliedOn { get; init; }
    public required string State { get; init; }
    public string? Department { get; init; }
    public string? DepartmentName { get; init; }
    public DateOnly? ReferredOn { get; init; }
    public DateOnly? ReplyBy { get; init; }
    public required bool ReplyOverdue { get; init; }
    public DateOnly? RepliedOn { get; init; }
    public string? Reply { get; init; }
    public long? AmountFen { get; init; }
    public string? Per { get; init; }
    public string? Measure { get; init; }
    public DateOnly? FromOn { get; init; }
    public DateOnly? ToOn { get; init; }
    public DateOnly? DecidedOn { get; init; }
    public string? Number { get; init; }
    public required Guid OpenedBy { get; init; }
    public Guid? DecidedBy { get; init; }
    public string? EndReason { get; init; }
    public string? ReviewReason { get; init; }
    public DateOnly? ReviewAskedOn { get; init; }
    public required int Reviews { get; init; }

    internal BenefitView View => new()
    {
        Id = Id,
        Version = Version,
        HeroId = HeroId,
        Kind = Kind,
        ForWhom = ForWhom,
        Source = Source,
        SourceId = SourceId,
        Request = Request,
        Region = Region,
        AppliedOn = AppliedOn,
        State = State,
        Department = Department,
        DepartmentName = DepartmentName,
        ReferredOn = ReferredOn,
        ReplyBy = ReplyBy,
        ReplyOverdue = ReplyOverdue,
        RepliedOn = RepliedOn,
        Reply = Reply,
        AmountFen = AmountFen,
        Per = Per,
        Measure = Measure,
        FromOn = FromOn,
        ToOn = ToOn,
        DecidedOn = DecidedOn,
        Number = Number,
        OpenedBy = OpenedBy,
        DecidedBy = DecidedBy,
        EndReason = EndReason,
        ReviewReason = ReviewReason,
        ReviewAskedOn = ReviewAskedOn,
        Reviews = Reviews,
        PaidFen = 0,
        OwnerOrgId = OwnerOrgId,
        OwnerEpoch = OwnerEpoch,
        HomeOrgIds = [],
        Protection = Protection,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt
    };
}
