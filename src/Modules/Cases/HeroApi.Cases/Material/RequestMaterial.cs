using System.Text.Json;
using System.Text.Json.Serialization;
using HeroApi.Cases.Clock;
using HeroApi.Cases.Rules;

namespace HeroApi.Cases.Material;

/// <summary>
/// Asks whoever filed for everything that is missing, in one complete request. Until it is answered the limits of acceptance and
/// decision stand still, unless the law lets nothing stop them. Where the law lets the authority ask only once, a second request is refused.
/// </summary>
internal static class RequestMaterial
{
    internal const int MostItems = 30;

    internal sealed record Command([property: JsonIgnore] Guid CaseId = default, [property: JsonIgnore] long Version = 0) : ICommand<CaseView>
    {
        /// <summary>The day of the request, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        /// <summary>Everything that is missing, at most 30 items of at most 500 characters.</summary>
        public required IReadOnlyList<string> Missing { get; init; }

        /// <summary>The last day for the answer, inclusive; after it the filing may lapse.</summary>
        public required DateOnly AnswerBy { get; init; }

        /// <summary>What else was said; at most 2,000 characters.</summary>
        public string? Note { get; init; }

        internal static Command Example => new() { Missing = ["行为人身份证明", "见证人证言"], AnswerBy = new DateOnly(2026, 5, 27), On = new DateOnly(2026, 5, 12) };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.On).LessThanOrEqualTo(_ => clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.Missing).NotEmpty();
            RuleFor(c => c.Missing.Count).LessThanOrEqualTo(MostItems).OverridePropertyName(nameof(Command.Missing));
            RuleForEach(c => c.Missing).NotEmpty().Line(500);
            RuleFor(c => c.AnswerBy).Must((c, by) => by >= (c.On ?? clock.Today())).Refuses(CaseErrors.BeforeLastStep);
            RuleFor(c => c.AnswerBy).LessThanOrEqualTo(_ => clock.Today().AddYears(5)).Refuses(ValueProblems.OutOfRange);
            RuleFor(c => c.Note).Prose(2000);
        }
    }

    internal sealed class Handler(Db db, CaseDesk desk, Deadlines deadlines, TimeProvider clock) : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var file = await desk.Take(MaterialActions.Request, command.CaseId, command.Version, ct);
            var on = file.DayAfterLast(command.On);
            IReadOnlyList<MaterialItem> items = [.. command.Missing.Select((what, index) => new MaterialItem { Number = index + 1, What = what })];
            await db.Execute(
                """
                INSERT INTO cases_material_request (id, case_id, requested_on, answer_by, note, items)
                VALUES (@id, @CaseId, @on, @AnswerBy, @Note, @items)
                """,
                new { id = Guid.CreateVersion7(clock.GetUtcNow()), command.CaseId, on, command.AnswerBy, command.Note, items = JsonSerializer.Serialize(items, Json.Stored) }, ct);

            await deadlines.Meet(file, RuleKeys.MaterialWithin, on, ct);
            if (Waits(file.Rules))
            {
                await deadlines.Pause(file, RuleKeys.AcceptanceWithin, "material", on, ct);
                await deadlines.Pause(file, RuleKeys.DecideWithin, "material", on, ct);
            }

            await deadlines.Until(file, MaterialActions.Answered, "material_answer", on, command.AnswerBy, ct);
            return await desk.Put(file, file.Case with { State = "awaiting_material" },
                new Step(MaterialActions.Request, On: on, Reason: command.Note, Basis: file.Rules.Article(RuleKeys.MaterialWithin)), ct);
        }

        /// <summary>A list of what stops the clock speaks of findings of others; only a law that lets nothing stop it (Shandong) lets it run while material is awaited.</summary>
        private static bool Waits(RuleSet rules) => rules.Find(RuleKeys.ClockStopsFor)?.Codes is not { Count: 0 };
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/material-request", Request)
        .WithName("RequestMaterial")
        .WithSummary("Ask for everything that a filing lacks, in one request")
        .RequireScope(CaseScopes.CasesWrite, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired,
            CaseErrors.CaseTransition, CaseErrors.MaterialOnce, Problems.NotOwner);

    private static async Task<Reply<CaseView>> Request(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id, Version = match.Version }, ct));
}
