namespace HeroApi.Welfare.Fund.Books;

/// <summary>The statement of an organisation's funds for a month, a quarter or a year: income by source and spending by use, equal to the sum of the lines of the books.</summary>
internal static class GetFundStatement
{
    internal sealed record Query(Guid? Org, string Period) : IQuery<Result>;

    /// <summary>Every fund by itself, and all of them together.</summary>
    internal sealed record Result
    {
        public required Guid OrgId { get; init; }
        public required string Period { get; init; }

        /// <summary>The first day, in China.</summary>
        public required DateOnly From { get; init; }

        /// <summary>The last day.</summary>
        public required DateOnly To { get; init; }

        public required FundFigures All { get; init; }
        public required IReadOnlyList<OfFund> Funds { get; init; }

        internal static Result Example => new()
        {
            OrgId = Guid.Parse("01980d2c-5a00-7000-8000-000000000002"),
            Period = "2026",
            From = new DateOnly(2026, 1, 1),
            To = new DateOnly(2026, 12, 31),
            All = FundFigures.Example,
            Funds = [new OfFund { FundId = Guid.Parse("01980d2c-5a00-7000-8000-0000000000f1"), Name = "示范见义勇为奖励金", Restricted = true, Figures = FundFigures.Example }]
        };
    }

    /// <summary>One fund.</summary>
    internal sealed record OfFund
    {
        public required Guid FundId { get; init; }
        public required string Name { get; init; }

        /// <summary>Whether it is tied to uses, a project or a donor's condition.</summary>
        public required bool Restricted { get; init; }

        public required FundFigures Figures { get; init; }
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Period).Must(period => BookPeriod.Parse(period) is not null).OverridePropertyName("query.period").Refuses(ValueProblems.Format);
    }

    internal sealed class Handler(FundBook book) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var (org, period) = (await book.Whose(query.Org, cancellationToken), BookPeriod.Parse(query.Period)!);
            var sums = await book.Sums(org, period, cancellationToken);
            return new Result
            {
                OrgId = org,
                Period = period.Text,
                From = period.From,
                To = period.To,
                All = FundFigures.Of(sums),
                Funds = [.. sums.GroupBy(sum => (sum.FundId, sum.Name, sum.Restricted))
                    .Select(fund => new OfFund { FundId = fund.Key.FundId, Name = fund.Key.Name, Restricted = fund.Key.Restricted, Figures = FundFigures.Of(fund) })]
            };
        }
    }

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/fund-statements", Get)
        .WithTags("Funds")
        .WithName("GetFundStatement")
        .WithSummary("The statement of an organisation's funds for a month, a quarter or a year")
        .RequireScope(WelfareScopes.Read, Problems.NotFound, Problems.OrganisationRequired);

    /// <param name="org">Whose funds; the caller's organisation unless said.</param>
    /// <param name="period">A year, a quarter or a month, such as 2026, 2026Q2 or 2026-06.</param>
    private static async Task<Reply<Result>> Get(Guid? org, string period, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(org, period), ct));
}
