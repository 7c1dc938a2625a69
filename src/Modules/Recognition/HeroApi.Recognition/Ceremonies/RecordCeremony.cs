namespace HeroApi.Recognition.Ceremonies;

/// <summary>Records a ceremony that the caller's organisation held: who was honoured, who came, what shows it.</summary>
internal static class RecordCeremony
{
    internal sealed record Command(CeremonyBody Ceremony, Guid? Id = null) : ICommand<CeremonyView>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IValidator<CeremonyBody> body)
        {
            RuleFor(c => c.Ceremony).SetValidator(body).OverridePropertyName("");
            RuleFor(c => c.Id).Must(id => id is null or { Version: 7 }).OverridePropertyName("path.id").Refuses(ValueProblems.IdNotOrdered);
        }
    }

    internal sealed class Handler(CeremonyWriter writer, Call call, TimeProvider clock) : IRequestHandler<Command, CeremonyView>
    {
        public Task<CeremonyView> Handle(Command command, CancellationToken cancellationToken) =>
            writer.Create(command.Id ?? Guid.CreateVersion7(clock.GetUtcNow()), command.Ceremony, call.Caller.NeedOrg(), cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder ceremonies) => ceremonies
        .MapPost("", Record)
        .WithName("RecordCeremony")
        .WithSummary("Record a ceremony that was held")
        .RequireScope(RecognitionScopes.HeroesWrite, Problems.OrganisationRequired);

    private static async Task<CreatedReply<CeremonyView>> Record(CeremonyBody body, IMediator mediator, CancellationToken ct)
    {
        var held = await mediator.Send(new Command(body), ct);
        return Answers.Created($"/api/v1/ceremonies/{held.Id}", held);
    }
}
