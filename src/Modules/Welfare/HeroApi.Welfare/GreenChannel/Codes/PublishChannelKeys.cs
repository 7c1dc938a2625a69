using System.Buffers.Text;

namespace HeroApi.Welfare.GreenChannel.Codes;

/// <summary>
/// The public keys by which a hospital verifies offline tokens without us, as a JSON Web Key Set (RFC 7517): of the month before, of
/// this one and of the next, so that who keeps them a few weeks is never without.
/// </summary>
internal static class PublishChannelKeys
{
    internal sealed record Query : IQuery<Result>;

    /// <summary>A JSON Web Key Set.</summary>
    internal sealed record Result
    {
        public required IReadOnlyList<WebKey> Keys { get; init; }

        internal static Result Example => new() { Keys = [WebKey.Example] };
    }

    /// <summary>A public key of ECDSA over P-256.</summary>
    internal sealed record WebKey
    {
        public required string Kty { get; init; }
        public required string Crv { get; init; }
        public required string X { get; init; }
        public required string Y { get; init; }

        /// <summary>The month whose tokens it is for.</summary>
        public required string Kid { get; init; }

        public required string Use { get; init; }
        public required string Alg { get; init; }

        internal static WebKey Example => new()
        {
            Kty = "EC",
            Crv = "P-256",
            X = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
            Y = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
            Kid = "2026-06",
            Use = "sig",
            Alg = "ES256"
        };
    }

    internal sealed class Handler(ChannelTokens tokens, TimeProvider clock) : IRequestHandler<Query, Result>
    {
        public Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            return Task.FromResult(new Result { Keys = [.. new[] { -1, 0, 1 }.Select(month => Key(ChannelTokens.KeyOf(new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(month))))] });
        }

        private WebKey Key(string id)
        {
            var point = tokens.PublicOf(id);
            return new WebKey { Kty = "EC", Crv = "P-256", X = Base64Url.EncodeToString(point.X), Y = Base64Url.EncodeToString(point.Y), Kid = id, Use = "sig", Alg = "ES256" };
        }
    }

    internal static void Map(IEndpointRouteBuilder open) => open
        .MapGet("/green-channel/keys", Get)
        .WithTags("Green channel")
        .WithName("PublishChannelKeys")
        .WithSummary("The public keys of offline tokens (JWKS)")
        .OpenToRead()
        .Lasts();

    private static async Task<Reply<Result>> Get(IMediator mediator, CancellationToken ct)
    {
        var keys = await mediator.Send(new Query(), ct);
        return Answers.Public(keys, keys.Keys[1].Kid);
    }
}
