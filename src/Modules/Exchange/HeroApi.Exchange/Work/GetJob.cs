namespace HeroApi.Exchange.Work;

/// <summary>Shows how far a job has come.</summary>
internal static class GetJob
{
    internal sealed record Query(Guid Id) : IQuery<JobView>;

    internal sealed class Handler(Jobs jobs) : IRequestHandler<Query, JobView>
    {
        public async Task<JobView> Handle(Query query, CancellationToken cancellationToken) =>
            await jobs.Find(query.Id, cancellationToken) ?? throw new Refusal(Problems.NotFound);
    }

    internal static void Map(IEndpointRouteBuilder jobs) => jobs
        .MapGet("/{id:guid}", Get)
        .WithName("GetJob")
        .WithSummary("Show a job")
        .RequireCredential(Problems.NotFound);

    private static async Task<Reply<JobView>> Get(Guid id, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(id), ct));
}
