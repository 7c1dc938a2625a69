using HeroApi.Welfare.Insurance.Policies;

namespace HeroApi.Welfare.Insurance.Claims;

/// <summary>A claim (理赔) of an insured person from the report to the payment, as callers see it. All money is in fen.</summary>
internal sealed record ClaimView : IVersioned
{
    public required Guid Id { get; init; }
    public required long Version { get; init; }

    /// <summary>The hero file under which it was written.</summary>
    public required Guid HeroId { get; init; }

    public required Guid PolicyId { get; init; }

    /// <summary>Of the vocabulary cover_kind.</summary>
    public required string Kind { get; init; }

    /// <summary>The grade of the disability, 1 to 10; 1 is the worst.</summary>
    public int? Grade { get; init; }

    /// <summary>The day of the event, in China.</summary>
    public required DateOnly EventOn { get; init; }

    /// <summary>The day on which the harm showed, when it is another.</summary>
    public DateOnly? HarmOn { get; init; }

    /// <summary>What happened.</summary>
    public required string Happened { get; init; }

    public required long ClaimedFen { get; init; }
    public Guid? MedicalCaseId { get; init; }

    /// <summary>The insurer's own number of it.</summary>
    public string? InsurerNumber { get; init; }

    /// <summary>The day on which the insurer was told.</summary>
    public required DateOnly ReportedOn { get; init; }

    /// <summary>The last day on which the policy wanted to be told; absent where it sets none.</summary>
    public DateOnly? ReportDueOn { get; init; }

    /// <summary>How many days later than that the insurer was told.</summary>
    public required int LateDays { get; init; }

    /// <summary>Of the vocabulary claim_state.</summary>
    public required string State { get; init; }

    /// <summary>What the insurer asked for, in the order in which it was asked.</summary>
    public required IReadOnlyList<ClaimDocument> Documents { get; init; }

    /// <summary>The numbers of the documents that have not come.</summary>
    public required IReadOnlyList<int> Missing { get; init; }

    /// <summary>The day by which they have to come, while they are waited for.</summary>
    public DateOnly? DocumentsDueOn { get; init; }

    /// <summary>The day on which the complete papers went to the insurer.</summary>
    public DateOnly? SubmittedOn { get; init; }

    /// <summary>The last day for the insurer's decision: as many days after the complete papers, or the appeal, as the policy says, else 30 (保险法第二十三条).</summary>
    public DateOnly? DecisionDueOn { get; init; }

    /// <summary>What the insurer has decided, in order; the last one counts.</summary>
    public required IReadOnlyList<ClaimDecision> Decisions { get; init; }

    /// <summary>What the insurer has granted in all; 0 when nothing.</summary>
    public required long ApprovedFen { get; init; }

    public required IReadOnlyList<ClaimPayment> Payments { get; init; }

    /// <summary>The sum of the payments: never more than approvedFen.</summary>
    public required long PaidFen { get; init; }

    /// <summary>The last day for the payment: 10 days after the decision unless said (保险法第二十三条).</summary>
    public DateOnly? PaymentDueOn { get; init; }

    /// <summary>The day on which the insurer was last asked to decide anew.</summary>
    public DateOnly? AppealedOn { get; init; }

    /// <summary>Why.</summary>
    public string? AppealReason { get; init; }

    /// <summary>How often that was asked.</summary>
    public required int Appeals { get; init; }

    /// <summary>The day that is waited for now: for documents, a decision or the payment.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>Whether that day has passed.</summary>
    public required bool Overdue { get; init; }

    /// <summary>The day on which it was closed or withdrawn.</summary>
    public DateOnly? EndedOn { get; init; }

    /// <summary>Why it was withdrawn, or what was noted when it was closed.</summary>
    public string? EndReason { get; init; }

    /// <summary>The organisation that works on it.</summary>
    public required Guid OwnerOrgId { get; init; }

    public required long OwnerEpoch { get; init; }

    /// <summary>The organisation that cares for the person, when it is another.</summary>
    public required IReadOnlyList<Guid> HomeOrgIds { get; init; }

    /// <summary>That of the hero file.</summary>
    public required string Protection { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    internal static ClaimView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-0000000000d4"),
        Version = 6,
        HeroId = ClaimBody.Example.HeroId,
        PolicyId = PolicyView.Example.Id,
        Kind = ClaimBody.Example.Kind,
        Grade = ClaimBody.Example.Grade,
        EventOn = ClaimBody.Example.EventOn,
        Happened = ClaimBody.Example.Happened,
        ClaimedFen = ClaimBody.Example.ClaimedFen,
        InsurerNumber = "示赔2026-0001",
        ReportedOn = new DateOnly(2026, 5, 25),
        ReportDueOn = new DateOnly(2026, 6, 19),
        LateDays = 0,
        State = ClaimCodes.Approved,
        Documents = [ClaimDocument.Example],
        Missing = [],
        SubmittedOn = new DateOnly(2026, 6, 1),
        DecisionDueOn = new DateOnly(2026, 7, 1),
        Decisions = [ClaimDecision.Example],
        ApprovedFen = 10_000_000,
        Payments = [ClaimPayment.Example],
        PaidFen = 4_000_000,
        PaymentDueOn = new DateOnly(2026, 6, 22),
        Appeals = 0,
        DueOn = new DateOnly(2026, 6, 22),
        Overdue = false,
        OwnerOrgId = Guid.Parse("01980d2c-5a00-7000-8000-000000000002"),
        OwnerEpoch = 1,
        HomeOrgIds = [],
        Protection = "none",
        CreatedAt = DateTimeOffset.Parse("2026-05-25T01:00:00Z", null),
        UpdatedAt = DateTimeOffset.Parse("2026-06-15T01:00:00Z", null)
    };
}

/// <summary>A document that the insurer asked for.</summary>
internal sealed record ClaimDocument
{
    /// <summary>Its number in the claim, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Of the vocabulary claim_document_kind.</summary>
    public required string Kind { get; init; }

    /// <summary>What the insurer wants of it.</summary>
    public string? Note { get; init; }

    /// <summary>The day on which it was asked for, in China.</summary>
    public required DateOnly AskedOn { get; init; }

    /// <summary>The day on which it came; absent while it is missing.</summary>
    public DateOnly? ReceivedOn { get; init; }

    /// <summary>Whether the insurer no longer wants it.</summary>
    public bool Waived { get; init; }

    /// <summary>Its scans; whoever sees the claim sees them.</summary>
    public IReadOnlyList<Guid> FileIds { get; init; } = [];

    internal bool Missing => ReceivedOn is null && !Waived;

    internal static ClaimDocument Example => new() { Number = 1, Kind = "disability_appraisal", AskedOn = new DateOnly(2026, 5, 26), ReceivedOn = new DateOnly(2026, 6, 1) };
}

/// <summary>What the insurer has decided at one time.</summary>
internal sealed record ClaimDecision
{
    /// <summary>Of the vocabulary claim_outcome.</summary>
    public required string Outcome { get; init; }

    /// <summary>What it grants in all, in fen; 0 when it rejects.</summary>
    public required long ApprovedFen { get; init; }

    /// <summary>Why it rejects, or grants less than was claimed.</summary>
    public string? Reason { get; init; }

    /// <summary>The day, in China.</summary>
    public required DateOnly On { get; init; }

    /// <summary>The insurer's number of the decision.</summary>
    public string? Number { get; init; }

    internal static ClaimDecision Example => new() { Outcome = ClaimCodes.Approved, ApprovedFen = 10_000_000, Reason = "按四级伤残比例核定", On = new DateOnly(2026, 6, 12), Number = "示核2026-0001" };
}

/// <summary>What the insurer has paid at one time.</summary>
internal sealed record ClaimPayment
{
    internal const string Columns = "id, claim_id, amount_fen, on_date, payee, receipt_number";

    public required Guid Id { get; init; }

    [System.Text.Json.Serialization.JsonIgnore]
    public Guid ClaimId { get; init; }

    /// <summary>In fen.</summary>
    public required long AmountFen { get; init; }

    /// <summary>The day on which it came in, in China.</summary>
    [System.Text.Json.Serialization.JsonPropertyName("on")]
    public required DateOnly OnDate { get; init; }

    /// <summary>Of the vocabulary claim_payee.</summary>
    public required string Payee { get; init; }

    /// <summary>The number of the receipt or voucher.</summary>
    public required string ReceiptNumber { get; init; }

    internal static ClaimPayment Example => new() { Id = Guid.Parse("01980d2c-5a00-7000-8000-0000000000d5"), AmountFen = 4_000_000, OnDate = new DateOnly(2026, 6, 15), Payee = "self", ReceiptNumber = "示付2026-0001" };
}
