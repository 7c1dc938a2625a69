namespace HeroApi.Welfare.Fund.Incomes;

/// <summary>Counts donations of a period by kind of donor, as far as the caller sees them: how many (笔) and how much. Reversed ones are not among them.</summary>
internal static class GetDonationStatistics
{
    internal sealed record Query(DateOnly? From, DateOnly? To, Guid? Org) : IQuery<Result>;

    /// <summary>The figures; money in fen.</summary>
    internal sealed record Result
    {
        /// <summary>The first day, in China.</summary>
        public required DateOnly From { get; init; }

        /// <summary>The last day.</summary>
        public required DateOnly To { get; init; }

        /// <summary>How many donations (笔).</summary>
        public required long Donations { get; init; }

        public required long AmountFen { get; init; }

        /// <summary>Those kinds of which there were any.</summary>
        public required IReadOnlyList<OfDonors> Donors { get; init; }

        internal static Result Example => new()
        {
            From = new DateOnly(2026, 1, 1),
            To = new DateOnly(2026, 12, 31),
            Donations = 13,
            AmountFen = 99_800_000,
            Donors = [new OfDonors { DonorKind = "company", Donations = 5, AmountFen = 98_000_000 }, new OfDonors { DonorKind = "individual", Donations = 8, AmountFen = 1_800_000 }]
        };
    }

    /// <summary>What one kind of donors gave.</summary>
    internal sealed record OfDonors
    {
        /// <summary>Of the vocabulary donor_kind.</summary>
        public required string DonorKind { get; init; }

        public required long Donations { get; init; }
        public required long AmountFen { get; init; }
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.To).GreaterThanOrEqualTo(q => q.From).When(q => q.From is not null && q.To is not null).OverridePropertyName("query.to");
    }

    internal sealed class Handler(Db db, TimeProvider clock) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var (from, to) = DaySpan.Of(query.From, query.To, clock.Today());
            var donors = await db.Query<OfDonors>(
                $"""
                SELECT i.donor_kind, COUNT(*) AS donations, CAST(SUM(i.amount_fen) AS bigint) AS amount_fen
                FROM   welfare_income i
                WHERE  SCOPE(i) AND i.deleted_at IS NULL AND i.kind = 'donation' AND i.state = 'recorded' AND i.on_date >= @from AND i.on_date <= @to
                {(query.Org is null ? "" : "AND i.owner_org_id = @Org")}
                GROUP  BY i.donor_kind
                ORDER  BY i.donor_kind
                """, new { from, to, query.Org }, cancellationToken);
            return new Result { From = from, To = to, Donations = donors.Sum(kind => kind.Donations), AmountFen = donors.Sum(kind => kind.AmountFen), Donors = donors };
        }
    }

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/donation-statistics", Get)
        .WithTags("Funds")
        .WithName("GetDonationStatistics")
        .WithSummary("How many donations came in a period, and how much, by kind of donor")
        .RequireScope(WelfareScopes.Read);

    /// <param name="from">The first day, in China; 1 January of the year of <c>to</c> unless said.</param>
    /// <param name="to">The last day; today unless said.</param>
    /// <param name="org">Only to this organisation; to all that the caller sees unless said.</param>
    private static async Task<Reply<Result>> Get(DateOnly? from, DateOnly? to, Guid? org, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(from, to, org), ct));
}
