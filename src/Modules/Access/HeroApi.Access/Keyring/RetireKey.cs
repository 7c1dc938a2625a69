namespace HeroApi.Access.Keyring;

/// <summary>Gives up a former key that nothing is under any more, so that it may be taken out of the ring of every host.</summary>
internal static class RetireKey
{
    internal sealed record Command : ICommand<KeyringView>
    {
        /// <summary>A key that the keyring shows as retirable.</summary>
        public required string Key { get; init; }

        internal static Command Example => new() { Key = "data-1" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Key).MaximumLength(40).Must(key => KeyRing.PurposeOf(key) is not null);
    }

    internal sealed class Handler(KeyBook book, Call call, Audit audit, KeyWatch watch, AfterCommit after) : IRequestHandler<Command, KeyringView>
    {
        public async Task<KeyringView> Handle(Command command, CancellationToken cancellationToken)
        {
            call.Caller.NeedInstallation();
            audit.About(command.Key, Guid.Empty);
            after.Do(watch.Hurry);
            return await book.Retire(command.Key, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder keyring) => keyring
        .MapPost("/retirements", Retire)
        .WithName("RetireKey")
        .WithSummary("Give up a former encryption key that nothing is under")
        .RequireScope(Scopes.Admin, Problems.InstallationRequired, Problems.NotFound, KeyBook.InUse);

    private static async Task<Reply<KeyringView>> Retire(Command body, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(body, ct));
}
