namespace HeroApi.Access.Keyring;

/// <summary>
/// Makes a key that every host holds the current one of its purpose. A job then brings all protected values under it;
/// asking again for the current key only starts another such job.
/// </summary>
internal static class RotateKey
{
    internal sealed record Command : ICommand<JobView>
    {
        /// <summary>The new current key: <c>data-N</c> to encrypt with, or <c>index-N</c> to find values with.</summary>
        public required string Key { get; init; }

        internal static Command Example => new() { Key = "data-2" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Key).MaximumLength(40).Must(key => KeyRing.PurposeOf(key) is not null);
    }

    internal sealed class Handler(KeyBook book, Call call, Audit audit, KeyWatch watch, AfterCommit after) : IRequestHandler<Command, JobView>
    {
        public async Task<JobView> Handle(Command command, CancellationToken cancellationToken)
        {
            call.Caller.NeedInstallation();
            var job = await book.Rotate(command.Key, cancellationToken);
            audit.About(command.Key, job.Id);
            after.Do(watch.Hurry);
            return job;
        }
    }

    internal static void Map(IEndpointRouteBuilder keyring) => keyring
        .MapPost("/rotations", Rotate)
        .WithName("RotateKey")
        .WithSummary("Make another encryption key the current one")
        .RequireScope(Scopes.Admin, Problems.InstallationRequired, Problems.NotFound, KeyBook.NotHeld, KeyBook.Retired);

    private static async Task<Reply<JobView>> Rotate(Command body, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(body, ct));
}
