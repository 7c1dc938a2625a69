namespace HeroApi.Cases.Leads;

/// <summary>Takes in a lead. It belongs to the caller's organisation, wherever the act happened.</summary>
internal static class ReportLead
{
    internal sealed record Command(LeadBody Lead, Guid? Id = null) : ICommand<ReportedLead>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IValidator<LeadBody> lead)
        {
            RuleFor(c => c.Lead).SetValidator(lead).OverridePropertyName("");
            RuleFor(c => c.Id).Must(id => id is null or { Version: 7 }).OverridePropertyName("path.id").Refuses(ValueProblems.IdNotOrdered);
        }
    }

    internal sealed class Handler(LeadWriter writer, TimeProvider clock) : IRequestHandler<Command, ReportedLead>
    {
        public Task<ReportedLead> Handle(Command command, CancellationToken cancellationToken) =>
            writer.Create(command.Id ?? Guid.CreateVersion7(clock.GetUtcNow()), command.Lead, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder leads) => leads
        .MapPost("", Report)
        .WithName("ReportLead")
        .WithSummary("Take in a lead")
        .RequireScope(CaseScopes.LeadsWrite, Problems.SystemNotGranted, Problems.OrganisationRequired, Problems.ExternalIdTaken);

    private static async Task<CreatedReply<ReportedLead>> Report(LeadBody body, IMediator mediator, CancellationToken ct)
    {
        var lead = await mediator.Send(new Command(body), ct);
        return Answers.Created($"/api/v1/leads/{lead.Id}", lead);
    }
}
