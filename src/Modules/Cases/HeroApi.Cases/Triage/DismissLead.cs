using System.Text.Json.Serialization;

namespace HeroApi.Cases.Triage;

/// <summary>Dismisses a reported lead, with a reason.</summary>
internal static class DismissLead
{
    internal sealed record Command([property: JsonIgnore] Guid LeadId = default, [property: JsonIgnore] long Version = 0) : ICommand<LeadView>
    {
        /// <summary>Why it is not taken up; at most 500 characters.</summary>
        public required string Reason { get; init; }

        /// <summary>What its reporter may be told of that: a code of the vocabulary lead_dismissal_kind; without one, only that it was not accepted.</summary>
        public string? Kind { get; init; }

        internal static Command Example => new() { Reason = "行为人负有法定救助职责", Kind = "duty_bound" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Reason).NotEmpty().Prose(500);
            RuleFor(c => c.Kind).OneOf(LeadCodes.Dismissals);
        }
    }

    internal sealed class Handler(LeadSource source, LeadDecision decision) : IRequestHandler<Command, LeadView>
    {
        public async Task<LeadView> Handle(Command command, CancellationToken cancellationToken)
        {
            var lead = await source.FindFor(LeadRules.Dismissal, command.LeadId, command.Version, cancellationToken);
            return await decision.Write(lead, "dismissed", command.Reason, command.Kind, null, null, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder leads) => leads
        .MapPost("/{id:guid}/dismissal", Dismiss)
        .WithName("DismissLead")
        .WithSummary("Dismiss a lead")
        .RequireScope(CaseScopes.LeadsTriage, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired,
            CaseErrors.LeadTransition, Problems.NotOwner);

    private static async Task<Reply<LeadView>> Dismiss(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { LeadId = id, Version = match.Version }, ct));
}
