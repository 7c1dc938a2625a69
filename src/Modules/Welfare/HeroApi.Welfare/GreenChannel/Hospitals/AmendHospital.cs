using System.Text.Json;
using System.Text.Json.Serialization;

namespace HeroApi.Welfare.GreenChannel.Hospitals;

/// <summary>Changes members of a hospital by JSON Merge Patch. An agreement is ended by its last day: from the next one on its keys are refused.</summary>
internal static class AmendHospital
{
    internal sealed record Command(JsonElement Patch, Guid Id, [property: JsonIgnore] long Version) : ICommand<HospitalView>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Patch).Must(patch => patch.ValueKind == JsonValueKind.Object).OverridePropertyName("").Refuses(Problems.JsonType);
    }

    internal sealed class Handler(HospitalDesk desk, HospitalSource source, IValidator<HospitalBody> validator) : IRequestHandler<Command, HospitalView>
    {
        public async Task<HospitalView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var row = await desk.Take(command.Id, command.Version, ct);
            var body = Json.MergePatch(row.Body, command.Patch);
            validator.Check(body);
            var amended = row.With(body);
            if (amended == row)
                return await source.Get(row.Id, ct);

            await desk.MustFit(amended, ct);
            return await desk.Put(amended, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder hospitals) => hospitals
        .MapPatch("/{id:guid}", Amend)
        .Accepts<HospitalBody>("application/json", "application/merge-patch+json")
        .WithName("AmendHospital")
        .WithSummary("Change members of a hospital (JSON Merge Patch)")
        .RequireScope(WelfareScopes.Write, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner, ChannelErrors.HospitalKnown);

    private static async Task<Reply<HospitalView>> Amend(Guid id, IfMatch match, JsonElement patch, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Command(patch, id, match.Version), ct));
}
