using System.Text.Json.Serialization;

namespace HeroApi.Cases.Investigation;

/// <summary>Gives somebody something to find out. Open tasks stand against the conclusion.</summary>
internal static class AddTask
{
    internal sealed record Command([property: JsonIgnore] Guid CaseId = default) : ICommand<CaseView>
    {
        /// <summary>Your own UUIDv7 for it; sent again with the same members it changes nothing.</summary>
        public Guid? Id { get; init; }

        /// <summary>What is to be done; at most 1,000 characters.</summary>
        public required string What { get; init; }

        /// <summary>Who does it.</summary>
        public required string Assignee { get; init; }

        public DateOnly? DueOn { get; init; }

        internal static Command Example => new() { What = "调取村口监控", Assignee = "示范办案人甲", DueOn = new DateOnly(2026, 5, 15) };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Id).Must(id => id is null or { Version: 7 }).Refuses(ValueProblems.IdNotOrdered);
            RuleFor(c => c.What).NotEmpty().Prose(1000);
            RuleFor(c => c.Assignee).NotEmpty().Line(100);
        }
    }

    internal sealed class Handler(Db db, CaseDesk desk, Sendings sendings) : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            if (await sendings.Known(command.CaseId, command.Id, command, ct) is { } known)
                return known;

            var file = await desk.Take(InvestigationActions.Task, command.CaseId, version: null, ct);
            var id = await sendings.Id(command.CaseId, command.Id, command, ct);
            await db.Execute("INSERT INTO cases_task (id, case_id, what, assignee, due_on, state) VALUES (@id, @CaseId, @What, @Assignee, @DueOn, 'open')",
                new { id, command.CaseId, command.What, command.Assignee, command.DueOn }, ct);
            return await desk.Put(file, file.Case, new Step(InvestigationActions.Task), ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/tasks", Add)
        .WithName("AddTask")
        .WithSummary("Give somebody a task of the investigation")
        .RequireScope(CaseScopes.CasesWrite, Problems.NotFound, Problems.Deleted, Problems.RecordExists, CaseErrors.CaseTransition, Problems.NotOwner);

    private static async Task<Reply<CaseView>> Add(Guid id, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id }, ct));
}
