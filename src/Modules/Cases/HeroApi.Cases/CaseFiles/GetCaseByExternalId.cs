namespace HeroApi.Cases.CaseFiles;

/// <summary>Shows the case that another system knows under its own id.</summary>
internal static class GetCaseByExternalId
{
    internal sealed record Query(string System, string Value) : IQuery<CaseView>;

    internal sealed class Handler(CaseSource source, ExternalIds externalIds) : IRequestHandler<Query, CaseView>
    {
        public async Task<CaseView> Handle(Query query, CancellationToken cancellationToken)
        {
            var known = await externalIds.Find(CaseSource.Name, query.System, query.Value, cancellationToken) ?? throw new Refusal(Problems.NotFound);
            return await source.Get(known.RecordId, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapGet("/ext/{system}/{value}", Get)
        .WithName("GetCaseByExternalId")
        .WithSummary("Show a case by another system's id")
        .RequireScope(CaseScopes.CasesRead, Problems.NotFound, Problems.Deleted, Problems.SystemNotGranted, Problems.PurposeNeeded);

    /// <param name="system">What the other system is called; it must be granted to the caller.</param>
    /// <param name="value">The id that the case has there.</param>
    private static async Task<Reply<CaseView>> Get(string system, string value, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(system, ExternalIds.InPath(value)), ct));
}
