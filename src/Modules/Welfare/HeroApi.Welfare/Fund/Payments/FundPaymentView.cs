namespace HeroApi.Welfare.Fund.Payments;

/// <summary>The record that a payment is for.</summary>
internal sealed record PaymentSubject
{
    /// <summary>Its type, such as visit or policy.</summary>
    public required string Type { get; init; }

    public required Guid Id { get; init; }

    internal static PaymentSubject Example => new() { Type = "visit", Id = Guid.Parse("01980d2c-5a00-7000-8000-0000000000c1") };
}

/// <summary>Money that goes out of a fund (支出), as callers see it.</summary>
internal sealed record FundPaymentView : IVersioned
{
    public required Guid Id { get; init; }
    public required long Version { get; init; }
    public required Guid FundId { get; init; }

    /// <summary>Of the vocabulary fund_use.</summary>
    public required string Use { get; init; }

    /// <summary>In fen.</summary>
    public required long AmountFen { get; init; }

    /// <summary>What it is paid for, when that is a record here.</summary>
    public PaymentSubject? For { get; init; }

    /// <summary>The hero file of the person it is about.</summary>
    public Guid? HeroId { get; init; }

    /// <summary>Who gets it, in words.</summary>
    public required string Payee { get; init; }

    public required string Reason { get; init; }

    /// <summary>The day that it goes out, in China.</summary>
    public required DateOnly On { get; init; }

    /// <summary>Of the vocabulary payment_state.</summary>
    public required string State { get; init; }

    /// <summary>The key, or the person, that proposed it.</summary>
    public required Guid ProposedBy { get; init; }

    /// <summary>Who approved it first, where two have to.</summary>
    public Guid? FirstApprovedBy { get; init; }

    /// <summary>Who approved, refused or reversed it.</summary>
    public Guid? AnsweredBy { get; init; }

    /// <summary>Why it was refused, cancelled or reversed.</summary>
    public string? EndReason { get; init; }

    /// <summary>Its entry in the books, once it was posted.</summary>
    public Guid? EntryId { get; init; }

    /// <summary>The organisation that keeps the fund.</summary>
    public required Guid OwnerOrgId { get; init; }

    public required long OwnerEpoch { get; init; }

    /// <summary>Who keeps the hero file of the person.</summary>
    public required IReadOnlyList<Guid> HomeOrgIds { get; init; }

    /// <summary>That of the hero file; none of a payment that is about nobody.</summary>
    public required string Protection { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    internal static FundPaymentView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-0000000000f3"),
        Version = 2,
        FundId = Guid.Parse("01980d2c-5a00-7000-8000-0000000000f1"),
        Use = "visit",
        AmountFen = 200_000,
        For = PaymentSubject.Example,
        HeroId = Guid.Parse("01980d2c-5a00-7000-8000-0000000000a1"),
        Payee = "本人",
        Reason = "春节慰问金",
        On = new DateOnly(2026, 5, 20),
        State = "posted",
        ProposedBy = Guid.Parse("01980d2c-5a00-7000-8000-000000000009"),
        AnsweredBy = Guid.Parse("01980d2c-5a00-7000-8000-00000000000a"),
        EntryId = Guid.Parse("01980d2c-5a00-7000-8000-0000000000f4"),
        OwnerOrgId = Guid.Parse("01980d2c-5a00-7000-8000-000000000002"),
        OwnerEpoch = 1,
        HomeOrgIds = [],
        Protection = "none",
        CreatedAt = DateTimeOffset.Parse("2026-06-01T01:00:00Z", null),
        UpdatedAt = DateTimeOffset.Parse("2026-06-01T01:00:00Z", null)
    };
}
