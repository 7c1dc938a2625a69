using System.Text.Json;
using HeroApi.Organisations.Contracts;
using HeroApi.Welfare.Fund.Books;

namespace HeroApi.Welfare.Fund.Publication;

/// <summary>
/// Publishes the figures of a year that is over, of the caller's organisation. They are frozen, and nothing is posted into that year or one before it any more; what was
/// wrong is put right by entries of a later day.
/// </summary>
internal static class PublishFundYear
{
    /// <param name="Year">A year that is over.</param>
    internal sealed record Command(int Year) : ICommand<PublicFundYear>
    {
        internal static Command Example => new(2025);
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Year).InclusiveBetween(1949, 2099);
    }

    internal sealed class Handler(Db db, FundBook book, Call call, IMediator mediator, TimeProvider clock) : IRequestHandler<Command, PublicFundYear>
    {
        public async Task<PublicFundYear> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, org, year, now) = (cancellationToken, call.Caller.NeedOrg(), command.Year, Instants.Micro(clock.GetUtcNow()));
            if (year >= clock.Today().Year)
                throw new Refusal(FundErrors.YearNotOver);

            // Who posts holds the fund, so what is read here is the last word on the year.
            await db.Execute("UPDATE welfare_fund AS f SET version = version WHERE f.owner_org_id = @org AND SCOPE(f)", new { org }, ct);
            var sums = await book.Sums(org, BookPeriod.Of(year), ct);
            var published = new PublicFundYear
            {
                OrgId = org,
                Organisation = (await mediator.Send(new FindOrganisations([org]), ct))[org].Name,
                Year = year,
                Figures = FundFigures.Of(sums),
                RestrictedClosingFen = FundFigures.Of(sums.Where(sum => sum.Restricted)).ClosingFen,
                Donations = await Donations(org, BookPeriod.Of(year), ct),
                Ratios = await GetFundRatios.Of(book, org, year, ct),
                PublishedAt = now
            };
            if (await db.Execute(
                "INSERT INTO welfare_fund_year (org_id, year, figures, published_by, published_at) VALUES (@org, @year, @figures, @by, @now) ON CONFLICT (org_id, year) DO NOTHING",
                new { org, year, figures = JsonSerializer.Serialize(published, Json.Stored), by = call.Caller.KeyId, now }, ct) == 0)
                throw new Refusal(FundErrors.YearPublished);
            return published;
        }

        /// <summary>By the lines of the books, each traced to its donation, so that the kinds come to what the account says.</summary>
        private Task<IReadOnlyList<DonorFigure>> Donations(Guid org, BookPeriod period, CancellationToken ct) => db.Query<DonorFigure>(
            """
            SELECT i.donor_kind, CAST(SUM(l.credit_fen - l.debit_fen) AS bigint) AS fen
            FROM   welfare_fund f
            JOIN   welfare_fund_line l ON l.fund_id = f.id
            JOIN   welfare_fund_entry e ON e.id = l.entry_id
            LEFT   JOIN welfare_fund_entry o ON o.id = e.source_id
            JOIN   welfare_income i ON i.id = COALESCE(o.source_id, e.source_id)
            WHERE  SCOPE(f) AND SCOPE(i) AND f.owner_org_id = @org AND l.account = 'income_donation' AND l.on_date >= @From AND l.on_date <= @To
            GROUP  BY i.donor_kind
            ORDER  BY i.donor_kind
            """, new { org, period.From, period.To }, ct);
    }

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/fund-years", Publish)
        .WithTags("Funds")
        .WithName("PublishFundYear")
        .WithSummary("Publish the figures of a year that is over")
        .RequireScope(WelfareScopes.FundApprove, Problems.OrganisationRequired, FundErrors.YearNotOver, FundErrors.YearPublished);

    private static async Task<CreatedReply<PublicFundYear>> Publish(Command body, IMediator mediator, CancellationToken ct)
    {
        var published = await mediator.Send(body, ct);
        return Answers.Created($"/api/v1/public/fund/{published.OrgId}/{published.Year}", published);
    }
}
