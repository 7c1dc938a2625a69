namespace HeroApi.Welfare.MedicalCases.Figures;

/// <summary>
/// Counts the medical cases of a period: cases (件) and persons (人) are two measures and are never added; the bill is split as in each case,
/// and by who pays. Only what the caller sees is counted.
/// </summary>
internal static class GetMedicalStatistics
{
    internal sealed record Query(DateOnly? From, DateOnly? To, string? Region) : IQuery<Result>;

    /// <summary>The figures of treatments that began in a period. Money is in fen, and always billFen = finalFen + advancedFen + recoveredFen + uncoveredFen.</summary>
    internal sealed record Result
    {
        /// <summary>The first day on which a treatment began, in China.</summary>
        public required DateOnly From { get; init; }

        /// <summary>The last day.</summary>
        public required DateOnly To { get; init; }

        public string? Region { get; init; }

        /// <summary>How many persons (人); who has several cases counts once.</summary>
        public required long Persons { get; init; }

        /// <summary>How many cases (件).</summary>
        public required long Cases { get; init; }

        /// <summary>What the treatments cost.</summary>
        public required long BillFen { get; init; }

        /// <summary>Borne for good by who paid it.</summary>
        public required long FinalFen { get; init; }

        /// <summary>Advanced and not recovered yet.</summary>
        public required long AdvancedFen { get; init; }

        /// <summary>Paid by one and recovered from another, who bears it.</summary>
        public required long RecoveredFen { get; init; }

        /// <summary>What nobody has paid.</summary>
        public required long UncoveredFen { get; init; }

        /// <summary>By who paid, in the order of the chain; only those that paid, or from whom something came back.</summary>
        public required IReadOnlyList<PayerFigures> Payers { get; init; }

        internal static Result Example => new()
        {
            From = new DateOnly(2026, 1, 1),
            To = new DateOnly(2026, 6, 30),
            Region = "371500",
            Persons = 3,
            Cases = 4,
            BillFen = 6_000_000,
            FinalFen = 3_500_000,
            AdvancedFen = 1_500_000,
            RecoveredFen = 500_000,
            UncoveredFen = 500_000,
            Payers = [PayerFigures.Example]
        };
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.To).GreaterThanOrEqualTo(q => q.From).When(q => q.From is not null && q.To is not null).OverridePropertyName("query.to");
            RuleFor(q => q.Region).RegionCode().OverridePropertyName("query.region");
        }
    }

    internal sealed class Handler(Db db, TimeProvider clock) : IRequestHandler<Query, Result>
    {
        private const string Treated =
            """
            FROM   welfare_medical_case m
            JOIN   welfare_entitlement e ON e.hero_id = m.hero_id AND UNSCOPED('who sees a medical case may count its person')
            """;

        private const string Began = "WHERE SCOPE(m) AND m.deleted_at IS NULL AND m.from_on >= @from AND m.from_on <= @to";

        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var (ct, (from, to), span) = (cancellationToken, DaySpan.Of(query.From, query.To, clock.Today()), RegionSpan.Of(query.Region));
            var asked = new { from, to, first = span.From, past = span.Past };
            var within = span.From.Length == 0 ? "" : "AND e.household_region >= @first AND e.household_region < @past";
            var all = await db.Single<Counted>(
                $"""
                SELECT COUNT(DISTINCT e.person_id) AS persons, COUNT(*) AS cases, CAST(COALESCE(SUM(m.bill_fen), 0) AS bigint) AS bill_fen,
                       CAST(COALESCE(SUM(m.final_fen), 0) AS bigint) AS final_fen, CAST(COALESCE(SUM(m.advanced_fen), 0) AS bigint) AS advanced_fen,
                       CAST(COALESCE(SUM(m.recovered_fen), 0) AS bigint) AS recovered_fen
                {Treated} {Began} {within}
                """, asked, ct);
            var paid = await db.Query<Paid>(
                $"""
                SELECT l.payer, COUNT(DISTINCT m.id) AS cases, COUNT(DISTINCT e.person_id) AS persons,
                       CAST(COALESCE(SUM(l.amount_fen) FILTER (WHERE l.kind = 'final'), 0) AS bigint) AS final_fen,
                       CAST(COALESCE(SUM(l.amount_fen) FILTER (WHERE l.kind = 'advance'), 0) AS bigint) AS advanced_fen,
                       CAST(COALESCE(SUM(l.amount_fen - l.recovered_fen) FILTER (WHERE l.recoverable), 0) AS bigint) AS recoverable_fen,
                       CAST(COALESCE(SUM(l.recovered_fen), 0) AS bigint) AS recovered_fen
                {Treated} JOIN welfare_medical_line l ON l.medical_id = m.id AND l.amount_fen > 0 {Began} {within}
                GROUP  BY l.payer
                """, asked, ct);
            var back = (await db.Query<Restored>(
                $"SELECT b.payer, CAST(SUM(b.amount_fen) AS bigint) AS fen {Treated} JOIN welfare_medical_recovery b ON b.medical_id = m.id {Began} {within} GROUP BY b.payer", asked, ct))
                .ToDictionary(restored => restored.Payer, restored => restored.Fen);
            return new Result
            {
                From = from,
                To = to,
                Region = query.Region,
                Persons = all.Persons,
                Cases = all.Cases,
                BillFen = all.BillFen,
                FinalFen = all.FinalFen,
                AdvancedFen = all.AdvancedFen,
                RecoveredFen = all.RecoveredFen,
                UncoveredFen = all.BillFen - all.FinalFen - all.AdvancedFen - all.RecoveredFen,
                Payers =
                [
                    .. from payer in MedicalCodes.Payers
                       let own = paid.FirstOrDefault(one => one.Payer == payer)
                       where own is not null || back.ContainsKey(payer)
                       select new PayerFigures
                       {
                           Payer = payer,
                           Cases = own?.Cases ?? 0,
                           Persons = own?.Persons ?? 0,
                           FinalFen = own?.FinalFen ?? 0,
                           AdvancedFen = own?.AdvancedFen ?? 0,
                           RecoverableFen = own?.RecoverableFen ?? 0,
                           RecoveredFen = own?.RecoveredFen ?? 0,
                           RestoredFen = back.GetValueOrDefault(payer)
                       }
                ]
            };
        }

        private sealed record Counted
        {
            public required long Persons { get; init; }
            public required long Cases { get; init; }
            public required long BillFen { get; init; }
            public required long FinalFen { get; init; }
            public required long AdvancedFen { get; init; }
            public required long RecoveredFen { get; init; }
        }

        private sealed record Paid
        {
            public required string Payer { get; init; }
            public required long Cases { get; init; }
            public required long Persons { get; init; }
            public required long FinalFen { get; init; }
            public required long AdvancedFen { get; init; }
            public required long RecoverableFen { get; init; }
            public required long RecoveredFen { get; init; }
        }

        private sealed record Restored
        {
            public required string Payer { get; init; }
            public required long Fen { get; init; }
        }
    }

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/medical-statistics", Get)
        .WithTags("Medical cases")
        .WithName("GetMedicalStatistics")
        .WithSummary("What it cost to treat how many persons, who paid it, and what came back")
        .RequireScope(WelfareScopes.Read);

    /// <param name="from">The first day on which a treatment began, in China; 1 January of the year of <c>to</c> unless said.</param>
    /// <param name="to">The last day; today unless said.</param>
    /// <param name="region">Of persons registered in this region or below it: GB/T 2260.</param>
    private static async Task<Reply<Result>> Get(DateOnly? from, DateOnly? to, string? region, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(from, to, region), ct));
}
