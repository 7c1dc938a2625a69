using System.Text.Json;
using System.Text.Json.Serialization;
using HeroApi.Cases.Rules;

namespace HeroApi.Cases.Panel;

/// <summary>
/// Puts a case before a panel, where the law of the place has one for it. A panel that sat before gives way to it, which
/// needs a reason; the old one stays in the list of panels.
/// </summary>
internal static class ConvenePanel
{
    private const int MostMembers = 30;

    internal sealed record Command([property: JsonIgnore] Guid CaseId = default, [property: JsonIgnore] long Version = 0) : ICommand<CaseView>
    {
        /// <summary>The day it meets, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        /// <summary>Who sits on it, at most 30; exactly one has the chair. The rule pack may say which qualities must be among them.</summary>
        public required IReadOnlyList<Member> Members { get; init; }

        /// <summary>How many members not recused must have voted on an actor, abstentions included.</summary>
        public required int Quorum { get; init; }

        /// <summary>Why another panel takes the place of the one before; at most 500 characters.</summary>
        public string? Reason { get; init; }

        internal static Command Example => new()
        {
            Members =
            [
                new Member { Name = "示范委员甲", Quality = "authority", Unit = "示范市公安局", Chair = true },
                new Member { Name = "示范委员乙", Quality = "deputy" },
                new Member { Name = "示范委员丙", Quality = "legal_worker", Unit = "示范律师事务所" }
            ],
            Quorum = 3,
            On = new DateOnly(2026, 5, 22)
        };
    }

    /// <summary>A member of the panel.</summary>
    internal sealed record Member
    {
        public required string Name { get; init; }

        /// <summary>Of the vocabulary panel_quality.</summary>
        public required string Quality { get; init; }

        /// <summary>Where the member comes from.</summary>
        public string? Unit { get; init; }

        public bool Chair { get; init; }
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.On).LessThanOrEqualTo(_ => clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.Members.Count).InclusiveBetween(1, MostMembers).OverridePropertyName(nameof(Command.Members));
            RuleForEach(c => c.Members).NotNull().ChildRules(member =>
            {
                member.RuleFor(m => m.Name).NotEmpty().Line(100);
                member.RuleFor(m => m.Quality).OneOf(PanelCodes.Qualities);
                member.RuleFor(m => m.Unit).Line(200);
            });
            RuleFor(c => c.Members).Must(members => members.Count(member => member?.Chair == true) == 1).Refuses(CaseErrors.PanelChair);
            RuleFor(c => c.Quorum).InclusiveBetween(1, MostMembers);
            RuleFor(c => c.Quorum).LessThanOrEqualTo(c => c.Members.Count).When(c => c.Members.Count > 0);
            RuleFor(c => c.Reason).Prose(500);
        }
    }

    internal sealed class Handler(Db db, CaseDesk desk, TimeProvider clock) : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var file = await desk.Take(PanelActions.Convening, command.CaseId, command.Version, ct);
            var on = command.On ?? file.Today;
            if (on < file.Case.ConcludedOn)
                throw Invalid.At("/on", CaseErrors.BeforeLastStep, new { file.Case.ConcludedOn });
            if (file.Panel is not null && string.IsNullOrEmpty(command.Reason))
                throw Invalid.At("/reason", ValueProblems.Required);
            MustHaveQualities(file, command);

            await db.Execute("UPDATE cases_panel SET state = 'superseded' WHERE case_id = @CaseId", new { command.CaseId }, ct);
            await db.Execute(
                """
                INSERT INTO cases_panel (id, case_id, state, convened_on, quorum, members, votes)
                VALUES (@id, @CaseId, 'sitting', @on, @quorum, @members, '[]')
                """,
                new
                {
                    id = Guid.CreateVersion7(clock.GetUtcNow()),
                    command.CaseId,
                    on,
                    quorum = (long)command.Quorum,
                    members = JsonSerializer.Serialize(command.Members.Select(Seat), Json.Stored)
                }, ct);
            return await desk.Put(file, file.Case, new Step(PanelActions.Convening, On: on, Reason: command.Reason, Basis: file.Rules.Article(RuleKeys.Panel)), ct);
        }

        private PanelMemberView Seat(Member member) => new()
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            Name = member.Name,
            Quality = member.Quality,
            Unit = member.Unit,
            Chair = member.Chair
        };

        private static void MustHaveQualities(CaseFile file, Command command)
        {
            var missing = (file.Rules.Find(RuleKeys.PanelQualities)?.Codes ?? []).Except(command.Members.Select(member => member.Quality)).ToList();
            if (missing.Count > 0)
                throw Invalid.At("/members", CaseErrors.PanelQualityMissing, new { missing });
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/panel", Convene)
        .WithName("ConvenePanel")
        .WithSummary("Put the case before a panel")
        .RequireScope(CaseScopes.CasesDecide, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired,
            CaseErrors.CaseTransition, CaseErrors.RuleNotConfigured, CaseErrors.PanelNotProvided, CaseErrors.NoActors, Problems.NotOwner);

    private static async Task<Reply<CaseView>> Convene(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id, Version = match.Version }, ct));
}
