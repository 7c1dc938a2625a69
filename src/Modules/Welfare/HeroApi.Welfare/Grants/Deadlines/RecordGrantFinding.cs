using System.Text.Json.Serialization;
using HeroApi.Welfare.Grants.Applications;
using HeroApi.Welfare.Grants.Calculations;

namespace HeroApi.Welfare.Grants.Deadlines;

/// <summary>Records what the work-injury body has found. The facts know it from then on, and are reckoned again; who records it is who proposes.</summary>
internal static class RecordGrantFinding
{
    /// <param name="On">The day of the finding, in China.</param>
    /// <param name="WorkInjury">Whether it is deemed a work injury.</param>
    internal sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] long Version, DateOnly On, bool WorkInjury) : ICommand<GrantView>
    {
        internal static Command Example => new(Guid.Empty, 1, new DateOnly(2026, 5, 30), true);
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.On).Must(on => on.Year >= PartialDate.EarliestYear).Refuses(ValueProblems.TooEarly);
            RuleFor(c => c.On).Must(on => on <= clock.Today()).Refuses(ValueProblems.InFuture);
        }
    }

    internal sealed class Handler(GrantDesk desk, GrantDeadlines deadlines, GrantCalculator calculator, Call call) : IRequestHandler<Command, GrantView>
    {
        public async Task<GrantView> Handle(Command command, CancellationToken cancellationToken)
        {
            var row = await desk.Take(GrantSteps.Find, command.Id, command.Version, cancellationToken);
            await deadlines.Make(row.Id, command.On, cancellationToken);
            var facts = row.Known with { WorkInjury = command.WorkInjury };
            var found = row.With(facts, await calculator.Of(facts, cancellationToken)) with { ProposedBy = call.Caller.KeyId };
            await desk.Reckoned(found, cancellationToken);
            return await desk.Put(found, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder grants) => grants
        .MapPost("/{id:guid}/finding", Record)
        .WithName("RecordGrantFinding")
        .WithSummary("Record what was found on a work injury")
        .RequireScope(WelfareScopes.Write, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner, GrantErrors.Transition, GrantErrors.NotFiled, GrantErrors.DeadlineTransition, GrantErrors.RulesUnknown, GrantErrors.FigureUnknown);

    private static async Task<Reply<GrantView>> Record(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { Id = id, Version = match.Version }, ct));
}
