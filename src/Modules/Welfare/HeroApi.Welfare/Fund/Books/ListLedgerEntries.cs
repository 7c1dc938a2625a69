namespace HeroApi.Welfare.Fund.Books;

/// <summary>
/// Lists the entries of the books, as vouchers are numbered within a fund. An entry tells what it was for only to those who see that: of a payment
/// about a closely kept person, and of any bonus, it shows day, account and money alone.
/// </summary>
internal static class ListLedgerEntries
{
    private static readonly Listing Listing = new Listing("e")
        .Id("fund", "e.fund_id", "Of this fund; index (fund_id, number)")
        .Code("kind", "e.kind", FundCodes.Entries, "What was posted")
        .Code("account", "l.account", FundCodes.Accounts, "The account beside cash")
        .Date("on", "e.on_date", "e.on_date", "The day of the entry")
        .Organisations(of: "f")
        .Sort("number", "e.number", SortKind.Number)
        .Sort("on", "e.on_date", SortKind.Date);

    internal sealed record Query(ListQuery Asked) : IQuery<Page<Entry>>;

    /// <summary>One entry with its two lines.</summary>
    internal sealed record Entry
    {
        public required Guid Id { get; init; }
        public required Guid FundId { get; init; }

        /// <summary>Its number within the fund, from 1 without gaps.</summary>
        public required long Number { get; init; }

        /// <summary>The day, in China.</summary>
        public required DateOnly On { get; init; }

        /// <summary>Of the vocabulary ledger_entry_kind.</summary>
        public required string Kind { get; init; }

        public required IReadOnlyList<Line> Lines { get; init; }

        /// <summary>The income that it posts.</summary>
        public Guid? IncomeId { get; init; }

        /// <summary>The payment that it posts.</summary>
        public Guid? PaymentId { get; init; }

        /// <summary>The transfer that it posts one side of.</summary>
        public Guid? TransferId { get; init; }

        /// <summary>The entry that it reverses.</summary>
        public Guid? Reverses { get; init; }

        public required DateTimeOffset PostedAt { get; init; }

        internal static Entry Example => new()
        {
            Id = Guid.Parse("01980d2c-5a00-7000-8000-0000000000f4"),
            FundId = Guid.Parse("01980d2c-5a00-7000-8000-0000000000f1"),
            Number = 2,
            On = new DateOnly(2026, 5, 20),
            Kind = "payment",
            Lines = [new Line(FundCodes.Cash, 0, 200_000), new Line("spending_visit", 200_000, 0)],
            PaymentId = Guid.Parse("01980d2c-5a00-7000-8000-0000000000f3"),
            PostedAt = DateTimeOffset.Parse("2026-06-01T01:00:00Z", null)
        };
    }

    /// <summary>One side of an entry, in fen.</summary>
    /// <param name="Account">Of the vocabulary ledger_account.</param>
    internal sealed record Line(string Account, long DebitFen, long CreditFen);

    internal sealed class Handler(Pages pages) : IRequestHandler<Query, Page<Entry>>
    {
        public async Task<Page<Entry>> Handle(Query query, CancellationToken cancellationToken) =>
            (await pages.Read<Row>(query.Asked, Row.Columns,
                """
                FROM   welfare_fund_entry e
                JOIN   welfare_fund f ON f.id = e.fund_id
                JOIN   welfare_fund_line l ON l.entry_id = e.id AND l.position = 2
                LEFT   JOIN welfare_income i ON i.id = e.source_id AND SCOPE(i)
                LEFT   JOIN welfare_payment p ON p.id = e.source_id AND SCOPE(p)
                LEFT   JOIN welfare_transfer t ON t.id = e.source_id AND SCOPE(t)
                WHERE  SCOPE(f)
                """, cancellationToken)).Select(row => row.Entry);

        private sealed record Row : Listed
        {
            internal const string Columns =
                "e.id, e.fund_id, e.number, e.on_date, e.kind, CASE WHEN e.kind = 'reversal' THEN e.source_id END AS reverses, e.posted_at, l.account, l.debit_fen, l.credit_fen, i.id AS income_id, p.id AS payment_id, t.id AS transfer_id";

            public required Guid FundId { get; init; }
            public required long Number { get; init; }
            public required DateOnly OnDate { get; init; }
            public required string Kind { get; init; }
            public Guid? Reverses { get; init; }
            public required DateTimeOffset PostedAt { get; init; }
            public required string Account { get; init; }
            public required long DebitFen { get; init; }
            public required long CreditFen { get; init; }
            public Guid? IncomeId { get; init; }
            public Guid? PaymentId { get; init; }
            public Guid? TransferId { get; init; }

            internal Entry Entry => new()
            {
                Id = Id,
                FundId = FundId,
                Number = Number,
                On = OnDate,
                Kind = Kind,
                Lines = [new Line(FundCodes.Cash, CreditFen, DebitFen), new Line(Account, DebitFen, CreditFen)],
                IncomeId = IncomeId,
                PaymentId = PaymentId,
                TransferId = TransferId,
                Reverses = Reverses,
                PostedAt = PostedAt
            };
        }
    }

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/ledger-entries", List)
        .WithTags("Funds")
        .WithName("ListLedgerEntries")
        .WithSummary("List the entries of the books")
        .Lists(Listing)
        .RequireScope(WelfareScopes.Read, Problems.CursorInvalid);

    private static async Task<Reply<Page<Entry>>> List(ListQuery asked, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(asked), ct));
}
