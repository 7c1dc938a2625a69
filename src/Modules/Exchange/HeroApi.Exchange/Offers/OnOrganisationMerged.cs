using HeroApi.Organisations.Contracts;

namespace HeroApi.Exchange.Offers;

/// <summary>
/// Ends what the heir of a merged organisation had offered to that one: nobody is left to answer it. Other offers to it are the
/// heir's to answer since its records passed to him, and its own ended with them.
/// </summary>
internal sealed class OnOrganisationMerged(Db db, OfferEnd end) : INotificationHandler<OrganisationMerged>
{
    public async Task Handle(OrganisationMerged notification, CancellationToken cancellationToken)
    {
        foreach (var offer in await db.Query<Guid>(
            """
            SELECT f.id
            FROM   exchange_offer f
            WHERE  UNSCOPED('nobody is left to answer it') AND f.state = 'open' AND f.owner_org_id = @IntoOrgId
            AND    EXISTS (SELECT 1 FROM kernel_scope s WHERE s.record_id = f.id AND s.axis = 'home' AND s.org_id = @IntoOrgId)
            """, new { notification.IntoOrgId }, cancellationToken))
            await end.Close(offer, "void", "receiver_merged", version: null, cancellationToken);
    }
}
