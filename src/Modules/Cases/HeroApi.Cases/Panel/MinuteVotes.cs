using System.Text.Json;
using System.Text.Json.Serialization;

namespace HeroApi.Cases.Panel;

/// <summary>
/// Minutes votes: each member has one vote on each actor, given to the officer who keeps the minutes. A vote stands; where the
/// minutes are wrong, a panel is convened anew.
/// </summary>
internal static class MinuteVotes
{
    private const int MostVotes = 1500;

    internal sealed record Command([property: JsonIgnore] Guid CaseId = default, [property: JsonIgnore] long Version = 0) : ICommand<CaseView>
    {
        /// <summary>Votes of one or more members on one or more actors; at most 1,500.</summary>
        public required IReadOnlyList<PanelVote> Votes { get; init; }

        internal static Command Example => new() { Votes = [new PanelVote { MemberId = PanelMemberView.Example.Id, ActorId = ActorView.Example.Id, Vote = "confirm" }] };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Votes.Count).InclusiveBetween(1, MostVotes).OverridePropertyName(nameof(Command.Votes));
            RuleForEach(c => c.Votes).NotNull().ChildRules(vote => vote.RuleFor(v => v.Vote).OneOf(PanelCodes.Votes));
        }
    }

    internal sealed class Handler(Db db, CaseDesk desk) : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var file = await desk.Take(PanelActions.Votes, command.CaseId, command.Version, ct);
            var panel = file.Panel!;
            var (seats, cast) = (panel.Seats.ToDictionary(seat => seat.Id), panel.Cast.Select(vote => (vote.MemberId, vote.ActorId)).ToHashSet());
            foreach (var (index, vote) in command.Votes.Index())
            {
                if (!seats.TryGetValue(vote.MemberId, out var member))
                    throw Invalid.At($"/votes/{index}/memberId", CaseErrors.PanelMemberUnknown);
                if (member.RecusedOn is not null)
                    throw Invalid.At($"/votes/{index}/memberId", CaseErrors.PanelMemberRecused);
                if (file.Actor(vote.ActorId) is null)
                    throw Invalid.At($"/votes/{index}/actorId", CaseErrors.ActorUnknown);
                if (!cast.Add((vote.MemberId, vote.ActorId)))
                    throw Invalid.At($"/votes/{index}/memberId", CaseErrors.PanelVoted);
            }

            await db.Execute("UPDATE cases_panel SET votes = @votes WHERE id = @Id",
                new { panel.Id, votes = JsonSerializer.Serialize(panel.Cast.Concat(command.Votes), Json.Stored) }, ct);
            return await desk.Put(file, file.Case, new Step(PanelActions.Votes), ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/panel/votes", Minute)
        .WithName("MinuteVotes")
        .WithSummary("Minute the votes of the panel's members")
        .RequireScope(CaseScopes.CasesDecide, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired,
            CaseErrors.CaseTransition, CaseErrors.PanelNotSitting, CaseErrors.PanelNobodyLeft, CaseErrors.NoActors, Problems.NotOwner);

    private static async Task<Reply<CaseView>> Minute(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id, Version = match.Version }, ct));
}
