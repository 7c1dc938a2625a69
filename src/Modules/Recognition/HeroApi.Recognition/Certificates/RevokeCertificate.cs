using System.Text.Json.Serialization;
using HeroApi.Recognition.Heroes;

namespace HeroApi.Recognition.Certificates;

/// <summary>Revokes a certificate, for a reason; from now on it is answered as not genuine.</summary>
internal static class RevokeCertificate
{
    /// <param name="On">The day, in China; today when absent.</param>
    /// <param name="Reason">Why; at most 1,000 characters.</param>
    internal sealed record Command([property: JsonIgnore] Guid HeroId, [property: JsonIgnore] Guid CertificateId, [property: JsonIgnore] long Version, DateOnly? On, string Reason)
        : ICommand<HeroCertificates>
    {
        internal static Command Example => new(Guid.Empty, Guid.Empty, 1, null, "姓名有误");
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.On).Must(on => on is null || on <= clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.Reason).NotEmpty().Prose(1000);
        }
    }

    internal sealed class Handler(CertificateDesk certificates, HeroDesk desk, HeroSource source) : IRequestHandler<Command, HeroCertificates>
    {
        public async Task<HeroCertificates> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var (hero, certificate) = await certificates.Take(command.HeroId, command.CertificateId, command.Version, ct);
            if (command.On < certificate.IssuedOn)
                throw Invalid.At("/on", RecognitionErrors.CertificateBeforeIssue, new { certificate.IssuedOn });

            await certificates.End(certificate.Id, "revoked", command.On, command.Reason, replacedBy: null, ct);
            var shown = await desk.Put(hero, new Entry(CertificateDesk.Kind, certificate.Id, Reason: command.Reason), ct);
            var rows = await source.Parts<CertificateRow>(CertificateRow.Columns, "recognition_certificate", "id", [hero.Id], ct);
            return new HeroCertificates { Version = shown.Version, Certificates = [.. rows.Select(row => row.View)] };
        }
    }

    internal static void Map(IEndpointRouteBuilder heroes) => heroes
        .MapPost("/{id:guid}/certificates/{certificateId:guid}/revocation", Revoke)
        .WithName("RevokeCertificate")
        .WithSummary("Revoke a certificate, for a reason")
        .RequireScope(RecognitionScopes.HeroesWrite, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired,
            RecognitionErrors.CertificateEnded, Problems.NotOwner);

    private static async Task<Reply<HeroCertificates>> Revoke(Guid id, Guid certificateId, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { HeroId = id, CertificateId = certificateId, Version = match.Version }, ct));
}
