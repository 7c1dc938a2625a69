namespace HeroApi.Cases.Filing;

/// <summary>The row of how a procedure ended without a decision.</summary>
internal sealed record EndingRow
{
    internal const string Columns = "case_id, kind, ended_on, reason, basis, number, to_body, served_on";

    public required Guid CaseId { get; init; }

    /// <summary>The state that it left the case in.</summary>
    public required string Kind { get; init; }

    public required DateOnly EndedOn { get; init; }
    public required string Reason { get; init; }
    public string? Basis { get; init; }
    public string? Number { get; init; }
    public string? ToBody { get; init; }
    public DateOnly? ServedOn { get; init; }

    internal EndingView View => new() { Kind = Kind, EndedOn = EndedOn, Reason = Reason, Basis = Basis, Number = Number, ToBody = ToBody, ServedOn = ServedOn };
}

/// <summary>How a procedure ended without a decision, as its papers say.</summary>
internal sealed record EndingView
{
    /// <summary>not_accepted, withdrawn, lapsed or transferred.</summary>
    public required string Kind { get; init; }

    public required DateOnly EndedOn { get; init; }
    public required string Reason { get; init; }

    /// <summary>The article it rests on.</summary>
    public string? Basis { get; init; }

    /// <summary>The number of the notice or of the letter.</summary>
    public string? Number { get; init; }

    /// <summary>The body that a case went to outside of this system.</summary>
    public string? ToBody { get; init; }

    /// <summary>The day the notice was served on whoever filed.</summary>
    public DateOnly? ServedOn { get; init; }

    internal static EndingView Example => new()
    {
        Kind = "not_accepted",
        EndedOn = new DateOnly(2026, 5, 15),
        Reason = "行为人系在岗履行法定职责。",
        Basis = "第三条",
        Number = "不受〔2026〕3号",
        ServedOn = new DateOnly(2026, 5, 16)
    };
}

/// <summary>Ends a procedure without a decision: no limit runs on.</summary>
internal sealed class CaseEnding(Db db, CaseDesk desk, Clock.Deadlines deadlines)
{
    internal async Task<CaseView> End(CaseFile file, CaseAction action, EndingRow ending, CancellationToken ct)
    {
        await db.Execute(
            """
            INSERT INTO cases_ending (case_id, kind, ended_on, reason, basis, number, to_body, served_on)
            VALUES (@CaseId, @Kind, @EndedOn, @Reason, @Basis, @Number, @ToBody, @ServedOn)
            """, ending, ct);
        await deadlines.DropAll(file, ending.EndedOn, ct);
        return await desk.Put(file, file.Case with { State = ending.Kind, ClosedOn = ending.EndedOn },
            new Step(action, On: ending.EndedOn, Reason: ending.Reason, Basis: ending.Basis), ct);
    }
}
