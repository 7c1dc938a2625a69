namespace HeroApi.Recognition.BonusPayments;

/// <summary>Money that went out for a bonus, or came back.</summary>
internal sealed record PaymentRow
{
    internal const string Columns = "id, bonus_id, direction, on_date, amount_fen, method, receipt_number, payee";
    internal const string Out = "out";
    internal const string Back = "back";

    public required Guid Id { get; init; }
    public required Guid BonusId { get; init; }
    public required string Direction { get; init; }
    public required DateOnly OnDate { get; init; }
    public required long AmountFen { get; init; }
    public required string Method { get; init; }
    public required string ReceiptNumber { get; init; }
    public string? Payee { get; init; }

    internal PaymentView View => new() { Id = Id, On = OnDate, AmountFen = AmountFen, Method = Method, ReceiptNumber = ReceiptNumber, Payee = Payee };

    /// <summary>Notes it; false when its receipt is recorded already.</summary>
    internal async Task<bool> Insert(Db db, CancellationToken ct) => await db.Execute(
        """
        INSERT INTO recognition_bonus_payment (id, bonus_id, direction, on_date, amount_fen, method, receipt_number, payee)
        VALUES (@Id, @BonusId, @Direction, @OnDate, @AmountFen, @Method, @ReceiptNumber, @Payee)
        ON CONFLICT (bonus_id, direction, receipt_number) DO NOTHING
        """, this, ct) > 0;
}

/// <summary>One payment, or one sum that came back.</summary>
internal sealed record PaymentView
{
    public required Guid Id { get; init; }

    /// <summary>The day, in China.</summary>
    public required DateOnly On { get; init; }

    /// <summary>In fen.</summary>
    public required long AmountFen { get; init; }

    /// <summary>Of the vocabulary payment_method.</summary>
    public required string Method { get; init; }

    public required string ReceiptNumber { get; init; }

    /// <summary>Who took it, in words; absent of what came back.</summary>
    public string? Payee { get; init; }

    internal static PaymentView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-0000000000b3"),
        On = new DateOnly(2026, 5, 25),
        AmountFen = 2_000_000,
        Method = "bank_transfer",
        ReceiptNumber = "示收2026-0015",
        Payee = "本人"
    };
}
