using System.Text.Json;
using System.Text.Json.Serialization;

namespace HeroApi.Welfare.Visits.CheckIns;

/// <summary>Corrects members of a visit by JSON Merge Patch; the patch says the reason.</summary>
internal static class CorrectVisit
{
    internal sealed record Command(JsonElement Patch, Guid Id, [property: JsonIgnore] long Version) : ICommand<CareVisitView>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Patch).Must(patch => patch.ValueKind == JsonValueKind.Object).OverridePropertyName("").Refuses(Problems.JsonType);
    }

    internal sealed class Handler(VisitSource source, VisitWriter writer, IValidator<CheckInBody> validator) : IRequestHandler<Command, CareVisitView>
    {
        public async Task<CareVisitView> Handle(Command command, CancellationToken cancellationToken)
        {
            var row = await source.Take(command.Id, command.Version, cancellationToken);
            var body = Json.MergePatch(row.Written, command.Patch);
            validator.Check(body);
            return await writer.Correct(row, body, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder visits) => visits
        .MapPatch("/{id:guid}", Correct)
        .Accepts<CheckInBody>("application/json", "application/merge-patch+json")
        .WithName("CorrectVisit")
        .WithSummary("Correct members of a visit, for a reason (JSON Merge Patch)")
        .RequireScope(WelfareScopes.Write, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner, VisitErrors.VisitCancelled, VisitErrors.VisitPaidFor);

    private static async Task<Reply<CareVisitView>> Correct(Guid id, IfMatch match, JsonElement patch, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Command(patch, id, match.Version), ct));
}
