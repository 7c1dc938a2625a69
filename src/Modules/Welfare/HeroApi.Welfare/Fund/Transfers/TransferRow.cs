using HeroApi.Welfare.Fund.Funds;

namespace HeroApi.Welfare.Fund.Transfers;

/// <summary>The row of a transfer. The organisation that receives it is its home, so that it goes with mergers.</summary>
internal sealed record TransferRow : Listed, IOwned
{
    internal const string Columns =
        """
        t.id, t.version, t.owner_org_id, t.owner_epoch, t.protection, t.created_at, t.updated_at, t.from_fund_id, t.to_fund_id, t.uses, t.restriction, t.amount_fen, t.reason,
        t.on_date, t.state, t.proposed_by, t.first_by, t.answered_by, t.received_on, t.received_by, t.end_reason, t.returned_by,
        COALESCE((SELECT h.org_id FROM kernel_scope h WHERE h.record_id = t.id AND h.axis = 'home'), t.owner_org_id) AS to_org_id
        """;

    public required long Version { get; init; }
    public required Guid OwnerOrgId { get; init; }
    public required long OwnerEpoch { get; init; }
    public required string Protection { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public required Guid FromFundId { get; init; }
    public Guid? ToFundId { get; init; }

    /// <summary>As in a fund: each with a space around it; empty for any.</summary>
    public required string Uses { get; init; }

    public string? Restriction { get; init; }
    public required long AmountFen { get; init; }
    public required string Reason { get; init; }
    public required DateOnly OnDate { get; init; }
    public required string State { get; init; }
    public required Guid ProposedBy { get; init; }
    public Guid? FirstBy { get; init; }
    public Guid? AnsweredBy { get; init; }
    public DateOnly? ReceivedOn { get; init; }
    public Guid? ReceivedBy { get; init; }
    public string? EndReason { get; init; }
    public Guid? ReturnedBy { get; init; }
    public required Guid ToOrgId { get; init; }

    internal FundTransferView View => new()
    {
        Id = Id,
        Version = Version,
        FundId = FromFundId,
        ToOrgId = ToOrgId,
        ToFundId = ToFundId,
        Uses = FundRow.Codes(Uses),
        Restriction = Restriction,
        AmountFen = AmountFen,
        Reason = Reason,
        On = OnDate,
        State = State,
        ProposedBy = ProposedBy,
        FirstApprovedBy = FirstBy,
        AnsweredBy = AnsweredBy,
        ReceivedOn = ReceivedOn,
        ReceivedBy = ReceivedBy,
        EndReason = EndReason,
        ReturnedBy = ReturnedBy,
        OwnerOrgId = OwnerOrgId,
        OwnerEpoch = OwnerEpoch,
        HomeOrgIds = ToOrgId == OwnerOrgId ? [] : [ToOrgId],
        Protection = Protection,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt
    };
}
