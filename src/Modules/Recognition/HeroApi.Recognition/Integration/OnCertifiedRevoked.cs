using HeroApi.Cases.Contracts;
using HeroApi.Recognition.Certificates;
using HeroApi.Recognition.Heroes;

namespace HeroApi.Recognition.Integration;

/// <summary>The certificate of a confirmation that was revoked is genuine no longer, wherever the paper is.</summary>
internal sealed class OnCertifiedRevoked(Db db, HeroDesk desk, CertificateDesk certificates) : INotificationHandler<ConfirmationRevoked>
{
    private const string Because = "确认已撤销";

    public async Task Handle(ConfirmationRevoked notification, CancellationToken cancellationToken)
    {
        var (ct, said) = (cancellationToken, notification);
        var standing = await db.Query<CertificateRow>(
            $"""
            SELECT {CertificateRow.Columns}
            FROM   recognition_certificate
            WHERE  case_id = @CaseId AND state = 'valid'
            AND    hero_id IN (SELECT d.hero_id FROM recognition_deed d WHERE d.case_id = @CaseId AND d.actor_id = @ActorId)
            """, new { said.CaseId, said.ActorId }, ct);
        foreach (var certificate in standing)
        {
            await certificates.End(certificate.Id, "revoked", on: null, Because, replacedBy: null, ct);
            await desk.Changed([certificate.HeroId], new Entry(CertificateDesk.Kind, certificate.Id, Reason: Because), ct);
        }
    }
}
