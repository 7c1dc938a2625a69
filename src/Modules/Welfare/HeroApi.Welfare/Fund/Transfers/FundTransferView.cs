namespace HeroApi.Welfare.Fund.Transfers;

/// <summary>Money on its way from a fund to a fund (资金调拨), as both sides see it. It is neither income nor spending of either.</summary>
internal sealed record FundTransferView : IVersioned
{
    public required Guid Id { get; init; }
    public required long Version { get; init; }

    /// <summary>The fund that it leaves.</summary>
    public required Guid FundId { get; init; }

    /// <summary>The organisation that receives it; that which sends it for another fund of its own.</summary>
    public required Guid ToOrgId { get; init; }

    /// <summary>The fund that received it.</summary>
    public Guid? ToFundId { get; init; }

    /// <summary>What the money may be spent for: of the vocabulary fund_use. Empty for anything.</summary>
    public required IReadOnlyList<string> Uses { get; init; }

    /// <summary>The project or the donor's condition that the money is tied to.</summary>
    public string? Restriction { get; init; }

    /// <summary>In fen.</summary>
    public required long AmountFen { get; init; }

    public required string Reason { get; init; }

    /// <summary>The day that it goes out, in China.</summary>
    public required DateOnly On { get; init; }

    /// <summary>Of the vocabulary fund_transfer_state.</summary>
    public required string State { get; init; }

    /// <summary>The key, or the person, that proposed it.</summary>
    public required Guid ProposedBy { get; init; }

    /// <summary>Who approved it first, where two have to.</summary>
    public Guid? FirstApprovedBy { get; init; }

    /// <summary>Who approved or refused it.</summary>
    public Guid? AnsweredBy { get; init; }

    /// <summary>The day that it arrived, in China.</summary>
    public DateOnly? ReceivedOn { get; init; }

    public Guid? ReceivedBy { get; init; }

    /// <summary>Why it was refused, cancelled, sent back or returned.</summary>
    public string? EndReason { get; init; }

    /// <summary>Who sent it back, or noted that it had returned.</summary>
    public Guid? ReturnedBy { get; init; }

    /// <summary>The organisation that sends it.</summary>
    public required Guid OwnerOrgId { get; init; }

    public required long OwnerEpoch { get; init; }

    /// <summary>The organisation that receives it, when that is another one.</summary>
    public required IReadOnlyList<Guid> HomeOrgIds { get; init; }

    public required string Protection { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    internal static FundTransferView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-0000000000f6"),
        Version = 3,
        FundId = Guid.Parse("01980d2c-5a00-7000-8000-0000000000f1"),
        ToOrgId = Guid.Parse("01980d2c-5a00-7000-8000-000000000004"),
        ToFundId = Guid.Parse("01980d2c-5a00-7000-8000-0000000000f7"),
        Uses = ["visit"],
        AmountFen = 5_000_000,
        Reason = "春节慰问专项",
        On = new DateOnly(2026, 5, 20),
        State = "received",
        ProposedBy = Guid.Parse("01980d2c-5a00-7000-8000-000000000009"),
        AnsweredBy = Guid.Parse("01980d2c-5a00-7000-8000-00000000000a"),
        ReceivedOn = new DateOnly(2026, 5, 21),
        ReceivedBy = Guid.Parse("01980d2c-5a00-7000-8000-00000000000b"),
        OwnerOrgId = Guid.Parse("01980d2c-5a00-7000-8000-000000000002"),
        OwnerEpoch = 1,
        HomeOrgIds = [Guid.Parse("01980d2c-5a00-7000-8000-000000000004")],
        Protection = "none",
        CreatedAt = DateTimeOffset.Parse("2026-06-01T01:00:00Z", null),
        UpdatedAt = DateTimeOffset.Parse("2026-06-01T01:00:00Z", null)
    };
}
