namespace HeroApi.Welfare.Visits.CheckIns;

/// <summary>Records a visit that the caller's organisation paid to a person or the family. What was due by it is done, and what was found to be needed becomes needs.</summary>
internal static class RecordVisit
{
    internal sealed record Command(CheckInBody Visit, Guid? Id = null) : ICommand<CareVisitView>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IValidator<CheckInBody> body)
        {
            RuleFor(c => c.Visit).SetValidator(body).OverridePropertyName("");
            RuleFor(c => c.Id).Must(id => id is null or { Version: 7 }).OverridePropertyName("path.id").Refuses(ValueProblems.IdNotOrdered);
        }
    }

    internal sealed class Handler(VisitWriter writer, TimeProvider clock) : IRequestHandler<Command, CareVisitView>
    {
        public Task<CareVisitView> Handle(Command command, CancellationToken cancellationToken) =>
            writer.Create(command.Id ?? Guid.CreateVersion7(clock.GetUtcNow()), command.Visit, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder visits) => visits
        .MapPost("", Record)
        .WithName("RecordVisit")
        .WithSummary("Record a visit that was paid")
        .RequireScope(WelfareScopes.Write, Problems.OrganisationRequired);

    private static async Task<CreatedReply<CareVisitView>> Record(CheckInBody body, IMediator mediator, CancellationToken ct)
    {
        var recorded = await mediator.Send(new Command(body), ct);
        return Answers.Created($"/api/v1/visits/{recorded.Id}", recorded);
    }
}
