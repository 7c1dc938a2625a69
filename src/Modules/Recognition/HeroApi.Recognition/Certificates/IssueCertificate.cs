using System.Text.Json.Serialization;
using HeroApi.Recognition.Heroes;

namespace HeroApi.Recognition.Certificates;

/// <summary>
/// Issues a certificate to a hero. Its check code is told here, in the replay of this answer, and in the QR code; whoever holds the paper can
/// have it checked without a key.
/// </summary>
internal static class IssueCertificate
{
    internal sealed record Command([property: JsonIgnore] Guid HeroId = default) : ICommand<IssuedCertificate>
    {
        /// <summary>Of the vocabulary certificate_kind.</summary>
        public required string Kind { get; init; }

        /// <summary>The case whose confirmation it is about: one of the acts in the file, for the kind confirmation alone.</summary>
        public Guid? CaseId { get; init; }

        /// <summary>The plaque it is about, for the kind plaque alone.</summary>
        public Guid? PlaqueId { get; init; }

        /// <summary>The number on the certificate; the next of the organisation when absent.</summary>
        public string? Number { get; init; }

        /// <summary>The day, in China; today when absent.</summary>
        public DateOnly? IssuedOn { get; init; }

        internal static Command Example => new() { Kind = "honour", IssuedOn = new DateOnly(2026, 6, 1) };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Kind).NotEmpty().OneOf(CertificateCodes.Kinds);
            RuleFor(c => c.CaseId).Null().When(c => c.Kind != "confirmation");
            RuleFor(c => c.PlaqueId).Null().When(c => c.Kind != "plaque");
            RuleFor(c => c.Number).Serial();
            RuleFor(c => c.IssuedOn).Must(on => on is null || on <= clock.Today()).Refuses(ValueProblems.InFuture);
        }
    }

    internal sealed class Handler(Db db, HeroDesk desk, CertificateDesk certificates, TimeProvider clock) : IRequestHandler<Command, IssuedCertificate>
    {
        public async Task<IssuedCertificate> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var hero = await desk.Take(command.HeroId, version: null, ct);
            if (command.CaseId is not null && await db.Single<long>(
                "SELECT COUNT(*) FROM recognition_deed WHERE hero_id = @HeroId AND case_id = @CaseId AND state = 'confirmed'", new { command.HeroId, command.CaseId }, ct) == 0)
                throw Invalid.At("/caseId", RecognitionErrors.CertificateAboutUnknown);
            if (command.PlaqueId is not null && await db.Single<long>(
                "SELECT COUNT(*) FROM recognition_plaque_hero WHERE hero_id = @HeroId AND plaque_id = @PlaqueId", new { command.HeroId, command.PlaqueId }, ct) == 0)
                throw Invalid.At("/plaqueId", RecognitionErrors.CertificateAboutUnknown);
            return await certificates.Issue(hero, new CertificateRow
            {
                Id = Guid.CreateVersion7(clock.GetUtcNow()),
                HeroId = hero.Id,
                OrgId = hero.OwnerOrgId,
                Kind = command.Kind,
                CaseId = command.CaseId,
                PlaqueId = command.PlaqueId,
                Number = command.Number ?? "",
                IssuedOn = command.IssuedOn ?? clock.Today(),
                State = "valid",
                CodeCipher = []
            }, reason: null, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder heroes) => heroes
        .MapPost("/{id:guid}/certificates", Issue)
        .WithName("IssueCertificate")
        .WithSummary("Issue a certificate; the answer alone tells its check code")
        .RequireScope(RecognitionScopes.HeroesWrite, Problems.NotFound, Problems.Deleted, RecognitionErrors.CertificateNumberTaken, Problems.NotOwner);

    private static async Task<CreatedReply<IssuedCertificate>> Issue(Guid id, Command body, IMediator mediator, CancellationToken ct)
    {
        var issued = await mediator.Send(body with { HeroId = id }, ct);
        return Answers.Created($"/api/v1/heroes/{id}/certificates", issued);
    }
}
