using System.Text.Json.Serialization;

namespace HeroApi.Recognition.Matches;

/// <summary>
/// Decides whether two files are of one person. Who says so goes on to merge them, choosing member by member; two persons are remembered as such and never proposed again.
/// </summary>
internal static class DecideHeroMatch
{
    internal sealed record Command([property: JsonIgnore] Guid MatchId = default, [property: JsonIgnore] long Version = 0) : ICommand<ListHeroMatches.Item>
    {
        /// <summary>Whether both files are of one person.</summary>
        public required bool Same { get; init; }

        /// <summary>How that is known; at most 500 characters.</summary>
        public string? Reason { get; init; }

        internal static Command Example => new() { Same = false, Reason = "出生地与父母姓名均不同" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).Prose(500);
    }

    internal sealed class Handler(Db db, Records records, HeroMatcher matcher, TimeProvider clock) : IRequestHandler<Command, ListHeroMatches.Item>
    {
        public async Task<ListHeroMatches.Item> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            await db.Execute("UPDATE recognition_match SET version = version WHERE id = @MatchId", new { command.MatchId }, ct);
            var match = await Find(command.MatchId, ct) ?? throw new Refusal(Problems.NotFound);
            foreach (var owner in await db.Query<Guid>(
                "SELECT h.owner_org_id FROM recognition_hero h WHERE h.id IN (@OneId, @OtherId) AND SCOPE(h)", new { match.OneId, match.OtherId }, ct))
                await records.MustOwn(owner, ct);
            if (match.Version != command.Version)
                throw Stale.At(match.Version);
            if (match.State == "distinct")
                throw new Refusal(RecognitionErrors.MatchDecided);

            await db.Execute(
                "UPDATE recognition_match SET version = version + 1, state = @state, decided_at = @now, reason = @Reason WHERE id = @MatchId",
                new { command.MatchId, state = command.Same ? "same" : "distinct", command.Reason, now = clock.GetUtcNow() }, ct);
            if (!command.Same)
                await matcher.Part(match.OneId, match.OtherId, ct);
            return (await Find(command.MatchId, ct))!;
        }

        private Task<ListHeroMatches.Item?> Find(Guid matchId, CancellationToken ct) => db.SingleOrDefault<ListHeroMatches.Item>(
            $"SELECT {ListHeroMatches.Columns} {ListHeroMatches.Visible} AND m.id = @matchId", new { matchId }, ct);
    }

    internal static void Map(IEndpointRouteBuilder matches) => matches
        .MapPost("/{id:guid}/decision", Decide)
        .WithName("DecideHeroMatch")
        .WithSummary("Say whether two hero files are of one person")
        .RequireScope(RecognitionScopes.HeroesWrite, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, RecognitionErrors.MatchDecided, Problems.NotOwner);

    private static async Task<Reply<ListHeroMatches.Item>> Decide(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { MatchId = id, Version = match.Version }, ct));
}
