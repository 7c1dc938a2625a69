using HeroApi.Welfare.GreenChannel.Codes;
using HeroApi.Welfare.GreenChannel.Verifications;

namespace HeroApi.Welfare.GreenChannel.Uses;

/// <summary>
/// Records that a service was given through the green channel: after a check that was answered with yes, or, when the network is back, on an
/// offline token that held at that time by the device's clock. Sent again under the same id it is recorded once; another use under a known
/// id is 412 record.exists. It is recorded also when the entitlement has ended since: it was given.
/// </summary>
internal static class ReportChannelUse
{
    internal sealed record Command : ICommand<Result>
    {
        /// <summary>The device's own id of the use, a UUIDv7.</summary>
        public required Guid Id { get; init; }

        /// <summary>Of the vocabulary channel_service.</summary>
        public required string Service { get; init; }

        /// <summary>When, by the device's clock; when it was received is kept beside it.</summary>
        public required DateTimeOffset UsedAt { get; init; }

        /// <summary>The check that was answered with yes.</summary>
        public Guid? CheckId { get; init; }

        /// <summary>The offline token instead of it.</summary>
        public string? Token { get; init; }

        internal static Command Example => new()
        {
            Id = Guid.Parse("01980d2c-5a00-7000-8000-0000000000c3"),
            Service = "emergency",
            UsedAt = DateTimeOffset.Parse("2026-06-01T01:00:00Z", null),
            CheckId = Guid.Parse("01980d2c-5a00-7000-8000-0000000000c2")
        };
    }

    /// <summary>That it is recorded.</summary>
    internal sealed record Result
    {
        public required Guid Id { get; init; }
        public required DateTimeOffset ReceivedAt { get; init; }

        internal static Result Example => new() { Id = Command.Example.Id, ReceivedAt = DateTimeOffset.Parse("2026-06-01T03:00:00Z", null) };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Id).Must(id => id.Version == 7).Refuses(ValueProblems.IdNotOrdered);
            RuleFor(c => c.Service).NotEmpty().OneOf(ChannelCodes.Services);
            RuleFor(c => c.Token).MaximumLength(2000);
            RuleFor(c => c.CheckId).NotEmpty().When(c => c.Token is null);
            RuleFor(c => c.Token).Null().When(c => c.CheckId is not null);
        }
    }

    internal sealed class Handler(Db db, Call call, ChannelDoor door, ChannelTokens tokens, Audit audit, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        /// <summary>How far a device's clock may go wrong before its tokens are not believed.</summary>
        private static readonly TimeSpan Drift = TimeSpan.FromMinutes(15);

        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, now) = (cancellationToken, Instants.Micro(clock.GetUtcNow()));
            var hospital = await door.Hospital(ct);
            // A device whose clock is ahead has not seen tomorrow.
            var day = ChinaTime.DateOf(command.UsedAt < now ? command.UsedAt : now);
            if (!hospital.HoldsOn(day))
                throw new Refusal(ChannelErrors.HospitalNotKnown);

            var (given, tokenId) = command.Token is null ? (await OfCheck(command.CheckId!.Value, hospital.Id, ct), (Guid?)null) : await OfToken(command.Token, command.UsedAt, hospital, ct);
            if (!given.Services.Split(' ').Contains(command.Service))
                throw Invalid.At("/service", ChannelErrors.ServiceNotCovered);

            var row = await db.SingleOrDefault<Row>(
                """
                INSERT INTO welfare_channel_use (id, hospital_id, key_id, entitlement_id, service, used_at, received_at, used_on, check_id, token_id)
                VALUES (@Id, @hospital, @KeyId, @EntitlementId, @Service, @UsedAt, @now, @day, @CheckId, @tokenId)
                ON CONFLICT (id) DO NOTHING
                RETURNING hospital_id, entitlement_id, service, used_at, received_at
                """,
                new { command.Id, hospital = hospital.Id, call.Caller.KeyId, given.EntitlementId, command.Service, UsedAt = Instants.Micro(command.UsedAt), now, day, command.CheckId, tokenId }, ct)
                ?? await db.Single<Row>("SELECT hospital_id, entitlement_id, service, used_at, received_at FROM welfare_channel_use WHERE id = @Id", new { command.Id }, ct);
            if (row.HospitalId != hospital.Id || row.EntitlementId != given.EntitlementId || row.Service != command.Service || row.UsedAt != Instants.Micro(command.UsedAt))
                throw new Refusal(Problems.RecordExists);

            audit.About("channel_use", command.Id);
            return new Result { Id = command.Id, ReceivedAt = row.ReceivedAt };
        }

        private async Task<Given> OfCheck(Guid checkId, Guid hospitalId, CancellationToken ct) => await db.SingleOrDefault<Given>(
            "SELECT entitlement_id, services FROM welfare_channel_check WHERE id = @checkId AND hospital_id = @hospitalId AND covered", new { checkId, hospitalId }, ct)
            ?? throw Invalid.At("/checkId", ChannelErrors.CheckUnknown);

        private async Task<(Given Given, Guid? TokenId)> OfToken(string token, DateTimeOffset usedAt, HospitalAtDoor hospital, CancellationToken ct)
        {
            if (tokens.Open(token) is not { } claims || usedAt < claims.Since - Drift || usedAt > claims.Until + Drift
                || await db.Single<long>("SELECT COUNT(*) FROM welfare_entitlement e WHERE e.id = @EntitlementId AND UNSCOPED('the token names it')", new { claims.EntitlementId }, ct) == 0)
                throw Invalid.At("/token", ChannelErrors.TokenUnknown);
            return (new Given { EntitlementId = claims.EntitlementId, Services = ChannelCodes.Kept(claims.Services.Intersect(ChannelCodes.Read(hospital.Services))) }, claims.Id);
        }

        private sealed record Given
        {
            public required Guid EntitlementId { get; init; }
            public required string Services { get; init; }
        }

        private sealed record Row
        {
            public required Guid HospitalId { get; init; }
            public required Guid EntitlementId { get; init; }
            public required string Service { get; init; }
            public required DateTimeOffset UsedAt { get; init; }
            public required DateTimeOffset ReceivedAt { get; init; }
        }
    }

    internal static void Map(IEndpointRouteBuilder channel) => channel
        .MapPost("/uses", Report)
        .WithName("ReportChannelUse")
        .WithSummary("Record a service that was given through the green channel; for hospital keys alone")
        .RequireScopeToRepeat(Hospitals.HospitalKeys.Scope, ChannelErrors.HospitalNotKnown, Problems.RecordExists);

    private static async Task<Reply<Result>> Report(Command body, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(body, ct));
}
