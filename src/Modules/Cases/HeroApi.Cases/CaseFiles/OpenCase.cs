namespace HeroApi.Cases.CaseFiles;

/// <summary>Opens a case on its own, without a lead. It belongs to the caller's organisation and goes by the law of the place and the day of the act.</summary>
internal static class OpenCase
{
    internal sealed record Command(CaseBody Case, Guid? Id = null) : ICommand<CaseView>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IValidator<CaseBody> body)
        {
            RuleFor(c => c.Case).SetValidator(body).OverridePropertyName("");
            RuleFor(c => c.Id).Must(id => id is null or { Version: 7 }).OverridePropertyName("path.id").Refuses(ValueProblems.IdNotOrdered);
        }
    }

    internal sealed class Handler(CaseWriter writer, Call call, TimeProvider clock) : IRequestHandler<Command, CaseView>
    {
        public Task<CaseView> Handle(Command command, CancellationToken cancellationToken) =>
            writer.Create(command.Id ?? Guid.CreateVersion7(clock.GetUtcNow()), command.Case, call.Caller.NeedOrg(), lead: null, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("", Open)
        .WithName("OpenCase")
        .WithSummary("Open a case without a lead")
        .RequireScope(CaseScopes.CasesWrite, Problems.SystemNotGranted, Problems.OrganisationRequired, Problems.ExternalIdTaken);

    private static async Task<CreatedReply<CaseView>> Open(CaseBody body, IMediator mediator, CancellationToken ct)
    {
        var opened = await mediator.Send(new Command(body), ct);
        return Answers.Created($"/api/v1/cases/{opened.Id}", opened);
    }
}
