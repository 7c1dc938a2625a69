namespace HeroApi.Cases.Leads;

/// <summary>Shows the lead that another system knows under its own id: what became of my submission?</summary>
internal static class GetLeadByExternalId
{
    internal sealed record Query(string System, string Value) : IQuery<LeadView>;

    internal sealed class Handler(LeadSource source, ExternalIds externalIds) : IRequestHandler<Query, LeadView>
    {
        public async Task<LeadView> Handle(Query query, CancellationToken cancellationToken)
        {
            var known = await externalIds.Find(LeadSource.Name, query.System, query.Value, cancellationToken) ?? throw new Refusal(Problems.NotFound);
            return await source.Get(known.RecordId, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder leads) => leads
        .MapGet("/ext/{system}/{value}", Get)
        .WithName("GetLeadByExternalId")
        .WithSummary("Show a lead by another system's id")
        .RequireScope(CaseScopes.LeadsRead, Problems.NotFound, Problems.Deleted, Problems.SystemNotGranted, Problems.PurposeNeeded);

    /// <param name="system">What the other system is called; it must be granted to the caller.</param>
    /// <param name="value">The id that the lead has there.</param>
    private static async Task<Reply<LeadView>> Get(string system, string value, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(system, ExternalIds.InPath(value)), ct));
}
