namespace HeroApi.Recognition.Heroes;

/// <summary>Opens a hero file from old papers, without a case. The caller's organisation keeps it; a person who has a file already gets no second one.</summary>
internal static class OpenHeroFile
{
    internal sealed record Command(HeroBody Hero, Guid? Id = null) : ICommand<HeroView>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IValidator<HeroBody> body)
        {
            RuleFor(c => c.Hero).SetValidator(body).OverridePropertyName("");
            RuleFor(c => c.Id).Must(id => id is null or { Version: 7 }).OverridePropertyName("path.id").Refuses(ValueProblems.IdNotOrdered);
        }
    }

    internal sealed class Handler(HeroWriter writer, Call call, TimeProvider clock) : IRequestHandler<Command, HeroView>
    {
        public Task<HeroView> Handle(Command command, CancellationToken cancellationToken) =>
            writer.Create(command.Id ?? Guid.CreateVersion7(clock.GetUtcNow()), command.Hero, call.Caller.NeedOrg(), "legacy", "reachable", cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder heroes) => heroes
        .MapPost("", Open)
        .WithName("OpenHeroFile")
        .WithSummary("Open a hero file from old papers")
        .RequireScope(RecognitionScopes.HeroesWrite, Problems.SystemNotGranted, Problems.OrganisationRequired, Problems.ExternalIdTaken,
            RecognitionErrors.PersonHasFile, RecognitionErrors.FileNumberTaken);

    private static async Task<CreatedReply<HeroView>> Open(HeroBody body, IMediator mediator, CancellationToken ct)
    {
        var opened = await mediator.Send(new Command(body), ct);
        return Answers.Created($"/api/v1/heroes/{opened.Id}", opened);
    }
}
