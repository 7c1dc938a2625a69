namespace HeroApi.Recognition.Awards;

/// <summary>
/// Grants a title to persons or to a group, or records what somebody else has granted. The award belongs to the caller's organisation; the
/// keepers of the files and the organisations that grant it jointly see it.
/// </summary>
internal static class GrantAward
{
    internal sealed record Command(AwardBody Award) : ICommand<AwardView>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IValidator<AwardBody> body) => RuleFor(c => c.Award).SetValidator(body).OverridePropertyName("");
    }

    internal sealed class Handler(AwardWriter writer) : IRequestHandler<Command, AwardView>
    {
        public Task<AwardView> Handle(Command command, CancellationToken cancellationToken) => writer.Grant(command.Award, nominationId: null, seenBy: [], cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder awards) => awards
        .MapPost("", Grant)
        .WithName("GrantAward")
        .WithSummary("Grant a title to persons or a group, or record what was granted elsewhere or long ago")
        .RequireScope(RecognitionScopes.HonoursDecide, Problems.OrganisationRequired, RecognitionErrors.TitleNotHeld, RecognitionErrors.TitleOfOthersToGrant);

    private static async Task<CreatedReply<AwardView>> Grant(AwardBody body, IMediator mediator, CancellationToken ct)
    {
        var granted = await mediator.Send(new Command(body), ct);
        return Answers.Created($"/api/v1/awards/{granted.Id}", granted);
    }
}
