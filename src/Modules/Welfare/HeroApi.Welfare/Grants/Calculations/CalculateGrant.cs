namespace HeroApi.Welfare.Grants.Calculations;

/// <summary>
/// Tells from facts which route to a grant is met, in the order of the law, and what it comes to: every test, every amount with its
/// payer, every step with its article. Stores nothing.
/// </summary>
internal static class CalculateGrant
{
    internal sealed record Query(GrantFacts Facts) : IQuery<GrantCalculation>;

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator(IValidator<GrantFacts> rules) => RuleFor(q => q.Facts).SetValidator(rules).OverridePropertyName("");
    }

    internal sealed class Handler(GrantCalculator calculator) : IRequestHandler<Query, GrantCalculation>
    {
        public Task<GrantCalculation> Handle(Query query, CancellationToken cancellationToken) => calculator.Of(query.Facts, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/grant-calculations", Calculate)
        .WithTags("Grants")
        .WithName("CalculateGrant")
        .WithSummary("Explain which route to a grant is met and what it comes to")
        .RequireScopeToRead(WelfareScopes.Read, GrantErrors.RulesUnknown, GrantErrors.FigureUnknown);

    private static async Task<Reply<GrantCalculation>> Calculate(GrantFacts body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(body), ct));
}
