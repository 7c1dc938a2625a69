namespace HeroApi.Cases.Rules;

/// <summary>
/// Publishes the rules of a county, a city or a province from a day on, such as the limits that a statute leaves to the county.
/// It fills what wider regions have left open, and holds until a pack of the same region begins.
/// </summary>
internal static class PublishRulePack
{
    internal sealed record Command(RulePackBody Pack) : ICommand<RulePackView>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(RulePackRules rules)
        {
            RuleFor(c => (SuccessorBody)c.Pack).SetValidator(rules).OverridePropertyName("");
            RuleFor(c => c.Pack.Region).NotEmpty().Matches("^[0-9]{6}$").OverridePropertyName("Region");
        }
    }

    internal sealed class Handler(RulePackWriter writer) : IRequestHandler<Command, RulePackView>
    {
        public async Task<RulePackView> Handle(Command command, CancellationToken cancellationToken)
        {
            var (pack, ct) = (command.Pack, cancellationToken);
            await writer.Hold(pack.Region, ct);
            return await writer.Publish(pack.Region, pack, superseded: null, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder packs) => packs
        .MapPost("", Publish)
        .WithName("PublishRulePack")
        .WithSummary("Publish the rules of a region from a day on")
        .RequireScope(CaseScopes.RulesWrite, CaseErrors.RuleRegionOutOfReach, CaseErrors.RulePackStands, CaseErrors.RuleSetAbove);

    private static async Task<CreatedReply<RulePackView>> Publish(RulePackBody body, IMediator mediator, CancellationToken ct)
    {
        var published = await mediator.Send(new Command(body), ct);
        return Answers.Created($"/api/v1/rule-packs/{published.Id}", published);
    }
}
