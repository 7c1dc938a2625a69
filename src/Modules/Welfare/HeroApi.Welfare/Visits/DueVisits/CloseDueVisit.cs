using System.Text.Json.Serialization;

namespace HeroApi.Welfare.Visits.DueVisits;

/// <summary>Says that a visit did not come about, and why: nobody was met, or it is no longer wanted. A visit that is paid after all makes it done.</summary>
internal static class CloseDueVisit
{
    private static readonly IReadOnlyList<string> Ends = ["not_met", "cancelled"];

    internal sealed record Command([property: JsonIgnore] Guid Id = default) : ICommand<DueVisitView>
    {
        /// <summary>not_met or cancelled.</summary>
        public required string State { get; init; }

        /// <summary>Of the vocabulary due_visit_reason, of those that are given by hand.</summary>
        public required string Reason { get; init; }

        /// <summary>The reason in words; at most 500 characters.</summary>
        public string? Words { get; init; }

        internal static Command Example => new() { State = "not_met", Reason = "not_at_home", Words = "外出务工，春节后返乡" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.State).OneOf(Ends);
            RuleFor(c => c.Reason).OneOf(VisitCodes.GivenReasons);
            RuleFor(c => c.Words).Prose(500);
        }
    }

    internal sealed class Handler(Db db, DueVisitDesk desk) : IRequestHandler<Command, DueVisitView>
    {
        public async Task<DueVisitView> Handle(Command command, CancellationToken cancellationToken)
        {
            var due = await desk.Take(command.Id, cancellationToken);
            await db.Execute("UPDATE welfare_due_visit SET state = @State, reason = @Reason, words = @Words WHERE id = @Id", new { command.State, command.Reason, command.Words, due.Id }, cancellationToken);
            return (await desk.Seek(due.Id, cancellationToken))!;
        }
    }

    internal static void Map(IEndpointRouteBuilder due) => due
        .MapPost("/{id:guid}/closure", Close)
        .WithName("CloseDueVisit")
        .WithSummary("Say why a visit that was due did not come about")
        .RequireScope(WelfareScopes.Write, Problems.NotFound, Problems.NotOwner, VisitErrors.DueNotOpen);

    private static async Task<Reply<DueVisitView>> Close(Guid id, Command body, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(body with { Id = id }, ct));
}
