using System.Text.Json.Serialization;

namespace HeroApi.Welfare.GreenChannel.Hospitals;

/// <summary>Takes a key back from a hospital; from now on it is refused. The key itself is revoked where keys are kept.</summary>
internal static class UnbindHospitalKey
{
    internal sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] Guid KeyId, [property: JsonIgnore] long Version) : ICommand<HospitalView>;

    internal sealed class Handler(Db db, HospitalDesk desk) : IRequestHandler<Command, HospitalView>
    {
        public async Task<HospitalView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var hospital = await desk.Take(command.Id, command.Version, ct);
            return await db.Execute("DELETE FROM welfare_hospital_key WHERE key_id = @KeyId AND hospital_id = @Id", new { command.KeyId, command.Id }, ct) > 0
                ? await desk.Put(hospital, ct)
                : throw new Refusal(Problems.NotFound);
        }
    }

    internal static void Map(IEndpointRouteBuilder hospitals) => hospitals
        .MapDelete("/{id:guid}/keys/{keyId:guid}", Unbind)
        .WithName("UnbindHospitalKey")
        .WithSummary("Take a key back from a hospital")
        .RequireScope(WelfareScopes.Write, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner);

    private static async Task<Reply<HospitalView>> Unbind(Guid id, Guid keyId, IfMatch match, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Command(id, keyId, match.Version), ct));
}
