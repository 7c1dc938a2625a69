namespace HeroApi.Welfare.MedicalCases;

/// <summary>The row of a medical case, with the sums of its lines.</summary>
internal sealed record MedicalRow : Listed, IOwned
{
    internal const string Columns =
        """
        m.id, m.version, m.owner_org_id, m.owner_epoch, m.protection, m.created_at, m.updated_at, m.hero_id, m.deed_case_id, m.hospital, m.use_id, m.from_on, m.to_on,
        m.bill_fen, m.final_fen, m.advanced_fen, m.recovered_fen, m.state, m.limit_state, m.limit_fen, m.limit_article
        """;

    public required long Version { get; init; }
    public required Guid OwnerOrgId { get; init; }
    public required long OwnerEpoch { get; init; }
    public required string Protection { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public required Guid HeroId { get; init; }
    public Guid? DeedCaseId { get; init; }
    public required string Hospital { get; init; }
    public Guid? UseId { get; init; }
    public required DateOnly FromOn { get; init; }
    public DateOnly? ToOn { get; init; }
    public required long BillFen { get; init; }

    /// <summary>Borne for good by who paid it.</summary>
    public required long FinalFen { get; init; }

    /// <summary>Advanced and not recovered yet.</summary>
    public required long AdvancedFen { get; init; }

    /// <summary>Paid by one and recovered from another, who bears it.</summary>
    public required long RecoveredFen { get; init; }

    public required string State { get; init; }
    public string? LimitState { get; init; }
    public long? LimitFen { get; init; }
    public string? LimitArticle { get; init; }

    /// <summary>What nobody has paid: bill = final + advanced + recovered + uncovered, always.</summary>
    internal long UncoveredFen => BillFen - FinalFen - AdvancedFen - RecoveredFen;

    internal MedicalBody Body => new() { HeroId = HeroId, DeedCaseId = DeedCaseId, Hospital = Hospital, UseId = UseId, From = FromOn, To = ToOn, BillFen = BillFen };

    /// <summary>The row that says what a body says.</summary>
    internal MedicalRow With(MedicalBody body) => this with { DeedCaseId = body.DeedCaseId, Hospital = body.Hospital, UseId = body.UseId, FromOn = body.From, ToOn = body.To, BillFen = body.BillFen };

    /// <summary>The row with the sums of these lines; refused when they come to more than the bill.</summary>
    internal MedicalRow With(IReadOnlyCollection<LineRow> lines)
    {
        var summed = this with
        {
            FinalFen = lines.Where(line => line.Kind == MedicalCodes.Final).Sum(line => line.LeftFen),
            AdvancedFen = lines.Where(line => line.Kind == MedicalCodes.Advance).Sum(line => line.LeftFen),
            RecoveredFen = lines.Sum(line => line.RecoveredFen)
        };
        if (summed.UncoveredFen < 0)
            throw new Refusal(MedicalErrors.ExceedsBill, new { summed.BillFen, linesFen = BillFen - summed.UncoveredFen });
        return summed with { State = summed.UncoveredFen > 0 ? "open" : summed.AdvancedFen > 0 ? "advanced" : "settled" };
    }
}

/// <summary>The row of a line.</summary>
internal sealed record LineRow
{
    internal const string Columns = "id, medical_id, payer, kind, amount_fen, recoverable, recovered_fen, on_date, note";

    public required Guid Id { get; init; }
    public required Guid MedicalId { get; init; }
    public required string Payer { get; init; }
    public required string Kind { get; init; }
    public required long AmountFen { get; init; }
    public required bool Recoverable { get; init; }
    public required long RecoveredFen { get; init; }
    public required DateOnly OnDate { get; init; }
    public string? Note { get; init; }

    /// <summary>What this payer bears of it.</summary>
    internal long LeftFen => AmountFen - RecoveredFen;
}

/// <summary>The row of what came back.</summary>
internal sealed record RecoveryRow
{
    internal const string Columns = "id, medical_id, line_id, payer, amount_fen, on_date, receipt_number";

    public required Guid Id { get; init; }
    public required Guid MedicalId { get; init; }
    public required Guid LineId { get; init; }
    public required string Payer { get; init; }
    public required long AmountFen { get; init; }
    public required DateOnly OnDate { get; init; }
    public required string ReceiptNumber { get; init; }
}
