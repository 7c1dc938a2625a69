namespace HeroApi.Exchange.Work;

/// <summary>Counts a dead letter as done without its effect, so that what waits behind it goes on.</summary>
internal static class SkipDeadLetter
{
    internal sealed record Command(long Seq) : ICommand<bool>;

    internal sealed class Handler(DeadLetters letters, Call call) : IRequestHandler<Command, bool>
    {
        public async Task<bool> Handle(Command command, CancellationToken cancellationToken)
        {
            call.Caller.NeedInstallation();
            return await letters.Skip(command.Seq, cancellationToken) ? true : throw new Refusal(Problems.NotFound);
        }
    }

    internal static void Map(IEndpointRouteBuilder letters) => letters
        .MapPost("/{seq:long}/skip", Skip)
        .WithName("SkipDeadLetter")
        .WithSummary("Give a dead letter up for good")
        .RequireScope(Scopes.Admin, Problems.InstallationRequired, Problems.NotFound);

    /// <param name="seq">Its number, as the list of dead letters shows it.</param>
    private static async Task<EmptyReply> Skip(long seq, IMediator mediator, CancellationToken ct)
    {
        await mediator.Send(new Command(seq), ct);
        return Answers.Done();
    }
}
