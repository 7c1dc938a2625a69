using System.Text.Json.Serialization;
using HeroApi.Access.Contracts;

namespace HeroApi.Welfare.GreenChannel.Hospitals;

/// <summary>
/// Lets an API key speak for a hospital: one of the organisation that agreed with it, which holds the scope green_channel:verify and
/// nothing else. A key speaks for one hospital; it is looked at again whenever it asks.
/// </summary>
internal static class BindHospitalKey
{
    /// <param name="KeyId">The key, by its id; never its secret.</param>
    internal sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] long Version, Guid KeyId) : ICommand<HospitalView>
    {
        internal static Command Example => new(Guid.Empty, 1, HospitalKeyView.Example.KeyId);
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.KeyId).NotEmpty();
    }

    internal sealed class Handler(Db db, HospitalDesk desk, HospitalSource source, IMediator mediator, TimeProvider clock) : IRequestHandler<Command, HospitalView>
    {
        public async Task<HospitalView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var hospital = await desk.Take(command.Id, command.Version, ct);
            if (await mediator.Send(new FindApiKey(command.KeyId), ct) is not { Revoked: false } key)
                throw Invalid.At("/keyId", ChannelErrors.KeyUnknown);
            if (key.OrgId != hospital.OwnerOrgId || !HospitalKeys.IsNarrow(key.Scopes))
                throw new Refusal(ChannelErrors.KeyTooWide);

            if (await db.Execute("INSERT INTO welfare_hospital_key (key_id, hospital_id, bound_at) VALUES (@Id, @hospital, @now) ON CONFLICT (key_id) DO NOTHING",
                new { key.Id, hospital = hospital.Id, now = clock.GetUtcNow() }, ct) > 0)
                return await desk.Put(hospital, ct);

            return await db.Single<Guid>("SELECT hospital_id FROM welfare_hospital_key WHERE key_id = @Id", new { key.Id }, ct) == hospital.Id
                ? await source.Get(hospital.Id, ct)
                : throw new Refusal(ChannelErrors.KeyBound);
        }
    }

    internal static void Map(IEndpointRouteBuilder hospitals) => hospitals
        .MapPost("/{id:guid}/keys", Bind)
        .WithName("BindHospitalKey")
        .WithSummary("Let an API key speak for a hospital")
        .RequireScope(WelfareScopes.Write, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner, ChannelErrors.KeyTooWide, ChannelErrors.KeyBound);

    private static async Task<Reply<HospitalView>> Bind(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { Id = id, Version = match.Version }, ct));
}
