using System.Text.Json.Serialization;
using HeroApi.Welfare.Insurance.Claims;

namespace HeroApi.Welfare.Insurance.ClaimDecisions;

/// <summary>Closes a claim that was paid in full, or whose rejection is accepted; only an appeal opens it again.</summary>
internal static class CloseClaim
{
    internal sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] long Version) : ICommand<ClaimView>
    {
        /// <summary>What is to be noted; at most 500 characters.</summary>
        public string? Note { get; init; }

        /// <summary>The day, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        internal static Command Example => new(Guid.Empty, 1) { Note = "赔款已全部到账" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Note).Prose(500);
            RuleFor(c => c.On).Must(on => on is null || on <= clock.Today()).Refuses(ValueProblems.InFuture);
        }
    }

    internal sealed class Handler(ClaimDesk desk) : IRequestHandler<Command, ClaimView>
    {
        public async Task<ClaimView> Handle(Command command, CancellationToken cancellationToken)
        {
            var row = await desk.Take(ClaimSteps.Close, command.Id, command.Version, cancellationToken);
            return await desk.Put(row with { State = ClaimCodes.Closed, EndedOn = desk.Day(row, command.On), EndReason = command.Note }, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder claims) => claims
        .MapPost("/{id:guid}/closing", Close)
        .WithName("CloseClaim")
        .WithSummary("Close a claim that was paid or rejected")
        .RequireScope(WelfareScopes.Write, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner, ClaimErrors.Transition);

    private static async Task<Reply<ClaimView>> Close(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { Id = id, Version = match.Version }, ct));
}
