using System.Text.Json.Serialization;
using HeroApi.Welfare.Grants.Applications;

namespace HeroApi.Welfare.Grants.Deadlines;

/// <summary>Stops the time for the finding while the conclusion of the police, a court or another body is awaited (工伤保险条例 20).</summary>
internal static class PauseGrantFinding
{
    /// <param name="On">The last day that counts, in China.</param>
    /// <param name="WaitsFor">Whose conclusion is awaited; at most 200 characters.</param>
    internal sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] long Version, DateOnly On, string WaitsFor) : ICommand<GrantView>
    {
        internal static Command Example => new(Guid.Empty, 1, new DateOnly(2026, 5, 25), "示范区公安分局");
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.WaitsFor).NotEmpty().Line(200);
            RuleFor(c => c.On).Must(on => on.Year >= PartialDate.EarliestYear).Refuses(ValueProblems.TooEarly);
            RuleFor(c => c.On).Must(on => on <= clock.Today()).Refuses(ValueProblems.InFuture);
        }
    }

    internal sealed class Handler(GrantDesk desk, GrantDeadlines deadlines) : IRequestHandler<Command, GrantView>
    {
        public async Task<GrantView> Handle(Command command, CancellationToken cancellationToken)
        {
            var row = await desk.Take(GrantSteps.Find, command.Id, command.Version, cancellationToken);
            await deadlines.Pause(row.Id, command.WaitsFor, command.On, cancellationToken);
            return await desk.Put(row, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder grants) => grants
        .MapPost("/{id:guid}/finding-pause", Record)
        .WithName("PauseGrantFinding")
        .WithSummary("Stop the time for the finding while another body is waited for")
        .RequireScope(WelfareScopes.Write, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner, GrantErrors.Transition, GrantErrors.NotFiled, GrantErrors.DeadlineTransition);

    private static async Task<Reply<GrantView>> Record(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { Id = id, Version = match.Version }, ct));
}
