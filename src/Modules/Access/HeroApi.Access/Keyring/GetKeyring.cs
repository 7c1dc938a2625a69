namespace HeroApi.Access.Keyring;

/// <summary>Shows which encryption keys there are, which is current, and which hosts hold them; never a key itself.</summary>
internal static class GetKeyring
{
    internal sealed record Query : IQuery<KeyringView>;

    internal sealed class Handler(KeyBook book, Call call) : IRequestHandler<Query, KeyringView>
    {
        public Task<KeyringView> Handle(Query query, CancellationToken cancellationToken)
        {
            call.Caller.NeedInstallation();
            return book.Read(cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder keyring) => keyring
        .MapGet("", Get)
        .WithName("GetKeyring")
        .WithSummary("The encryption keys and the hosts that hold them")
        .RequireScope(Scopes.Admin, Problems.InstallationRequired);

    private static async Task<Reply<KeyringView>> Get(IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(), ct));
}
