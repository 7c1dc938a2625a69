using System.Text.Json.Serialization;
using HeroApi.Welfare.Grants.Applications;

namespace HeroApi.Welfare.Grants.Deadlines;

/// <summary>Records that the finding of a work injury was filed for and accepted (工伤保险条例 17, 18): the time to file is met, and that for the finding begins.</summary>
internal static class RecordGrantFiling
{
    /// <param name="By">Of the vocabulary grant_filer.</param>
    /// <param name="On">The day on which it was filed, in China.</param>
    /// <param name="AcceptedOn">The day on which it was accepted; the same unless said.</param>
    /// <param name="Clear">Whether facts and rights are clear, so that 15 days are given and not 60.</param>
    internal sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] long Version, string By, DateOnly On, DateOnly? AcceptedOn, bool Clear) : ICommand<GrantView>
    {
        internal static Command Example => new(Guid.Empty, 1, "employer", new DateOnly(2026, 5, 22), null, false);
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.By).NotEmpty().OneOf(GrantStates.Filers);
            RuleFor(c => c.AcceptedOn).Must(on => on is null || on <= clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.AcceptedOn).Must((filing, on) => on is null || on >= filing.On).Refuses(ValueProblems.OutOfRange);
            RuleFor(c => c.On).Must(on => on.Year >= PartialDate.EarliestYear).Refuses(ValueProblems.TooEarly);
            RuleFor(c => c.On).Must(on => on <= clock.Today()).Refuses(ValueProblems.InFuture);
        }
    }

    internal sealed class Handler(GrantDesk desk, GrantDeadlines deadlines) : IRequestHandler<Command, GrantView>
    {
        public async Task<GrantView> Handle(Command command, CancellationToken cancellationToken)
        {
            var row = await desk.Take(GrantSteps.File, command.Id, command.Version, cancellationToken);
            await deadlines.Filed(row.Id, command.By, command.On, command.AcceptedOn ?? command.On, command.Clear, cancellationToken);
            return await desk.Put(row, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder grants) => grants
        .MapPost("/{id:guid}/filing", Record)
        .WithName("RecordGrantFiling")
        .WithSummary("Record that the finding of a work injury was filed for and accepted")
        .RequireScope(WelfareScopes.Write, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner, GrantErrors.Transition, GrantErrors.FiledAlready);

    private static async Task<Reply<GrantView>> Record(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { Id = id, Version = match.Version }, ct));
}
