namespace HeroApi.Welfare.Fund.Incomes;

/// <summary>The row of an income.</summary>
internal sealed record IncomeRow : Listed, IOwned
{
    internal const string Columns =
        """
        i.id, i.version, i.owner_org_id, i.owner_epoch, i.protection, i.created_at, i.updated_at, i.fund_id, i.kind, i.donor_kind, i.payer, i.anonymous, i.amount_fen, i.on_date,
        i.receipt_number, i.receipt_waived, i.handler, i.note, i.state, i.recorded_by, i.end_reason, i.reversed_by, i.reversed_on
        """;

    public required long Version { get; init; }
    public required Guid OwnerOrgId { get; init; }
    public required long OwnerEpoch { get; init; }
    public required string Protection { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public required Guid FundId { get; init; }
    public required string Kind { get; init; }
    public string? DonorKind { get; init; }
    public string? Payer { get; init; }
    public required bool Anonymous { get; init; }
    public required long AmountFen { get; init; }
    public required DateOnly OnDate { get; init; }
    public string? ReceiptNumber { get; init; }
    public required bool ReceiptWaived { get; init; }
    public required string Handler { get; init; }
    public string? Note { get; init; }
    public required string State { get; init; }
    public required Guid RecordedBy { get; init; }
    public string? EndReason { get; init; }
    public Guid? ReversedBy { get; init; }
    public DateOnly? ReversedOn { get; init; }

    internal IncomeView View => new()
    {
        Id = Id,
        Version = Version,
        FundId = FundId,
        Kind = Kind,
        DonorKind = DonorKind,
        Payer = Payer,
        Anonymous = Anonymous,
        AmountFen = AmountFen,
        On = OnDate,
        ReceiptNumber = ReceiptNumber,
        ReceiptWaived = ReceiptWaived,
        Handler = Handler,
        Note = Note,
        State = State,
        RecordedBy = RecordedBy,
        EndReason = EndReason,
        ReversedBy = ReversedBy,
        ReversedOn = ReversedOn,
        OwnerOrgId = OwnerOrgId,
        OwnerEpoch = OwnerEpoch,
        HomeOrgIds = [],
        Protection = Protection,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt
    };
}
