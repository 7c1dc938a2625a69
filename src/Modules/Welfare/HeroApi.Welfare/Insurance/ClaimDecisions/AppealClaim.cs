using System.Text.Json.Serialization;
using HeroApi.Welfare.Insurance.Claims;

namespace HeroApi.Welfare.Insurance.ClaimDecisions;

/// <summary>Notes that the insurer is asked to decide anew, after it rejected a claim or granted too little; also when the claim was closed since. What was granted and paid stands meanwhile.</summary>
internal static class AppealClaim
{
    internal sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] long Version) : ICommand<ClaimView>
    {
        /// <summary>Why; at most 1,000 characters.</summary>
        public required string Reason { get; init; }

        /// <summary>The day, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        internal static Command Example => new(Guid.Empty, 1) { Reason = "伤残等级认定有误，已重新鉴定" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Reason).NotEmpty().Prose(1000);
            RuleFor(c => c.On).Must(on => on is null || on <= clock.Today()).Refuses(ValueProblems.InFuture);
        }
    }

    internal sealed class Handler(ClaimDesk desk) : IRequestHandler<Command, ClaimView>
    {
        public async Task<ClaimView> Handle(Command command, CancellationToken cancellationToken)
        {
            var row = await desk.Take(ClaimSteps.Appeal, command.Id, command.Version, cancellationToken);
            var on = desk.Day(row, command.On);
            return await desk.Put(row with
            {
                State = ClaimCodes.Appealed,
                AppealedOn = on,
                AppealReason = command.Reason,
                Appeals = row.Appeals + 1,
                DecisionDueOn = await desk.DecisionDue(row, on, cancellationToken),
                EndedOn = null,
                EndReason = null
            }, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder claims) => claims
        .MapPost("/{id:guid}/appeal", Appeal)
        .WithName("AppealClaim")
        .WithSummary("Ask the insurer to decide anew")
        .RequireScope(WelfareScopes.Write, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner, ClaimErrors.Transition);

    private static async Task<Reply<ClaimView>> Appeal(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { Id = id, Version = match.Version }, ct));
}
