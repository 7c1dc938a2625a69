using HeroApi.Welfare.Entitlements;

namespace HeroApi.Welfare.GreenChannel.Codes;

/// <summary>
/// Gives a person who is entitled the code to show at a hospital's door: it holds for ten minutes and once, and the next one takes its
/// place. It is told here and in the replay of this answer alone. Who is not entitled now gets none: 409 welfare.not_entitled.
/// </summary>
internal static class IssueChannelCode
{
    internal sealed record Command(PassBody Pass) : ICommand<Result>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IValidator<PassBody> rules) => RuleFor(c => c.Pass).SetValidator(rules).OverridePropertyName("");
    }

    /// <summary>A code, and what to show for a reader.</summary>
    internal sealed record Result
    {
        public required string Code { get; init; }

        /// <summary>What the QR code says: the code itself.</summary>
        public required string Qr { get; init; }

        /// <summary>The QR code as an image, PNG in Base64.</summary>
        public required string QrPng { get; init; }

        public required DateTimeOffset ExpiresAt { get; init; }

        internal static Result Example => new() { Code = "7K3Q-9TZ4", Qr = "7K3Q-9TZ4", QrPng = QrImage.Example, ExpiresAt = DateTimeOffset.Parse("2026-06-01T01:10:00Z", null) };
    }

    internal sealed class Handler(Db db, Persons persons, DoorCode codes, Audit audit, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var person = await persons.Of(command.Pass.HeroId, cancellationToken);
            if (person.State != EntitlementCodes.Active)
                throw new Refusal(WelfareErrors.NotEntitled, new { person.State });

            var (code, until) = (DoorCode.New(), Instants.Micro(clock.GetUtcNow()) + DoorCode.Lasts);
            await db.Execute(
                """
                INSERT INTO welfare_channel_code (entitlement_id, print, services, expires_at)
                VALUES (@Id, @print, @services, @until)
                ON CONFLICT (entitlement_id) DO UPDATE SET print = excluded.print, services = excluded.services, expires_at = excluded.expires_at
                """, new { person.Id, print = codes.Print(code), services = ChannelCodes.Kept(command.Pass.Services ?? ChannelCodes.Services), until }, cancellationToken);
            audit.About(EntitlementSource.Name, person.Id);
            return new Result { Code = code, Qr = code, QrPng = QrImage.Of(code), ExpiresAt = until };
        }
    }

    internal static void Map(IEndpointRouteBuilder channel) => channel
        .MapPost("/codes", Issue)
        .WithName("IssueChannelCode")
        .WithSummary("Give a person a code to show at a hospital's door")
        .RequireScope(WelfareScopes.Write, WelfareErrors.NotEntitled);

    private static async Task<Reply<Result>> Issue(PassBody body, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Command(body), ct));
}
