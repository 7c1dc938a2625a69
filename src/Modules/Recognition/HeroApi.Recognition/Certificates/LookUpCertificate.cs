using System.Text.Json.Serialization;

namespace HeroApi.Recognition.Certificates;

/// <summary>
/// Tells whoever holds a certificate whether it is genuine, and nothing more: not whose it is, not since when it is not. An unknown number, a wrong
/// code and a certificate that was revoked or replaced get the same answer after the same statements.
/// </summary>
internal static class LookUpCertificate
{
    internal sealed record Query([property: JsonIgnore] string Number = "") : IQuery<Verdict>
    {
        /// <summary>The check code; case, blanks and hyphens do not matter.</summary>
        public required string Code { get; init; }

        internal static Query Example => new() { Code = IssuedCertificate.Example.Code };
    }

    /// <summary>Whether a certificate is genuine.</summary>
    internal sealed record Verdict
    {
        /// <summary>Whether this number and this code are of one certificate that is valid today.</summary>
        public required bool Genuine { get; init; }

        internal static Verdict Example => new() { Genuine = true };
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Code).NotEmpty().MaximumLength(40);
    }

    internal sealed class Handler(Db db, CertificateCodes codes, CertificateGuesses guesses) : IRequestHandler<Query, Verdict>
    {
        public async Task<Verdict> Handle(Query query, CancellationToken cancellationToken)
        {
            await guesses.MustBeFew(query.Number, cancellationToken);
            var genuine = await db.Single<long>(
                """
                SELECT COUNT(*)
                FROM   recognition_certificate k
                JOIN   recognition_hero h ON h.id = k.hero_id
                WHERE  k.code_print = @print AND k.state = 'valid' AND h.deleted_at IS NULL AND UNSCOPED('its code lets anybody ask, not a scope')
                """, new { print = codes.Print(query.Number, query.Code) }, cancellationToken) > 0;
            if (!genuine)
                await guesses.Count(query.Number);
            return new Verdict { Genuine = genuine };
        }
    }

    internal static void Map(IEndpointRouteBuilder open) => open
        .MapPost("/certificates/{number}/lookup", LookUp)
        .WithTags("Plaques")
        .WithName("LookUpCertificate")
        .WithSummary("Whether a certificate is genuine; needs its check code and no key")
        .OpenToRead();

    /// <param name="number">As on the certificate.</param>
    private static async Task<Reply<Verdict>> LookUp(string number, Query body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { Number = number }, ct));
}
