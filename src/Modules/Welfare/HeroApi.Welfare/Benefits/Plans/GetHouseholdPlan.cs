namespace HeroApi.Welfare.Benefits.Plans;

/// <summary>Shows one household plan with its measures.</summary>
internal static class GetHouseholdPlan
{
    internal sealed record Query(Guid Id) : IQuery<PlanView>;

    internal sealed class Handler(PlanSource plans) : IRequestHandler<Query, PlanView>
    {
        public Task<PlanView> Handle(Query query, CancellationToken cancellationToken) => plans.Get(query.Id, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder plans) => plans
        .MapGet("/{id:guid}", Get)
        .WithName("GetHouseholdPlan")
        .WithSummary("Show a household plan")
        .RequireScope(WelfareScopes.Read, Problems.NotFound);

    private static async Task<Reply<PlanView>> Get(Guid id, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(id), ct));
}
