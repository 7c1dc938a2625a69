namespace HeroApi.Exchange.Work;

/// <summary>Lets a failed job go on from where it failed, once what stood in its way is gone; any other stays as it is.</summary>
internal static class RetryJob
{
    internal sealed record Command(Guid Id) : ICommand<JobView>;

    internal sealed class Handler(Jobs jobs, Audit audit, AfterCommit after, Wake wake) : IRequestHandler<Command, JobView>
    {
        public async Task<JobView> Handle(Command command, CancellationToken cancellationToken)
        {
            var job = await jobs.Retry(command.Id, cancellationToken) ?? throw new Refusal(Problems.NotFound);
            audit.About("job", job.Id);
            after.Do(wake.Up);
            return job;
        }
    }

    internal static void Map(IEndpointRouteBuilder jobs) => jobs
        .MapPost("/{id:guid}/retry", Retry)
        .WithName("RetryJob")
        .WithSummary("Let a failed job go on from where it failed")
        .RequireScope("jobs:manage", Problems.NotFound);

    private static async Task<Reply<JobView>> Retry(Guid id, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Command(id), ct));
}
