using System.Text.Json.Serialization;

namespace HeroApi.Cases.Investigation;

/// <summary>Says what came of a task: done, or cancelled because it is no longer needed.</summary>
internal static class FinishTask
{
    internal sealed record Command([property: JsonIgnore] Guid CaseId = default) : ICommand<CaseView>
    {
        public required Guid TaskId { get; init; }

        /// <summary>done or cancelled.</summary>
        public required string State { get; init; }

        /// <summary>What came of it; at most 2,000 characters.</summary>
        public required string Result { get; init; }

        internal static Command Example => new() { TaskId = ListTasks.Item.Example.Id, State = "done", Result = "监控显示行为人三次下井。" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.State).OneOf(["done", "cancelled"]);
            RuleFor(c => c.Result).NotEmpty().Prose(2000);
        }
    }

    internal sealed class Handler(Db db, CaseDesk desk) : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var file = await desk.Take(InvestigationActions.TaskResult, command.CaseId, version: null, ct);
            var task = file.Inquiry.Tasks.FirstOrDefault(task => task.Id == command.TaskId) ?? throw Invalid.At("/taskId", CaseErrors.TaskUnknown);
            if (task.State != "open")
                throw Invalid.At("/taskId", CaseErrors.TaskFinished);

            await db.Execute("UPDATE cases_task SET state = @State, result = @Result, closed_on = @Today WHERE id = @Id",
                new { task.Id, command.State, command.Result, file.Today }, ct);
            return await desk.Put(file, file.Case, new Step(InvestigationActions.TaskResult), ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/task-results", Finish)
        .WithName("FinishTask")
        .WithSummary("Say what came of a task")
        .RequireScope(CaseScopes.CasesWrite, Problems.NotFound, Problems.Deleted, CaseErrors.CaseTransition, CaseErrors.NoOpenTask, Problems.NotOwner);

    private static async Task<Reply<CaseView>> Finish(Guid id, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id }, ct));
}
