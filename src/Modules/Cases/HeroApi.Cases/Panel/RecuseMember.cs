using System.Text.Json;
using System.Text.Json.Serialization;

namespace HeroApi.Cases.Panel;

/// <summary>Takes a member off the panel's vote, for a reason. What the member has voted before no longer counts.</summary>
internal static class RecuseMember
{
    internal sealed record Command([property: JsonIgnore] Guid CaseId = default, [property: JsonIgnore] long Version = 0) : ICommand<CaseView>
    {
        /// <summary>A member of the panel that sits.</summary>
        public required Guid MemberId { get; init; }

        /// <summary>Why; at most 500 characters.</summary>
        public required string Reason { get; init; }

        internal static Command Example => new() { MemberId = PanelMemberView.Example.Id, Reason = "与行为人系近亲属。" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).NotEmpty().Prose(500);
    }

    internal sealed class Handler(Db db, CaseDesk desk) : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var file = await desk.Take(PanelActions.Recusal, command.CaseId, command.Version, ct);
            var panel = file.Panel!;
            var member = panel.Seats.FirstOrDefault(seat => seat.Id == command.MemberId) ?? throw Invalid.At("/memberId", CaseErrors.PanelMemberUnknown);
            if (member.RecusedOn is not null)
                throw Invalid.At("/memberId", CaseErrors.PanelMemberRecused);

            var seats = panel.Seats.Select(seat => seat.Id == member.Id ? seat with { RecusedOn = file.Today } : seat);
            await db.Execute("UPDATE cases_panel SET members = @members WHERE id = @Id", new { panel.Id, members = JsonSerializer.Serialize(seats, Json.Stored) }, ct);
            return await desk.Put(file, file.Case, new Step(PanelActions.Recusal, Reason: command.Reason), ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/panel/recusals", Recuse)
        .WithName("RecuseMember")
        .WithSummary("Recuse a member of the panel")
        .RequireScope(CaseScopes.CasesDecide, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired,
            CaseErrors.CaseTransition, CaseErrors.PanelNotSitting, CaseErrors.PanelNobodyLeft, Problems.NotOwner);

    private static async Task<Reply<CaseView>> Recuse(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id, Version = match.Version }, ct));
}
