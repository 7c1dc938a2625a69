using System.Text.Json.Serialization;

namespace HeroApi.Welfare.Visits.Needs;

/// <summary>Closes a need with what came of it.</summary>
internal static class CloseNeed
{
    private static readonly IReadOnlyList<string> Ends = ["done", "dropped"];

    internal sealed record Command([property: JsonIgnore] Guid Id = default, [property: JsonIgnore] long Version = 0) : ICommand<NeedView>
    {
        /// <summary>done or dropped.</summary>
        public required string State { get; init; }

        /// <summary>What came of it, or why it was dropped; at most 1,000 characters.</summary>
        public required string Result { get; init; }

        internal static Command Example => new() { State = "done", Result = "已协调入学" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.State).OneOf(Ends);
            RuleFor(c => c.Result).NotEmpty().Prose(1000);
        }
    }

    internal sealed class Handler(NeedDesk desk, TimeProvider clock) : IRequestHandler<Command, NeedView>
    {
        public async Task<NeedView> Handle(Command command, CancellationToken cancellationToken)
        {
            var row = await desk.Take(command.Id, command.Version, cancellationToken);
            return await desk.Put(row, row with { State = command.State, Result = command.Result, ClosedOn = clock.Today() }, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder needs) => needs
        .MapPost("/{id:guid}/closure", Close)
        .WithName("CloseNeed")
        .WithSummary("Close a need with what came of it")
        .RequireScope(WelfareScopes.Write, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner, VisitErrors.NeedClosed);

    private static async Task<Reply<NeedView>> Close(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { Id = id, Version = match.Version }, ct));
}
