using HeroApi.Recognition.BonusSchemes;

namespace HeroApi.Recognition.Bonuses;

/// <summary>What a caller writes of a bonus: the same for POST and, merged, PATCH.</summary>
internal sealed record BonusBody
{
    /// <summary>The file of the person, which the caller sees; it does not change afterwards.</summary>
    public required Guid HeroId { get; init; }

    /// <summary>The scheme that it is decided by; without one, <c>basis</c> says what it rests on.</summary>
    public Guid? SchemeId { get; init; }

    /// <summary>What it rests on, in words; at most 1,000 characters. Required without a scheme.</summary>
    public string? Basis { get; init; }

    /// <summary>The confirmed act of this person that it is for, by its case.</summary>
    public Guid? CaseId { get; init; }

    /// <summary>The region that it is counted for: GB/T 2260, 6 or 9 digits, at or below that of the scheme; that of the scheme when absent, required without one.</summary>
    public string? Region { get; init; }

    /// <summary>In fen. Within what the scheme comes to.</summary>
    public required long AmountFen { get; init; }

    /// <summary>Why it is more than the least, where the scheme leaves room; at most 1,000 characters.</summary>
    public string? Reason { get; init; }

    /// <summary>The day of the decision, in China.</summary>
    public required DateOnly DecidedOn { get; init; }

    /// <summary>The document number; one paper may decide several bonuses.</summary>
    public required string Number { get; init; }

    /// <summary>The disability grade, from 1 to 10, where the scheme goes by it; the worst that the file knows when absent.</summary>
    public int? Grade { get; init; }

    /// <summary>Whether the person died of the act; what the file says when absent.</summary>
    public bool? Died { get; init; }

    /// <summary>The year whose published figures are taken; the one before the decision when absent.</summary>
    public int? IndexYear { get; init; }

    /// <summary>A secret bonus is seen only by holders of protected:read, and does not show in the hero file.</summary>
    public bool Secret { get; init; }

    internal static BonusBody Example => new()
    {
        HeroId = Guid.Parse("01980d2c-5a00-7000-8000-000000000021"),
        SchemeId = Guid.Parse("01980d2c-5a00-7000-8000-0000b0410004"),
        Region = "410102",
        AmountFen = 5_000_000,
        DecidedOn = new DateOnly(2026, 5, 20),
        Number = "示见义奖〔2026〕1号"
    };
}

/// <summary>The shape of a bonus; what needs the database is checked where it is written.</summary>
internal sealed class BonusBodyRules : AbstractValidator<BonusBody>
{
    public BonusBodyRules(TimeProvider clock)
    {
        RuleFor(b => b.Basis).Prose(1000);
        RuleFor(b => b.Basis).NotEmpty().When(b => b.SchemeId is null);
        RuleFor(b => b.Region).RegionCode();
        RuleFor(b => b.Region).NotEmpty().When(b => b.SchemeId is null);
        RuleFor(b => b.AmountFen).InclusiveBetween(1, Fen.Most);
        RuleFor(b => b.Reason).Prose(1000);
        RuleFor(b => b.DecidedOn).Must(day => day.Year >= PartialDate.EarliestYear).Refuses(ValueProblems.TooEarly);
        RuleFor(b => b.DecidedOn).Must(day => day <= clock.Today()).Refuses(ValueProblems.InFuture);
        RuleFor(b => b.Number).NotEmpty().Line(100);
        RuleFor(b => b.Grade).InclusiveBetween(1, FormulaPart.Grades);
        RuleFor(b => b.IndexYear).InclusiveBetween(1978, 2100);
    }
}
