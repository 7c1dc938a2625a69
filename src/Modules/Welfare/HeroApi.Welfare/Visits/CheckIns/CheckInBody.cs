using HeroApi.Welfare.Visits.Campaigns;
using HeroApi.Welfare.Visits.Needs;

namespace HeroApi.Welfare.Visits.CheckIns;

/// <summary>What a caller writes of a visit: the same for POST, PUT and, merged, PATCH.</summary>
internal sealed record CheckInBody
{
    /// <summary>The hero file of the person who was visited, or whose family was. It does not change afterwards.</summary>
    public required Guid HeroId { get; init; }

    /// <summary>Of the vocabulary visit_occasion; that of the campaign or of what was due when absent.</summary>
    public string? Occasion { get; init; }

    /// <summary>What was due and is done by it; found by the person and the campaign, or the occasion, when absent.</summary>
    public Guid? DueId { get; init; }

    /// <summary>The campaign that it belongs to.</summary>
    public Guid? CampaignId { get; init; }

    /// <summary>The day of the visit, in China; when absent that of visitedAt, or else the day it comes in.</summary>
    public DateOnly? On { get; init; }

    /// <summary>What the clock of the device said at the door. A visit counts on this day unless the clock is ahead of ours by more than five minutes.</summary>
    public DateTimeOffset? VisitedAt { get; init; }

    /// <summary>Who went there, by name; at most 20 of at most 100 characters.</summary>
    public required IReadOnlyList<string> Visitors { get; init; }

    /// <summary>Who was met and given to; the person alone when empty. At most 20.</summary>
    public IReadOnlyList<VisitRecipient> Recipients { get; init; } = [];

    /// <summary>The household, such as that of the plaque, where several heroes belong to one; it counts once. The person is a household of his own when absent.</summary>
    public Guid? HouseholdId { get; init; }

    /// <summary>Handed over in cash, in fen.</summary>
    public long CashFen { get; init; }

    /// <summary>Handed over in goods, in words; at most 500 characters.</summary>
    public string? Goods { get; init; }

    /// <summary>What the goods are worth, in fen.</summary>
    public long GoodsValueFen { get; init; }

    public VisitReceipt? Receipt { get; init; }

    /// <summary>The sheet of opinions and suggestions (意见建议表), in words; at most 4,000 characters.</summary>
    public string? Opinion { get; init; }

    /// <summary>At most 2,000 characters.</summary>
    public string? Note { get; init; }

    /// <summary>What was found to be needed: each becomes a need of its own, which is worked on by itself; at most 10. Only when a visit is recorded.</summary>
    public IReadOnlyList<FoundNeedBody> Needs { get; init; } = [];

    /// <summary>Why a recorded visit is corrected; at most 500 characters. Required then, and only then.</summary>
    public string? Reason { get; init; }

    internal static CheckInBody Example => new()
    {
        HeroId = Guid.Parse("01980d2c-5a00-7000-8000-0000000000a1"),
        Occasion = "spring_festival",
        On = new DateOnly(2026, 2, 10),
        Visitors = ["示范专干"],
        Recipients = [VisitRecipient.Example],
        CashFen = 200_000,
        Goods = "米、油各一份",
        GoodsValueFen = 20_000,
        Receipt = new VisitReceipt { Number = "示收〔2026〕12号", SignedBy = "示范戊" },
        Opinion = "希望协调孩子转学。",
        Needs = [FoundNeedBody.Example]
    };
}

/// <summary>Somebody who was met on a visit.</summary>
internal sealed record VisitRecipient
{
    /// <summary>Of the vocabulary visit_relation.</summary>
    public required string Relation { get; init; }

    /// <summary>Of a relative; at most 100 characters.</summary>
    public string? Name { get; init; }

    internal static VisitRecipient Example => new() { Relation = "spouse", Name = "示范戊" };
}

/// <summary>What shows that cash or goods were received.</summary>
internal sealed record VisitReceipt
{
    /// <summary>At most 60 characters.</summary>
    public string? Number { get; init; }

    /// <summary>Who signed; at most 100 characters.</summary>
    public string? SignedBy { get; init; }

    /// <summary>The signed sheet, as a file.</summary>
    public Guid? FileId { get; init; }
}

/// <summary>The shape of a visit; what needs the database is checked where it is written.</summary>
internal sealed class CheckInBodyRules : AbstractValidator<CheckInBody>
{
    public CheckInBodyRules(TimeProvider clock, IValidator<FoundNeedBody> need)
    {
        RuleFor(b => b.Occasion).OneOf(VisitCodes.Occasions);
        RuleFor(b => b.Occasion).NotEmpty().When(b => b.DueId is null && b.CampaignId is null);
        RuleFor(b => b.On).Must(on => on is null || on <= clock.Today()).Refuses(ValueProblems.InFuture);
        RuleFor(b => b.Visitors.Count).InclusiveBetween(1, 20).OverridePropertyName(nameof(CheckInBody.Visitors));
        RuleForEach(b => b.Visitors).NotEmpty().Line(100);
        RuleFor(b => b.Recipients.Count).LessThanOrEqualTo(20).OverridePropertyName(nameof(CheckInBody.Recipients));
        RuleForEach(b => b.Recipients).ChildRules(recipient =>
        {
            recipient.RuleFor(r => r.Relation).OneOf(VisitCodes.Relations);
            recipient.RuleFor(r => r.Name).Line(100);
        });
        RuleFor(b => b.CashFen).InclusiveBetween(0, CampaignBodyRules.MostFen);
        RuleFor(b => b.Goods).Prose(500);
        RuleFor(b => b.Goods).NotEmpty().When(b => b.GoodsValueFen > 0);
        RuleFor(b => b.GoodsValueFen).InclusiveBetween(0, CampaignBodyRules.MostFen);
        RuleFor(b => b.Receipt).ChildRules(receipt =>
        {
            receipt.RuleFor(r => r!.Number).Line(60);
            receipt.RuleFor(r => r!.SignedBy).Line(100);
        });
        RuleFor(b => b.Opinion).Prose(4000);
        RuleFor(b => b.Note).Prose(2000);
        RuleFor(b => b.Needs.Count).LessThanOrEqualTo(10).OverridePropertyName(nameof(CheckInBody.Needs));
        RuleForEach(b => b.Needs).SetValidator(need);
        RuleFor(b => b.Reason).Prose(500);
    }
}
