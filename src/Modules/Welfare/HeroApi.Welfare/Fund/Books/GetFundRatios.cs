namespace HeroApi.Welfare.Fund.Books;

/// <summary>How a year of an organisation stands to the 70 % and the 10 % of the Charity Law, with what they are reckoned from.</summary>
internal static class GetFundRatios
{
    internal sealed record Query(Guid? Org, int Year) : IQuery<FundRatios>;

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Year).InclusiveBetween(1900, 2099).OverridePropertyName("query.year");
    }

    internal sealed class Handler(FundBook book) : IRequestHandler<Query, FundRatios>
    {
        public async Task<FundRatios> Handle(Query query, CancellationToken cancellationToken) => await Of(book, await book.Whose(query.Org, cancellationToken), query.Year, cancellationToken);
    }

    /// <summary>The same for whoever publishes a year.</summary>
    internal static async Task<FundRatios> Of(FundBook book, Guid org, int year, CancellationToken ct)
    {
        var since = await book.Since(org, ct);
        var incomes = new List<long>();
        for (var before = year - 1; before >= Math.Max(year - 3, since?.Year ?? year); before--)
            incomes.Add((await Figures(before)).IncomeFen);
        return FundRatios.Of(year, (await Figures(year)).Spending, incomes);

        async Task<FundFigures> Figures(int of) => FundFigures.Of(await book.Sums(org, BookPeriod.Of(of), ct));
    }

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/fund-ratios", Get)
        .WithTags("Funds")
        .WithName("GetFundRatios")
        .WithSummary("How a year stands to the ratios of the Charity Law")
        .RequireScope(WelfareScopes.Read, Problems.NotFound, Problems.OrganisationRequired);

    /// <param name="org">Whose funds; the caller's organisation unless said.</param>
    /// <param name="year">The year.</param>
    private static async Task<Reply<FundRatios>> Get(Guid? org, int year, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(org, year), ct));
}
