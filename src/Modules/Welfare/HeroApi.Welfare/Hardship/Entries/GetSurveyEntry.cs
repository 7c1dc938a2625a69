namespace HeroApi.Welfare.Hardship.Entries;

/// <summary>Shows one household of a survey's list.</summary>
internal static class GetSurveyEntry
{
    internal sealed record Query(Guid Id) : IQuery<EntryView>;

    internal sealed class Handler(EntryDesk desk) : IRequestHandler<Query, EntryView>
    {
        public async Task<EntryView> Handle(Query query, CancellationToken cancellationToken) => await desk.Seek(query.Id, cancellationToken) ?? throw new Refusal(Problems.NotFound);
    }

    internal static void Map(IEndpointRouteBuilder entries) => entries
        .MapGet("/{id:guid}", Get)
        .WithName("GetSurveyEntry")
        .WithSummary("Show a household that is to be surveyed, or was")
        .RequireScope(WelfareScopes.Read, Problems.NotFound);

    private static async Task<Reply<EntryView>> Get(Guid id, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(id), ct));
}
