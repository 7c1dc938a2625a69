using System.Text.Json.Serialization;
using HeroApi.Cases.Evidence;

namespace HeroApi.Cases.Panel;

/// <summary>
/// Closes the panel with its opinion, once enough members have voted on every actor: the side with more votes of members not
/// recused, for each actor.
/// </summary>
internal static class GivePanelOpinion
{
    internal sealed record Command([property: JsonIgnore] Guid CaseId = default, [property: JsonIgnore] long Version = 0) : ICommand<CaseView>
    {
        /// <summary>The day of the opinion, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        /// <summary>The minutes in brief; at most 8,000 characters.</summary>
        public required string Minutes { get; init; }

        /// <summary>The signed minutes.</summary>
        public Guid? MinutesFileId { get; init; }

        internal static Command Example => new() { Minutes = PanelView.Example.Minutes!, On = PanelView.Example.OpinionOn };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.On).LessThanOrEqualTo(_ => clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.Minutes).NotEmpty().Prose(8000);
        }
    }

    internal sealed class Handler(Db db, CaseDesk desk, CasePapers papers) : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var file = await desk.Take(PanelActions.Opinion, command.CaseId, command.Version, ct);
            var (panel, on) = (file.Panel!, command.On ?? file.Today);
            if (on < panel.ConvenedOn)
                throw Invalid.At("/on", CaseErrors.BeforeLastStep, new { panel.ConvenedOn });

            if (command.MinutesFileId is { } minutes)
                await papers.Attach(command.CaseId, [minutes], _ => "/minutesFileId", ct);
            await db.Execute("UPDATE cases_panel SET state = 'closed', opinion_on = @on, minutes = @Minutes, minutes_file_id = @MinutesFileId WHERE id = @Id",
                new { panel.Id, on, command.Minutes, command.MinutesFileId }, ct);
            return await desk.Put(file, file.Case, new Step(PanelActions.Opinion, On: on), ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/panel/opinion", Give)
        .WithName("GivePanelOpinion")
        .WithSummary("Close the panel with its opinion")
        .RequireScope(CaseScopes.CasesDecide, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired,
            CaseErrors.CaseTransition, CaseErrors.PanelNotSitting, CaseErrors.PanelNoQuorum, CaseErrors.NoActors, Problems.NotOwner);

    private static async Task<Reply<CaseView>> Give(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id, Version = match.Version }, ct));
}
