namespace HeroApi.Exchange.Work;

/// <summary>Gives a dead letter as many attempts as a new delivery has; what waits behind it goes on when it succeeds.</summary>
internal static class RetryDeadLetter
{
    internal sealed record Command(long Seq) : ICommand<bool>;

    internal sealed class Handler(DeadLetters letters, Call call) : IRequestHandler<Command, bool>
    {
        public async Task<bool> Handle(Command command, CancellationToken cancellationToken)
        {
            call.Caller.NeedInstallation();
            return await letters.Retry(command.Seq, cancellationToken) ? true : throw new Refusal(Problems.NotFound);
        }
    }

    internal static void Map(IEndpointRouteBuilder letters) => letters
        .MapPost("/{seq:long}/retry", Retry)
        .WithName("RetryDeadLetter")
        .WithSummary("Try a dead letter again")
        .RequireScope(Scopes.Admin, Problems.InstallationRequired, Problems.NotFound);

    /// <param name="seq">Its number, as the list of dead letters shows it.</param>
    private static async Task<EmptyReply> Retry(long seq, IMediator mediator, CancellationToken ct)
    {
        await mediator.Send(new Command(seq), ct);
        return Answers.Done();
    }
}
