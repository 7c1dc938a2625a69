using System.Text.Json.Serialization;

namespace HeroApi.Cases.Timeliness;

/// <summary>
/// Records the first praise or the first help in a case, the last two of the five timely steps (及时表彰、帮扶). The others are known
/// from the procedure: discovery, the conclusion of the investigation, the decision.
/// </summary>
internal static class RecordTimelyStep
{
    internal sealed record Command([property: JsonIgnore] Guid CaseId = default, [property: JsonIgnore] long Version = 0) : ICommand<CaseView>
    {
        /// <summary>praise, once somebody is confirmed, or help.</summary>
        public required string Step { get; init; }

        /// <summary>The day of it, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        internal static Command Example => new() { Step = "help", On = new DateOnly(2026, 5, 15) };
    }

    internal static readonly Vocabulary Steps = new("timely_step",
        ("praise", "及时表彰", "Praise"),
        ("help", "及时帮扶", "Help"));

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Step).OneOf(Steps);
            RuleFor(c => c.On).LessThanOrEqualTo(_ => clock.Today()).Refuses(ValueProblems.InFuture);
        }
    }

    internal sealed class Handler(CaseDesk desk, TimeProvider clock) : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var file = await desk.Take(TimelinessActions.TimelyStep, command.CaseId, command.Version, ct);
            var on = command.On ?? file.Today;
            if (!TimelinessActions.Open(file).Contains(command.Step))
                throw Invalid.At("/step", CaseErrors.TimelyStepNotOpen, new { allowed = TimelinessActions.Open(file) });
            if (on < ChinaTime.DateOf(file.Case.DiscoveredAt))
                throw Invalid.At("/on", CaseErrors.BeforeLastStep, new { file.Case.DiscoveredAt });

            var at = on == file.Today ? Instants.Micro(clock.GetUtcNow()) : Later(ChinaTime.StartOf(on), file.Case.DiscoveredAt);
            var after = command.Step == "praise" ? file.Case with { PraisedAt = at } : file.Case with { HelpedAt = at };
            return await desk.Put(file, after, new Step(TimelinessActions.TimelyStep, On: on, Reason: command.Step), ct);
        }

        /// <summary>Of a day only the day is known, and it does not begin before the discovery.</summary>
        private static DateTimeOffset Later(DateTimeOffset day, DateTimeOffset discovered) => day < discovered ? discovered : day;
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/timely-steps", Record)
        .WithName("RecordTimelyStep")
        .WithSummary("Record the first praise or the first help")
        .RequireScope(CaseScopes.CasesWrite, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner,
            CaseErrors.CaseTransition, CaseErrors.TimelyStepTaken);

    private static async Task<Reply<CaseView>> Record(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id, Version = match.Version }, ct));
}
