using System.Text.Json.Serialization;
using HeroApi.Welfare.Insurance.Claims;

namespace HeroApi.Welfare.Insurance.ClaimDocuments;

/// <summary>Notes that the complete papers went to the insurer, whose time to decide runs from then.</summary>
internal static class SubmitClaim
{
    internal sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] long Version) : ICommand<ClaimView>
    {
        /// <summary>The day, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        /// <summary>The insurer's own number of the claim, unless it was written down before; at most 100 characters.</summary>
        public string? InsurerNumber { get; init; }

        internal static Command Example => new(Guid.Empty, 1) { InsurerNumber = "示赔2026-0001" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.On).Must(on => on is null || on <= clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.InsurerNumber).Line(100);
        }
    }

    internal sealed class Handler(ClaimDesk desk) : IRequestHandler<Command, ClaimView>
    {
        public async Task<ClaimView> Handle(Command command, CancellationToken cancellationToken)
        {
            var row = await desk.Take(ClaimSteps.Submit, command.Id, command.Version, cancellationToken);
            var on = desk.Day(row, command.On);
            if (row.Asked.Max(document => document.ReceivedOn) is { } last && on < last)
                throw Invalid.At("/on", ClaimErrors.DayOrder, new { lastOn = last });

            return await desk.Put(row with
            {
                State = ClaimCodes.Submitted,
                SubmittedOn = on,
                DecisionDueOn = await desk.DecisionDue(row, on, cancellationToken),
                DocumentsDueOn = null,
                InsurerNumber = string.IsNullOrWhiteSpace(command.InsurerNumber) ? row.InsurerNumber : command.InsurerNumber.Trim()
            }, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder claims) => claims
        .MapPost("/{id:guid}/submission", Submit)
        .WithName("SubmitClaim")
        .WithSummary("Note that the complete papers went to the insurer")
        .RequireScope(WelfareScopes.Write, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner, ClaimErrors.Transition);

    private static async Task<Reply<ClaimView>> Submit(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { Id = id, Version = match.Version }, ct));
}
