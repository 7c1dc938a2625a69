using HeroApi.Organisations.Contracts;
using HeroApi.Recognition.Nominations;

namespace HeroApi.Recognition.Integration;

/// <summary>What a merged organisation is asked about, its heir answers; the titles that it added are its heir's.</summary>
internal sealed class PassHonoursOn(Db db, Records records) : INotificationHandler<OrganisationMerged>
{
    public async Task Handle(OrganisationMerged notification, CancellationToken cancellationToken)
    {
        var asked = await db.Query<Guid>(
            "UPDATE recognition_nomination SET asked_org_id = @IntoOrgId WHERE UNSCOPED('its heir answers, whoever merged them') AND asked_org_id = @OrgId RETURNING id",
            new { notification.OrgId, notification.IntoOrgId }, cancellationToken);
        if (asked.Count > 0)
            await records.Raise(NominationSource.Nominations, asked, losing: [], cancellationToken);
        await db.Execute("UPDATE recognition_title SET org_id = @IntoOrgId, version = version + 1 WHERE org_id = @OrgId", new { notification.OrgId, notification.IntoOrgId }, cancellationToken);
    }
}
