using System.Text.Json;
using System.Text.Json.Serialization;

namespace HeroApi.Welfare.Insurance.Policies;

/// <summary>Changes members of a policy that is not concluded yet, by JSON Merge Patch.</summary>
internal static class AmendPolicy
{
    internal sealed record Command(JsonElement Patch, Guid Id, [property: JsonIgnore] long Version) : ICommand<PolicyView>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Patch).Must(patch => patch.ValueKind == JsonValueKind.Object).OverridePropertyName("").Refuses(Problems.JsonType);
    }

    internal sealed class Handler(PolicyDesk desk, IValidator<PolicyBody> validator) : IRequestHandler<Command, PolicyView>
    {
        public async Task<PolicyView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var row = await desk.Take(PolicySteps.Amend, command.Id, command.Version, ct);
            var body = Json.MergePatch(row.Body, command.Patch);
            validator.Check(body);
            var amended = row.With(body);
            await desk.Check(amended, ct);
            return await desk.Put(amended, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder policies) => policies
        .MapPatch("/{id:guid}", Amend)
        .Accepts<PolicyBody>("application/json", "application/merge-patch+json")
        .WithName("AmendPolicy")
        .WithSummary("Change members of a policy before it is concluded (JSON Merge Patch)")
        .RequireScope(WelfareScopes.Write, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner, InsuranceErrors.PolicyTransition, InsuranceErrors.NumberTaken);

    private static async Task<Reply<PolicyView>> Amend(Guid id, IfMatch match, JsonElement patch, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Command(patch, id, match.Version), ct));
}
