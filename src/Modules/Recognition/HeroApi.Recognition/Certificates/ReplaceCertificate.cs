using System.Text.Json.Serialization;

namespace HeroApi.Recognition.Certificates;

/// <summary>Issues a new certificate for one that was lost or spoilt, with a number and a code of its own; the old one is genuine no longer.</summary>
internal static class ReplaceCertificate
{
    /// <param name="Number">The number on the new certificate; the next of the organisation when absent.</param>
    /// <param name="IssuedOn">The day, in China; today when absent.</param>
    /// <param name="Reason">Why; at most 1,000 characters.</param>
    internal sealed record Command([property: JsonIgnore] Guid HeroId, [property: JsonIgnore] Guid CertificateId, [property: JsonIgnore] long Version,
        string? Number, DateOnly? IssuedOn, string Reason) : ICommand<IssuedCertificate>
    {
        internal static Command Example => new(Guid.Empty, Guid.Empty, 1, null, null, "原件遗失");
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Number).Serial();
            RuleFor(c => c.IssuedOn).Must(on => on is null || on <= clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.Reason).NotEmpty().Prose(1000);
        }
    }

    internal sealed class Handler(CertificateDesk certificates, TimeProvider clock) : IRequestHandler<Command, IssuedCertificate>
    {
        public async Task<IssuedCertificate> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var (hero, old) = await certificates.Take(command.HeroId, command.CertificateId, command.Version, ct);
            var on = command.IssuedOn ?? clock.Today();
            if (on < old.IssuedOn)
                throw Invalid.At("/issuedOn", RecognitionErrors.CertificateBeforeIssue, new { old.IssuedOn });

            var id = Guid.CreateVersion7(clock.GetUtcNow());
            await certificates.End(old.Id, "replaced", on, command.Reason, replacedBy: id, ct);
            return await certificates.Issue(hero, old with { Id = id, OrgId = hero.OwnerOrgId, Number = command.Number ?? "", IssuedOn = on }, command.Reason, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder heroes) => heroes
        .MapPost("/{id:guid}/certificates/{certificateId:guid}/replacement", Replace)
        .WithName("ReplaceCertificate")
        .WithSummary("Issue a new certificate for one that was lost or spoilt")
        .RequireScope(RecognitionScopes.HeroesWrite, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired,
            RecognitionErrors.CertificateEnded, RecognitionErrors.CertificateNumberTaken, Problems.NotOwner);

    private static async Task<CreatedReply<IssuedCertificate>> Replace(Guid id, Guid certificateId, IfMatch match, Command body, IMediator mediator, CancellationToken ct)
    {
        var issued = await mediator.Send(body with { HeroId = id, CertificateId = certificateId, Version = match.Version }, ct);
        return Answers.Created($"/api/v1/heroes/{id}/certificates", issued);
    }
}
