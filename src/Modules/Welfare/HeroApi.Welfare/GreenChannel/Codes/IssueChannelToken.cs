using HeroApi.Welfare.Entitlements;

namespace HeroApi.Welfare.GreenChannel.Codes;

/// <summary>
/// Gives a person who is entitled a signed token for places with a bad network: a hospital verifies it without us by the published keys
/// (JWS, ES256). It holds for twelve hours and says no more than which entitlement, which services and until when. While the network is
/// there the hospital asks with it here, and hears at once when the entitlement has ended.
/// </summary>
internal static class IssueChannelToken
{
    internal sealed record Command(PassBody Pass) : ICommand<Result>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IValidator<PassBody> rules) => RuleFor(c => c.Pass).SetValidator(rules).OverridePropertyName("");
    }

    /// <summary>A token, and what to show for a reader.</summary>
    internal sealed record Result
    {
        /// <summary>A JSON Web Signature in its compact form.</summary>
        public required string Token { get; init; }

        /// <summary>The token as a QR code, PNG in Base64.</summary>
        public required string QrPng { get; init; }

        public required DateTimeOffset ExpiresAt { get; init; }

        internal static Result Example => new() { Token = "eyJhbGciOiJFUzI1NiJ9.eyJqdGkiOiIifQ.c2lnbmF0dXJl", QrPng = QrImage.Example, ExpiresAt = DateTimeOffset.Parse("2026-06-01T13:00:00Z", null) };
    }

    internal sealed class Handler(Persons persons, ChannelTokens tokens, Audit audit, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var person = await persons.Of(command.Pass.HeroId, cancellationToken);
            if (person.State != EntitlementCodes.Active)
                throw new Refusal(WelfareErrors.NotEntitled, new { person.State });

            var now = clock.GetUtcNow();
            var claims = new TokenClaims(Guid.CreateVersion7(now), person.Id, [.. ChannelCodes.Services.Intersect(command.Pass.Services ?? ChannelCodes.Services)],
                now.ToUnixTimeSeconds(), (now + ChannelTokens.Lasts).ToUnixTimeSeconds());
            var token = tokens.Sign(claims);
            audit.About(EntitlementSource.Name, person.Id);
            return new Result { Token = token, QrPng = QrImage.Of(token), ExpiresAt = claims.Until };
        }
    }

    internal static void Map(IEndpointRouteBuilder channel) => channel
        .MapPost("/tokens", Issue)
        .WithName("IssueChannelToken")
        .WithSummary("Give a person a token that a hospital can verify without a network")
        .RequireScope(WelfareScopes.Write, WelfareErrors.NotEntitled);

    private static async Task<Reply<Result>> Issue(PassBody body, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Command(body), ct));
}
