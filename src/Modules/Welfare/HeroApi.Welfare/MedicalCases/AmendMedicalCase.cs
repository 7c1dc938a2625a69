using System.Text.Json;
using System.Text.Json.Serialization;

namespace HeroApi.Welfare.MedicalCases;

/// <summary>Changes members of a medical case by JSON Merge Patch, such as the bill as it grows; never to less than its lines, and never to another person.</summary>
internal static class AmendMedicalCase
{
    internal sealed record Command(JsonElement Patch, Guid Id, [property: JsonIgnore] long Version) : ICommand<MedicalView>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Patch).Must(patch => patch.ValueKind == JsonValueKind.Object).OverridePropertyName("").Refuses(Problems.JsonType);
    }

    internal sealed class Handler(MedicalDesk desk, MedicalSource source, Persons persons, IValidator<MedicalBody> validator) : IRequestHandler<Command, MedicalView>
    {
        public async Task<MedicalView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var row = await desk.Take(command.Id, command.Version, ct);
            var body = Json.MergePatch(row.Body, command.Patch);
            validator.Check(body);
            if (body.HeroId != row.HeroId)
                throw Invalid.At("/heroId", MedicalErrors.HeroFixed);
            return body == row.Body ? await source.Get(row.Id, ct) : await desk.Put(await desk.Checked(row.With(body), await persons.Of(row.HeroId, ct), ct), ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder medical) => medical
        .MapPatch("/{id:guid}", Amend)
        .Accepts<MedicalBody>("application/json", "application/merge-patch+json")
        .WithName("AmendMedicalCase")
        .WithSummary("Change members of a medical case (JSON Merge Patch)")
        .RequireScope(WelfareScopes.Write, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner, MedicalErrors.ExceedsBill, MedicalErrors.UseTaken);

    private static async Task<Reply<MedicalView>> Amend(Guid id, IfMatch match, JsonElement patch, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Command(patch, id, match.Version), ct));
}
