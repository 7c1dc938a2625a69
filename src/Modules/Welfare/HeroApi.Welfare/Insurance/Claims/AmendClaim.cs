using System.Text.Json;
using System.Text.Json.Serialization;

namespace HeroApi.Welfare.Insurance.Claims;

/// <summary>Changes members of a claim that is not with the insurer yet, by JSON Merge Patch; never to another person or policy.</summary>
internal static class AmendClaim
{
    internal sealed record Command(JsonElement Patch, Guid Id, [property: JsonIgnore] long Version) : ICommand<ClaimView>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Patch).Must(patch => patch.ValueKind == JsonValueKind.Object).OverridePropertyName("").Refuses(Problems.JsonType);
    }

    internal sealed class Handler(ClaimDesk desk, ClaimSource source, Persons persons, IValidator<ClaimBody> validator) : IRequestHandler<Command, ClaimView>
    {
        public async Task<ClaimView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var row = await desk.Take(ClaimSteps.Amend, command.Id, command.Version, ct);
            var body = Json.MergePatch(row.Body, command.Patch);
            validator.Check(body);
            if (body.HeroId != row.HeroId)
                throw Invalid.At("/heroId", ClaimErrors.PersonFixed);
            if (body.PolicyId != row.PolicyId)
                throw Invalid.At("/policyId", ClaimErrors.PolicyFixed);
            return body == row.Body ? await source.Get(row.Id, ct) : await desk.Put(await desk.Checked(row.With(body), await persons.Of(row.HeroId, ct), ct), ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder claims) => claims
        .MapPatch("/{id:guid}", Amend)
        .Accepts<ClaimBody>("application/json", "application/merge-patch+json")
        .WithName("AmendClaim")
        .WithSummary("Change members of a claim before it is with the insurer (JSON Merge Patch)")
        .RequireScope(WelfareScopes.Write, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner, ClaimErrors.Transition, ClaimErrors.NotCovered,
            ClaimErrors.KindNotCovered, ClaimErrors.HarmTooLate, ClaimErrors.Exists);

    private static async Task<Reply<ClaimView>> Amend(Guid id, IfMatch match, JsonElement patch, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Command(patch, id, match.Version), ct));
}
