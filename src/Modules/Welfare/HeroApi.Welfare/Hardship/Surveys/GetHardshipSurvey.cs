namespace HeroApi.Welfare.Hardship.Surveys;

/// <summary>Shows one survey with how far it has come.</summary>
internal static class GetHardshipSurvey
{
    internal sealed record Query(Guid Id) : IQuery<SurveyView>;

    internal sealed class Handler(SurveySource source) : IRequestHandler<Query, SurveyView>
    {
        public Task<SurveyView> Handle(Query query, CancellationToken cancellationToken) => source.Get(query.Id, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder surveys) => surveys
        .MapGet("/{id:guid}", Get)
        .WithName("GetHardshipSurvey")
        .WithSummary("Show a yearly survey with how far it has come")
        .RequireScope(WelfareScopes.Read, Problems.NotFound);

    private static async Task<Reply<SurveyView>> Get(Guid id, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(id), ct));
}
