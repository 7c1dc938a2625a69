using HeroApi.Recognition.BonusPayments;
using HeroApi.Recognition.BonusSchemes;

namespace HeroApi.Recognition.Bonuses;

/// <summary>A bonus (奖金) that a body decides for a person, as callers see it. All money is in fen.</summary>
internal sealed record BonusView : IVersioned
{
    public required Guid Id { get; init; }
    public required long Version { get; init; }
    public required Guid HeroId { get; init; }
    public Guid? SchemeId { get; init; }
    public string? Basis { get; init; }
    public Guid? CaseId { get; init; }

    /// <summary>GB/T 2260; 000000 for the nation.</summary>
    public required string Region { get; init; }

    public required long AmountFen { get; init; }
    public string? Reason { get; init; }
    public required DateOnly DecidedOn { get; init; }
    public required string Number { get; init; }
    public int? Grade { get; init; }
    public bool? Died { get; init; }
    public int? IndexYear { get; init; }
    public required bool Secret { get; init; }

    /// <summary>What the scheme came to when the amount was written; absent without a scheme.</summary>
    public BonusCalculation? Calculation { get; init; }

    /// <summary>Of the vocabulary bonus_state.</summary>
    public required string State { get; init; }

    /// <summary>Whose key wrote the amount that stands.</summary>
    public required Guid ProposedBy { get; init; }

    /// <summary>Whose key approved or refused it: never the one that wrote it, when it was approved.</summary>
    public Guid? AnsweredBy { get; init; }

    /// <summary>The day on which it was approved, in China.</summary>
    public DateOnly? ApprovedOn { get; init; }

    /// <summary>Why it was refused, cancelled or is asked back.</summary>
    public string? EndReason { get; init; }

    public required long PaidFen { get; init; }
    public required IReadOnlyList<PaymentView> Payments { get; init; }
    public required long RecoveredFen { get; init; }
    public required IReadOnlyList<PaymentView> Recoveries { get; init; }

    /// <summary>The body that decides it.</summary>
    public required Guid OwnerOrgId { get; init; }

    public required long OwnerEpoch { get; init; }

    /// <summary>The organisation that keeps the hero file.</summary>
    public required IReadOnlyList<Guid> HomeOrgIds { get; init; }

    /// <summary>restricted when it is secret; in any case as closely as the hero file was kept when it was written.</summary>
    public required string Protection { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    internal static BonusView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-0000000000b2"),
        Version = 3,
        HeroId = BonusBody.Example.HeroId,
        SchemeId = BonusBody.Example.SchemeId,
        Region = BonusBody.Example.Region!,
        AmountFen = BonusBody.Example.AmountFen,
        DecidedOn = BonusBody.Example.DecidedOn,
        Number = BonusBody.Example.Number,
        Secret = false,
        Calculation = new BonusCalculation
        {
            SchemeId = BonusBody.Example.SchemeId!.Value,
            FromFen = 5_000_000,
            Steps = [new BonusStep { Kind = "minimum", FromFen = 5_000_000, Article = "第二十条、第二十一条" }]
        },
        State = "approved",
        ProposedBy = Guid.Parse("01980d2c-5a00-7000-8000-0000000000f1"),
        AnsweredBy = Guid.Parse("01980d2c-5a00-7000-8000-0000000000f2"),
        ApprovedOn = new DateOnly(2026, 5, 22),
        PaidFen = PaymentView.Example.AmountFen,
        Payments = [PaymentView.Example],
        RecoveredFen = 0,
        Recoveries = [],
        OwnerOrgId = Guid.Parse("01980d2c-5a00-7000-8000-000000000003"),
        OwnerEpoch = 1,
        HomeOrgIds = [Guid.Parse("01980d2c-5a00-7000-8000-000000000002")],
        Protection = "none",
        CreatedAt = DateTimeOffset.Parse("2026-06-01T01:00:00Z", null),
        UpdatedAt = DateTimeOffset.Parse("2026-06-01T01:00:00Z", null)
    };
}
