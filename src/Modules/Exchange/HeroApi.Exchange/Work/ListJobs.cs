namespace HeroApi.Exchange.Work;

/// <summary>Lists the jobs that the caller's organisation and those below it have started.</summary>
internal static class ListJobs
{
    internal sealed record Query(ListQuery Asked) : IQuery<Page<JobView>>;

    internal sealed class Handler(Jobs jobs) : IRequestHandler<Query, Page<JobView>>
    {
        public Task<Page<JobView>> Handle(Query query, CancellationToken cancellationToken) => jobs.Read(query.Asked, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder jobs) => jobs
        .MapGet("", List)
        .WithName("ListJobs")
        .WithSummary("List jobs")
        .Lists(Jobs.Asks)
        .RequireCredential();

    private static async Task<Reply<Page<JobView>>> List(ListQuery query, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(query), ct));
}
