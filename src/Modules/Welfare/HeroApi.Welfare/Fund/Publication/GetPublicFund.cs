using System.Globalization;
using System.Text.Json;
using HeroApi.Organisations.Contracts;

namespace HeroApi.Welfare.Fund.Publication;

/// <summary>Shows anybody what an organisation has published of a year. Who has published nothing answers as one that does not exist.</summary>
internal static class GetPublicFund
{
    internal sealed record Query(string Organisation, int Year) : IQuery<PublicFundYear>;

    internal sealed class Handler(Db db, IMediator mediator) : IRequestHandler<Query, PublicFundYear>
    {
        public async Task<PublicFundYear> Handle(Query query, CancellationToken cancellationToken)
        {
            var org = Guid.TryParse(query.Organisation, out var id) ? id : await mediator.Send(new FindLivingOrganisation(null, query.Organisation), cancellationToken);
            var figures = await db.SingleOrDefault<string>("SELECT figures FROM welfare_fund_year WHERE org_id = @org AND year = @Year", new { org, query.Year }, cancellationToken);
            return JsonSerializer.Deserialize<PublicFundYear>(figures ?? throw new Refusal(Problems.NotFound), Json.Stored)!;
        }
    }

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/public/fund/{organisation}/{year:int}", Get)
        .WithTags("Funds")
        .WithName("GetPublicFund")
        .WithSummary("What an organisation has published of a year's money; needs no key")
        .Lasts()
        .OpenToRead(Problems.NotFound);

    /// <param name="organisation">The organisation's id, or its code.</param>
    /// <param name="year">The year.</param>
    private static async Task<Reply<PublicFundYear>> Get(string organisation, int year, IMediator mediator, CancellationToken ct)
    {
        var published = await mediator.Send(new Query(organisation, year), ct);
        return Answers.Public(published, published.PublishedAt.UtcTicks.ToString("x", CultureInfo.InvariantCulture));
    }
}
