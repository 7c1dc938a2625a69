using System.Text.Json;

namespace HeroApi.Welfare.Insurance.Claims;

/// <summary>The row of a claim.</summary>
internal sealed record ClaimRow : Listed, IOwned
{
    internal const string Columns =
        """
        c.id, c.version, c.owner_org_id, c.owner_epoch, c.protection, c.created_at, c.updated_at, c.hero_id, c.policy_id, c.kind, c.grade, c.event_on, c.harm_on, c.happened, c.claimed_fen,
        c.medical_case_id, c.insurer_number, c.reported_on, c.report_due_on, c.late_days, c.state, c.documents, c.documents_due_on, c.submitted_on, c.decision_due_on, c.decisions,
        c.approved_fen, c.paid_fen, c.payment_due_on, c.appealed_on, c.appeal_reason, c.appeals, c.due_on, c.overdue, c.ended_on, c.end_reason
        """;

    public required long Version { get; init; }
    public required Guid OwnerOrgId { get; init; }
    public required long OwnerEpoch { get; init; }
    public required string Protection { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public required Guid HeroId { get; init; }
    public required Guid PolicyId { get; init; }
    public required string Kind { get; init; }
    public int? Grade { get; init; }
    public required DateOnly EventOn { get; init; }
    public DateOnly? HarmOn { get; init; }
    public required string Happened { get; init; }
    public required long ClaimedFen { get; init; }
    public Guid? MedicalCaseId { get; init; }
    public string? InsurerNumber { get; init; }
    public required DateOnly ReportedOn { get; init; }
    public DateOnly? ReportDueOn { get; init; }
    public int LateDays { get; init; }
    public required string State { get; init; }
    public string Documents { get; init; } = "[]";
    public DateOnly? DocumentsDueOn { get; init; }
    public DateOnly? SubmittedOn { get; init; }
    public DateOnly? DecisionDueOn { get; init; }
    public string Decisions { get; init; } = "[]";
    public long ApprovedFen { get; init; }
    public long PaidFen { get; init; }
    public DateOnly? PaymentDueOn { get; init; }
    public DateOnly? AppealedOn { get; init; }
    public string? AppealReason { get; init; }
    public int Appeals { get; init; }
    public DateOnly? DueOn { get; init; }
    public bool Overdue { get; init; }
    public DateOnly? EndedOn { get; init; }
    public string? EndReason { get; init; }

    internal IReadOnlyList<ClaimDocument> Asked => JsonSerializer.Deserialize<IReadOnlyList<ClaimDocument>>(Documents, Json.Stored)!;

    internal IReadOnlyList<ClaimDecision> Decided => JsonSerializer.Deserialize<IReadOnlyList<ClaimDecision>>(Decisions, Json.Stored)!;

    /// <summary>The day of the last step.</summary>
    internal DateOnly LastOn => new[] { ReportedOn, SubmittedOn, AppealedOn, Asked.Max(document => (DateOnly?)document.AskedOn), Decided.Max(decision => (DateOnly?)decision.On) }.Max()!.Value;

    /// <summary>What a caller wrote of it.</summary>
    internal ClaimBody Body => new()
    {
        HeroId = HeroId,
        PolicyId = PolicyId,
        Kind = Kind,
        Grade = Grade,
        EventOn = EventOn,
        HarmOn = HarmOn,
        Happened = Happened,
        ClaimedFen = ClaimedFen,
        MedicalCaseId = MedicalCaseId,
        InsurerNumber = InsurerNumber,
        ReportedOn = ReportedOn
    };

    /// <summary>The row that says what the body says.</summary>
    internal ClaimRow With(ClaimBody body) => this with
    {
        Kind = body.Kind,
        Grade = body.Grade,
        EventOn = body.EventOn,
        HarmOn = body.HarmOn,
        Happened = body.Happened,
        ClaimedFen = body.ClaimedFen,
        MedicalCaseId = body.MedicalCaseId,
        InsurerNumber = body.InsurerNumber,
        ReportedOn = body.ReportedOn ?? ReportedOn
    };

    internal ClaimRow With(IEnumerable<ClaimDocument> documents) => this with { Documents = JsonSerializer.Serialize<IReadOnlyList<ClaimDocument>>([.. documents], Json.Stored) };

    internal ClaimRow With(ClaimDecision decision) => this with { Decisions = JsonSerializer.Serialize<IReadOnlyList<ClaimDecision>>([.. Decided, decision], Json.Stored) };

    /// <summary>The row with the day that its state waits for.</summary>
    internal ClaimRow Waiting(DateOnly today)
    {
        var due = State switch
        {
            ClaimCodes.DocumentsAsked => DocumentsDueOn,
            ClaimCodes.Submitted or ClaimCodes.Appealed => DecisionDueOn,
            ClaimCodes.Approved => PaymentDueOn,
            _ => null
        };
        return this with { DueOn = due, Overdue = due < today };
    }

    internal ClaimView View(IEnumerable<ClaimPayment> payments, IEnumerable<Guid> homes)
    {
        var documents = Asked;
        return new()
        {
            Id = Id,
            Version = Version,
            HeroId = HeroId,
            PolicyId = PolicyId,
            Kind = Kind,
            Grade = Grade,
            EventOn = EventOn,
            HarmOn = HarmOn,
            Happened = Happened,
            ClaimedFen = ClaimedFen,
            MedicalCaseId = MedicalCaseId,
            InsurerNumber = InsurerNumber,
            ReportedOn = ReportedOn,
            ReportDueOn = ReportDueOn,
            LateDays = LateDays,
            State = State,
            Documents = documents,
            Missing = [.. documents.Where(document => document.Missing).Select(document => document.Number)],
            DocumentsDueOn = DocumentsDueOn,
            SubmittedOn = SubmittedOn,
            DecisionDueOn = DecisionDueOn,
            Decisions = Decided,
            ApprovedFen = ApprovedFen,
            Payments = [.. payments],
            PaidFen = PaidFen,
            PaymentDueOn = PaymentDueOn,
            AppealedOn = AppealedOn,
            AppealReason = AppealReason,
            Appeals = Appeals,
            DueOn = DueOn,
            Overdue = Overdue,
            EndedOn = EndedOn,
            EndReason = EndReason,
            OwnerOrgId = OwnerOrgId,
            OwnerEpoch = OwnerEpoch,
            HomeOrgIds = [.. homes],
            Protection = Protection,
            CreatedAt = CreatedAt,
            UpdatedAt = UpdatedAt
        };
    }
}
