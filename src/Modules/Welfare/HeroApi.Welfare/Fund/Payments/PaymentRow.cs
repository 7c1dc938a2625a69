namespace HeroApi.Welfare.Fund.Payments;

/// <summary>The row of a payment.</summary>
internal sealed record PaymentRow : Listed, IOwned
{
    internal const string Columns =
        """
        p.id, p.version, p.owner_org_id, p.owner_epoch, p.protection, p.created_at, p.updated_at, p.fund_id, p.use_code, p.amount_fen, p.for_type, p.for_id, p.hero_id, p.payee, p.reason,
        p.on_date, p.state, p.proposed_by, p.first_by, p.answered_by, p.end_reason, p.entry_id
        """;

    public required long Version { get; init; }
    public required Guid OwnerOrgId { get; init; }
    public required long OwnerEpoch { get; init; }
    public required string Protection { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public required Guid FundId { get; init; }
    public required string UseCode { get; init; }
    public required long AmountFen { get; init; }
    public string? ForType { get; init; }
    public Guid? ForId { get; init; }
    public Guid? HeroId { get; init; }
    public required string Payee { get; init; }
    public required string Reason { get; init; }
    public required DateOnly OnDate { get; init; }
    public required string State { get; init; }
    public required Guid ProposedBy { get; init; }
    public Guid? FirstBy { get; init; }
    public Guid? AnsweredBy { get; init; }
    public string? EndReason { get; init; }
    public Guid? EntryId { get; init; }

    internal FundPaymentView View => new()
    {
        Id = Id,
        Version = Version,
        FundId = FundId,
        Use = UseCode,
        AmountFen = AmountFen,
        For = ForId is { } id ? new PaymentSubject { Type = ForType!, Id = id } : null,
        HeroId = HeroId,
        Payee = Payee,
        Reason = Reason,
        On = OnDate,
        State = State,
        ProposedBy = ProposedBy,
        FirstApprovedBy = FirstBy,
        AnsweredBy = AnsweredBy,
        EndReason = EndReason,
        EntryId = EntryId,
        OwnerOrgId = OwnerOrgId,
        OwnerEpoch = OwnerEpoch,
        HomeOrgIds = [],
        Protection = Protection,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt
    };
}
