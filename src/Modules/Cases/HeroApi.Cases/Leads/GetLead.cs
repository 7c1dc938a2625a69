namespace HeroApi.Cases.Leads;

/// <summary>Shows one lead; personal data in clear only with X-Purpose and pii:read, and then on record.</summary>
internal static class GetLead
{
    internal sealed record Query(Guid Id) : IQuery<LeadView>;

    internal sealed class Handler(LeadSource source) : IRequestHandler<Query, LeadView>
    {
        public Task<LeadView> Handle(Query query, CancellationToken cancellationToken) => source.Get(query.Id, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder leads) => leads
        .MapGet("/{id:guid}", Get)
        .WithName("GetLead")
        .WithSummary("Show a lead")
        .RequireScope(CaseScopes.LeadsRead, Problems.NotFound, Problems.Deleted, Problems.PurposeNeeded);

    private static async Task<Reply<LeadView>> Get(Guid id, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(id), ct));
}
