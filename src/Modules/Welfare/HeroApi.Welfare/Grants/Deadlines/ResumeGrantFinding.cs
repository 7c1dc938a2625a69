using System.Text.Json.Serialization;
using HeroApi.Welfare.Grants.Applications;

namespace HeroApi.Welfare.Grants.Deadlines;

/// <summary>Lets the time for the finding run on, because what was awaited has come; the days that it stood still are added.</summary>
internal static class ResumeGrantFinding
{
    /// <param name="On">The last day that does not count, in China.</param>
    internal sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] long Version, DateOnly On) : ICommand<GrantView>
    {
        internal static Command Example => new(Guid.Empty, 1, new DateOnly(2026, 5, 30));
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.On).Must(on => on.Year >= PartialDate.EarliestYear).Refuses(ValueProblems.TooEarly);
            RuleFor(c => c.On).Must(on => on <= clock.Today()).Refuses(ValueProblems.InFuture);
        }
    }

    internal sealed class Handler(GrantDesk desk, GrantDeadlines deadlines) : IRequestHandler<Command, GrantView>
    {
        public async Task<GrantView> Handle(Command command, CancellationToken cancellationToken)
        {
            var row = await desk.Take(GrantSteps.Find, command.Id, command.Version, cancellationToken);
            await deadlines.Resume(row.Id, command.On, cancellationToken);
            return await desk.Put(row, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder grants) => grants
        .MapPost("/{id:guid}/finding-resumption", Record)
        .WithName("ResumeGrantFinding")
        .WithSummary("Let the time for the finding run on")
        .RequireScope(WelfareScopes.Write, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner, GrantErrors.Transition, GrantErrors.NotFiled, GrantErrors.DeadlineTransition);

    private static async Task<Reply<GrantView>> Record(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { Id = id, Version = match.Version }, ct));
}
