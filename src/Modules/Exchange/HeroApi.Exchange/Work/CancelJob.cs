namespace HeroApi.Exchange.Work;

/// <summary>Asks a job to stop; it does so between two chunks, and one that has ended stays as it is.</summary>
internal static class CancelJob
{
    internal sealed record Command(Guid Id) : ICommand<JobView>;

    internal sealed class Handler(Jobs jobs, Audit audit, AfterCommit after, Wake wake) : IRequestHandler<Command, JobView>
    {
        public async Task<JobView> Handle(Command command, CancellationToken cancellationToken)
        {
            var job = await jobs.Cancel(command.Id, cancellationToken) ?? throw new Refusal(Problems.NotFound);
            audit.About("job", job.Id);
            after.Do(wake.Up);
            return job;
        }
    }

    internal static void Map(IEndpointRouteBuilder jobs) => jobs
        .MapPost("/{id:guid}/cancellation", Cancel)
        .WithName("CancelJob")
        .WithSummary("Ask a job to stop")
        .RequireScope("jobs:manage", Problems.NotFound);

    private static async Task<Reply<JobView>> Cancel(Guid id, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Command(id), ct));
}
