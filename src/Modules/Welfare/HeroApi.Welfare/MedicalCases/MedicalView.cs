namespace HeroApi.Welfare.MedicalCases;

/// <summary>
/// What it costs to treat a person and who pays it (医疗费用), as callers see it. All money is in fen, and billFen is always the sum of
/// finalFen, advancedFen, recoveredFen and uncoveredFen.
/// </summary>
internal sealed record MedicalView : IVersioned
{
    public required Guid Id { get; init; }
    public required long Version { get; init; }
    public required Guid HeroId { get; init; }
    public Guid? DeedCaseId { get; init; }
    public required string Hospital { get; init; }
    public Guid? UseId { get; init; }
    public required DateOnly From { get; init; }
    public DateOnly? To { get; init; }
    public required long BillFen { get; init; }

    /// <summary>Borne for good by who paid it.</summary>
    public required long FinalFen { get; init; }

    /// <summary>Advanced, and neither recovered nor made good yet.</summary>
    public required long AdvancedFen { get; init; }

    /// <summary>Paid by one and recovered from another, who bears it for good.</summary>
    public required long RecoveredFen { get; init; }

    /// <summary>What nobody has paid.</summary>
    public required long UncoveredFen { get; init; }

    /// <summary>Of the vocabulary medical_case_state.</summary>
    public required string State { get; init; }

    /// <summary>Who is asked next in the chain: of the vocabulary medical_payer; absent once all is borne for good, or everybody was asked.</summary>
    public string? NextPayer { get; init; }

    /// <summary>What the law of the place of the act says; absent without an act.</summary>
    public LimitView? Limit { get; init; }

    /// <summary>What the law has the treasury pay for the time being: as a line while the bill has room, else as a recovery of what the hospital advanced.</summary>
    public ProposalView? Proposal { get; init; }

    public required IReadOnlyList<LineView> Lines { get; init; }
    public required IReadOnlyList<RecoveryView> Recoveries { get; init; }

    /// <summary>What each payer bears and has advanced, in the order of the chain.</summary>
    public required IReadOnlyList<ShareView> Shares { get; init; }

    /// <summary>What was paid out of the fund for it.</summary>
    public required long PaidFen { get; init; }

    /// <summary>The organisation that works on it.</summary>
    public required Guid OwnerOrgId { get; init; }

    public required long OwnerEpoch { get; init; }

    /// <summary>The organisation that cares for the person, when it is another.</summary>
    public required IReadOnlyList<Guid> HomeOrgIds { get; init; }

    /// <summary>That of the hero file.</summary>
    public required string Protection { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    internal static MedicalView Of(MedicalRow row, IReadOnlyList<LineRow> lines, IReadOnlyList<RecoveryRow> recoveries) => new()
    {
        Id = row.Id,
        Version = row.Version,
        HeroId = row.HeroId,
        DeedCaseId = row.DeedCaseId,
        Hospital = row.Hospital,
        UseId = row.UseId,
        From = row.FromOn,
        To = row.ToOn,
        BillFen = row.BillFen,
        FinalFen = row.FinalFen,
        AdvancedFen = row.AdvancedFen,
        RecoveredFen = row.RecoveredFen,
        UncoveredFen = row.UncoveredFen,
        State = row.State,
        NextPayer = MedicalReckoning.Next(row, lines, recoveries),
        Limit = row.LimitState is null ? null : new LimitView { State = row.LimitState, AmountFen = row.LimitFen, Article = row.LimitArticle },
        Proposal = MedicalReckoning.Treasury(row, lines),
        Lines = [.. lines.Select(LineView.Of)],
        Recoveries = [.. recoveries.Select(RecoveryView.Of)],
        Shares = MedicalReckoning.Shares(lines, recoveries),
        PaidFen = 0,
        OwnerOrgId = row.OwnerOrgId,
        OwnerEpoch = row.OwnerEpoch,
        HomeOrgIds = [],
        Protection = row.Protection,
        CreatedAt = row.CreatedAt,
        UpdatedAt = row.UpdatedAt
    };

    internal static MedicalView Example => Of(
        new MedicalRow
        {
            Id = Guid.Parse("01980d2c-5a00-7000-8000-0000000000d1"),
            Version = 3,
            OwnerOrgId = Guid.Parse("01980d2c-5a00-7000-8000-000000000002"),
            OwnerEpoch = 1,
            Protection = "none",
            CreatedAt = DateTimeOffset.Parse("2026-06-01T01:00:00Z", null),
            UpdatedAt = DateTimeOffset.Parse("2026-06-01T01:00:00Z", null),
            HeroId = MedicalBody.Example.HeroId,
            DeedCaseId = Guid.Parse("01980d2c-5a00-7000-8000-000000000051"),
            Hospital = MedicalBody.Example.Hospital,
            FromOn = MedicalBody.Example.From,
            ToOn = MedicalBody.Example.To,
            BillFen = MedicalBody.Example.BillFen,
            FinalFen = 0,
            AdvancedFen = LineView.Row.AmountFen - RecoveryView.Row.AmountFen,
            RecoveredFen = RecoveryView.Row.AmountFen,
            State = "open",
            LimitState = "limit",
            LimitFen = 50_000_000,
            LimitArticle = "《河南省见义勇为人员奖励和保障条例》第十五条"
        }, [LineView.Row], [RecoveryView.Row]);
}

/// <summary>What the law says of the amount above which the county treasury pays for the time being.</summary>
internal sealed record LimitView
{
    /// <summary>Of the vocabulary medical_limit_state.</summary>
    public required string State { get; init; }

    public long? AmountFen { get; init; }

    /// <summary>Where it stands.</summary>
    public string? Article { get; init; }
}

/// <summary>A line that the law asks for.</summary>
internal sealed record ProposalView
{
    public required string Payer { get; init; }
    public required string Kind { get; init; }
    public required long AmountFen { get; init; }
    public string? Article { get; init; }
}

/// <summary>What one payer bears for good, and has advanced besides.</summary>
internal sealed record ShareView
{
    public required string Payer { get; init; }
    public required long BearsFen { get; init; }
    public required long AdvancedFen { get; init; }
}

/// <summary>What one payer paid.</summary>
internal sealed record LineView
{
    public required Guid Id { get; init; }

    /// <summary>Of the vocabulary medical_payer.</summary>
    public required string Payer { get; init; }

    /// <summary>Of the vocabulary medical_line_kind.</summary>
    public required string Kind { get; init; }

    public required long AmountFen { get; init; }
    public required bool Recoverable { get; init; }
    public required long RecoveredFen { get; init; }
    public required DateOnly On { get; init; }
    public string? Note { get; init; }

    internal static LineView Of(LineRow row) => new()
    {
        Id = row.Id,
        Payer = row.Payer,
        Kind = row.Kind,
        AmountFen = row.AmountFen,
        Recoverable = row.Recoverable,
        RecoveredFen = row.RecoveredFen,
        On = row.OnDate,
        Note = row.Note
    };

    internal static LineRow Row => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-0000000000d2"),
        MedicalId = Guid.Parse("01980d2c-5a00-7000-8000-0000000000d1"),
        Payer = MedicalCodes.Hospital,
        Kind = MedicalCodes.Advance,
        AmountFen = 50_000_000,
        Recoverable = true,
        RecoveredFen = 12_000_000,
        OnDate = new DateOnly(2026, 5, 20)
    };
}

/// <summary>What came back of a line, from who bears it.</summary>
internal sealed record RecoveryView
{
    public required Guid Id { get; init; }
    public required Guid LineId { get; init; }

    /// <summary>From whom: of the vocabulary medical_payer.</summary>
    public required string From { get; init; }

    public required long AmountFen { get; init; }
    public required DateOnly On { get; init; }
    public required string ReceiptNumber { get; init; }

    internal static RecoveryView Of(RecoveryRow row) => new() { Id = row.Id, LineId = row.LineId, From = row.Payer, AmountFen = row.AmountFen, On = row.OnDate, ReceiptNumber = row.ReceiptNumber };

    internal static RecoveryRow Row => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-0000000000d3"),
        MedicalId = LineView.Row.MedicalId,
        LineId = LineView.Row.Id,
        Payer = "offender",
        AmountFen = 12_000_000,
        OnDate = new DateOnly(2026, 5, 28),
        ReceiptNumber = "示追2026-0001"
    };
}
