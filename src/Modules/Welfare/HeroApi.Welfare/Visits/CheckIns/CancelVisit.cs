using System.Text.Json.Serialization;

namespace HeroApi.Welfare.Visits.CheckIns;

/// <summary>Cancels a visit that was recorded by mistake: it counts no more, and what was due is due again.</summary>
internal static class CancelVisit
{
    /// <param name="Reason">Why; at most 500 characters.</param>
    internal sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] long Version, string Reason) : ICommand<CareVisitView>
    {
        internal static Command Example => new(Guid.Empty, 1, "重复登记");
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).NotEmpty().Prose(500);
    }

    internal sealed class Handler(VisitSource source, VisitWriter writer) : IRequestHandler<Command, CareVisitView>
    {
        public async Task<CareVisitView> Handle(Command command, CancellationToken cancellationToken) =>
            await writer.Cancel(await source.Take(command.Id, command.Version, cancellationToken), command.Reason, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder visits) => visits
        .MapPost("/{id:guid}/cancellation", Cancel)
        .WithName("CancelVisit")
        .WithSummary("Cancel a visit that was recorded by mistake")
        .RequireScope(WelfareScopes.Write, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner, VisitErrors.VisitCancelled, VisitErrors.VisitPaidFor);

    private static async Task<Reply<CareVisitView>> Cancel(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { Id = id, Version = match.Version }, ct));
}
