namespace HeroApi.Welfare.Fund.Incomes;

/// <summary>Money that came into a fund (捐赠、拨款、收益), as callers see it. It is never changed, only reversed.</summary>
internal sealed record IncomeView : IVersioned
{
    public required Guid Id { get; init; }
    public required long Version { get; init; }
    public required Guid FundId { get; init; }

    /// <summary>Of the vocabulary income_kind.</summary>
    public required string Kind { get; init; }

    /// <summary>Of the vocabulary donor_kind.</summary>
    public string? DonorKind { get; init; }

    /// <summary>Who gave it; of an anonymous donor nobody knows.</summary>
    public string? Payer { get; init; }

    public required bool Anonymous { get; init; }

    /// <summary>In fen.</summary>
    public required long AmountFen { get; init; }

    /// <summary>The day, in China.</summary>
    public required DateOnly On { get; init; }

    public string? ReceiptNumber { get; init; }
    public required bool ReceiptWaived { get; init; }
    public required string Handler { get; init; }
    public string? Note { get; init; }

    /// <summary>Of the vocabulary income_state.</summary>
    public required string State { get; init; }

    /// <summary>The key, or the person, that recorded it.</summary>
    public required Guid RecordedBy { get; init; }

    /// <summary>Why it was reversed.</summary>
    public string? EndReason { get; init; }

    public Guid? ReversedBy { get; init; }
    public DateOnly? ReversedOn { get; init; }

    /// <summary>The organisation that keeps the fund.</summary>
    public required Guid OwnerOrgId { get; init; }

    public required long OwnerEpoch { get; init; }
    public required IReadOnlyList<Guid> HomeOrgIds { get; init; }
    public required string Protection { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    internal static IncomeView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-0000000000f2"),
        Version = 1,
        FundId = IncomeBody.Example.FundId,
        Kind = IncomeBody.Example.Kind,
        DonorKind = IncomeBody.Example.DonorKind,
        Payer = IncomeBody.Example.Payer,
        Anonymous = false,
        AmountFen = IncomeBody.Example.AmountFen,
        On = new DateOnly(2026, 5, 8),
        ReceiptNumber = IncomeBody.Example.ReceiptNumber,
        ReceiptWaived = false,
        Handler = IncomeBody.Example.Handler,
        State = "recorded",
        RecordedBy = Guid.Parse("01980d2c-5a00-7000-8000-000000000009"),
        OwnerOrgId = Guid.Parse("01980d2c-5a00-7000-8000-000000000002"),
        OwnerEpoch = 1,
        HomeOrgIds = [],
        Protection = "none",
        CreatedAt = DateTimeOffset.Parse("2026-06-01T01:00:00Z", null),
        UpdatedAt = DateTimeOffset.Parse("2026-06-01T01:00:00Z", null)
    };
}
