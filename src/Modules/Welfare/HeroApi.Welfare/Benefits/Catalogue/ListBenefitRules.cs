namespace HeroApi.Welfare.Benefits.Catalogue;

/// <summary>Lists what those on the register can be given in a region on a day, by which paper: the narrowest region first.</summary>
internal static class ListBenefitRules
{
    internal sealed record Query(string Region, DateOnly? On) : IQuery<Page<BenefitRuleView>>;

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Region).NotEmpty().RegionCode().OverridePropertyName("query.region");
            RuleFor(q => q.On).Must(on => on is null || on.Value.Year >= PartialDate.EarliestYear).Refuses(ValueProblems.TooEarly).OverridePropertyName("query.on");
        }
    }

    internal sealed class Handler(BenefitCatalogue catalogue, TimeProvider clock) : IRequestHandler<Query, Page<BenefitRuleView>>
    {
        public async Task<Page<BenefitRuleView>> Handle(Query query, CancellationToken cancellationToken) =>
            new() { Items = await catalogue.Holding(query.Region, query.On ?? clock.Today(), cancellationToken) };
    }

    internal static void Map(IEndpointRouteBuilder rules) => rules
        .MapGet("", List)
        .WithName("ListBenefitRules")
        .WithSummary("What those on the register can be given in a region")
        .RequireScope(WelfareScopes.Read);

    /// <param name="region">GB/T 2260, 6 or 9 digits; 000000 is the nation.</param>
    /// <param name="on">What holds on this day, in China; today unless said.</param>
    private static async Task<Reply<Page<BenefitRuleView>>> List(string region, DateOnly? on, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(region, on), ct));
}
