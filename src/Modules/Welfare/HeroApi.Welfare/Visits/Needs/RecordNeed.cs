namespace HeroApi.Welfare.Visits.Needs;

/// <summary>Writes down what a person or the family needs, found otherwise than on a visit.</summary>
internal static class RecordNeed
{
    internal sealed record Command : ICommand<NeedView>
    {
        /// <summary>The hero file of the person.</summary>
        public required Guid HeroId { get; init; }

        public required FoundNeedBody Need { get; init; }

        internal static Command Example => new() { HeroId = NeedView.Example.HeroId, Need = FoundNeedBody.Example };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IValidator<FoundNeedBody> need) => RuleFor(c => c.Need).SetValidator(need);
    }

    internal sealed class Handler(Persons persons, NeedDesk desk, NeedSource source, Changes changes) : IRequestHandler<Command, NeedView>
    {
        public async Task<NeedView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var id = await desk.Add(await persons.Of(command.HeroId, ct), visitId: null, command.Need, ct);
            await changes.WriteScope(ct);
            return await source.Get(id, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder needs) => needs
        .MapPost("", Record)
        .WithName("RecordNeed")
        .WithSummary("Write down what a person needs")
        .RequireScope(WelfareScopes.Write, Problems.OrganisationRequired);

    private static async Task<CreatedReply<NeedView>> Record(Command body, IMediator mediator, CancellationToken ct)
    {
        var recorded = await mediator.Send(body, ct);
        return Answers.Created($"/api/v1/visit-needs/{recorded.Id}", recorded);
    }
}
