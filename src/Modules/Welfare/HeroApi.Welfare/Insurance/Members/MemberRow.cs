namespace HeroApi.Welfare.Insurance.Members;

/// <summary>The row of who is or was on the list of a policy.</summary>
internal record MemberRow : Listed
{
    internal const string Columns =
        """
        m.id, m.version, m.owner_org_id, m.owner_epoch, m.protection, m.created_at, m.updated_at, m.policy_id, m.number, m.hero_id, m.added_by, m.state,
        m.join_day, m.leave_day, m.leave_reason, m.leave_note, m.told_in
        """;

    public required long Version { get; init; }
    public required Guid OwnerOrgId { get; init; }
    public required long OwnerEpoch { get; init; }
    public required string Protection { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public required Guid PolicyId { get; init; }
    public required long Number { get; init; }
    public required Guid HeroId { get; init; }
    public required string AddedBy { get; init; }
    public required string State { get; init; }
    public required DateOnly JoinDay { get; init; }
    public DateOnly? LeaveDay { get; init; }
    public string? LeaveReason { get; init; }
    public string? LeaveNote { get; init; }
    public Guid? ToldIn { get; init; }

    /// <summary>The same, leaving on a day. Whom the insurer was never told of is just dropped; of whom he is being told he is told again.</summary>
    internal MemberRow Leaving(DateOnly on, string reason, string? note = null) => LeaveReason is not null ? this : this with
    {
        State = State == MemberCodes.Insured ? MemberCodes.PendingLeave : ToldIn is null ? MemberCodes.Dropped : State,
        LeaveDay = on,
        LeaveReason = reason,
        LeaveNote = note
    };

    /// <summary>The same, staying after all; unless the insurer is being told of the leaving, which then must come first.</summary>
    internal MemberRow Staying() => LeaveReason is null || (State == MemberCodes.PendingLeave && ToldIn is not null) ? this : this with
    {
        State = State == MemberCodes.PendingLeave ? MemberCodes.Insured : State,
        LeaveDay = null,
        LeaveReason = null,
        LeaveNote = null
    };

    internal MemberView View => new()
    {
        Id = Id,
        Version = Version,
        PolicyId = PolicyId,
        Number = Number,
        HeroId = HeroId,
        AddedBy = AddedBy,
        State = State,
        JoinDay = JoinDay,
        LeaveDay = LeaveDay,
        LeaveReason = LeaveReason,
        LeaveNote = LeaveNote,
        ToldIn = ToldIn,
        OwnerOrgId = OwnerOrgId,
        OwnerEpoch = OwnerEpoch,
        HomeOrgIds = [],
        Protection = Protection,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt
    };
}
