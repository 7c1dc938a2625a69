using System.Text.Json.Serialization;

namespace HeroApi.Recognition.Verification;

/// <summary>Closes a verification round; what is due in it stays so and is no longer done. A closed one stays as it is.</summary>
internal static class CloseVerificationRound
{
    internal sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] long Version) : ICommand<RoundView>;

    internal sealed class Handler(RoundSource source, Records records) : IRequestHandler<Command, RoundView>
    {
        public async Task<RoundView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var round = await records.Take<RoundRow>(RoundSource.Rounds, command.Id, command.Version, ct);
            if (round.State == "open")
                await source.Close(round.Id, ct);
            return await source.Get(round.Id, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder rounds) => rounds
        .MapPost("/{id:guid}/closure", Close)
        .WithName("CloseVerificationRound")
        .WithSummary("Close a verification round")
        .RequireScope(RecognitionScopes.HeroesWrite, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner);

    private static async Task<Reply<RoundView>> Close(Guid id, IfMatch match, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Command(id, match.Version), ct));
}
