using System.Text.Json.Serialization;
using HeroApi.Welfare.Entitlements;
using HeroApi.Welfare.GreenChannel.Codes;

namespace HeroApi.Welfare.GreenChannel.Verifications;

/// <summary>
/// Tells a hospital whether the person who shows a code or a token is entitled today, what it covers there, the name to compare with the
/// identity card, and whom to call; nothing else. A person who is not entitled and a code that is nobody's cost the same statements and get
/// the same answer. A code is used once. Every check is in the read log and in the list of the county before the answer leaves.
/// </summary>
internal static class VerifyEntitlement
{
    private const int LongestToken = 2000;

    /// <param name="Code">The code that the person shows; case, blanks and hyphens do not matter.</param>
    /// <param name="Token">The offline token instead of it.</param>
    /// <param name="Claims">What the token says; null when it is not ours.</param>
    internal sealed record Command(string? Code, string? Token, [property: JsonIgnore] TokenClaims? Claims = null) : ICommand<Result>
    {
        internal static Command Example => new("7K3Q-9TZ4", null);
    }

    /// <summary>The answer at the door.</summary>
    internal sealed record Result
    {
        /// <summary>The check, for a later report of what was used.</summary>
        public required Guid Id { get; init; }

        /// <summary>Whether the person is entitled, here and today.</summary>
        public required bool Covered { get; init; }

        /// <summary>What the hospital gives and the person is entitled to: of the vocabulary channel_service.</summary>
        public required IReadOnlyList<string> Services { get; init; }

        /// <summary>To be compared with the identity card; absent when nobody is covered.</summary>
        public string? Name { get; init; }

        /// <summary>Whom to call at the county.</summary>
        public required string Officer { get; init; }

        public required string OfficerPhone { get; init; }

        internal static Result Example => new()
        {
            Id = Guid.Parse("01980d2c-5a00-7000-8000-0000000000c2"),
            Covered = true,
            Services = ["emergency", "inpatient"],
            Name = "示范甲",
            Officer = "示范干部",
            OfficerPhone = "15400000000"
        };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Code).MaximumLength(40);
            RuleFor(c => c.Token).MaximumLength(LongestToken);
            RuleFor(c => c.Code).NotEmpty().When(c => c.Token is null);
            RuleFor(c => c.Token).Null().When(c => c.Code is not null);
        }
    }

    internal sealed class Handler(Db db, ChannelDoor door, DoorCode codes, Call call, ReadLog readLog, Audit audit, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        private const string Check = "channel_check";

        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, now) = (cancellationToken, Instants.Micro(clock.GetUtcNow()));
            var hospital = await door.Hospital(ct);
            if (!hospital.HoldsOn(clock.Today()))
                throw new Refusal(ChannelErrors.HospitalNotKnown);

            door.MustBeFew(hospital);
            var shown = command.Code is not null ? await Take(command.Code, now, ct) : Shown.By(command.Claims, now);
            // Asked also when nobody was found, so that a person without entitlement takes no more work than nobody.
            var person = await db.SingleOrDefault<Person>("SELECT e.id, e.hero_id, e.name, e.state FROM welfare_entitlement e WHERE e.id = @id AND UNSCOPED('who shows the code lets the hospital ask')",
                new { id = shown?.EntitlementId ?? Guid.Empty }, ct);
            var services = ChannelCodes.Read(hospital.Services).Intersect(person?.State == EntitlementCodes.Active ? ChannelCodes.Read(shown!.Services) : []).ToList();
            var (id, covered) = (Guid.CreateVersion7(now), services.Count > 0);
            Statement[] written =
            [
                new(
                    """
                    INSERT INTO welfare_channel_check (id, at, hospital_id, key_id, entitlement_id, means, covered, services)
                    VALUES (@id, @now, @hospital, @key, @person, @means, @covered, @services)
                    """,
                    [
                        new("id", id), new("now", now), new("hospital", hospital.Id), new("key", call.Caller.KeyId), new("person", person?.Id),
                        new("means", command.Code is null ? "token" : "code"), new("covered", covered), new("services", ChannelCodes.Kept(services))
                    ]),
                readLog.Row(person is null ? new RecordName(Check, id) : new RecordName("hero", person.HeroId), "green_channel"),
                door.Count(hospital, covered)
            ];
            // The check, the read-log row, and the counts of the key and of the hospital.
            if (await db.ExecuteAll(written, ct) < 4)
                throw door.TooMany(hospital);

            audit.About(Check, id);
            return new Result { Id = id, Covered = covered, Services = services, Name = covered ? person!.Name : null, Officer = hospital.Officer, OfficerPhone = hospital.OfficerPhone };
        }

        /// <summary>Takes a code that holds: nobody uses it again.</summary>
        private Task<Shown?> Take(string code, DateTimeOffset now, CancellationToken ct) => db.SingleOrDefault<Shown>(
            "DELETE FROM welfare_channel_code WHERE print = @print AND expires_at > @now RETURNING entitlement_id, services", new { print = codes.Print(code), now }, ct);

        private sealed record Shown
        {
            public required Guid EntitlementId { get; init; }
            public required string Services { get; init; }

            internal static Shown? By(TokenClaims? claims, DateTimeOffset now) => claims?.Since <= now && now < claims.Until
                ? new Shown { EntitlementId = claims.EntitlementId, Services = ChannelCodes.Kept(claims.Services) }
                : null;
        }

        private sealed record Person
        {
            public required Guid Id { get; init; }
            public required Guid HeroId { get; init; }
            public required string Name { get; init; }
            public required string State { get; init; }
        }
    }

    internal static void Map(IEndpointRouteBuilder channel) => channel
        .MapPost("/verifications", Verify)
        .WithName("VerifyEntitlement")
        .WithSummary("Whether who shows a code or a token is entitled; for hospital keys alone")
        .RequireScope(Hospitals.HospitalKeys.Scope, ChannelErrors.HospitalNotKnown);

    // The signature is checked here, and not in the transaction that others wait for.
    private static async Task<Reply<Result>> Verify(Command body, ChannelTokens tokens, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { Claims = body.Token is { Length: <= LongestToken } token ? tokens.Open(token) : null }, ct));
}
