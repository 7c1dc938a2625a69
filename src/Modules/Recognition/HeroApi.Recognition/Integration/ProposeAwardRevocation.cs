using HeroApi.Cases.Contracts;
using HeroApi.Recognition.Awards;
using HeroApi.Recognition.Heroes;
using HeroApi.Recognition.Nominations;

namespace HeroApi.Recognition.Integration;

/// <summary>Tells readers of open nominations of a person whose confirmation was revoked; they say so themselves, and cannot go on.</summary>
internal sealed class TellNominations(Db db, Records records) : INotificationHandler<ConfirmationRevoked>
{
    public async Task Handle(ConfirmationRevoked notification, CancellationToken cancellationToken)
    {
        var open = await db.Query<Guid>(
            $"""
            SELECT n.id
            FROM   recognition_nomination n
            WHERE  UNSCOPED('readers of all sides are told') AND {NominationSource.Nominations.OpenWork} AND n.id IN (
                       SELECT e.nomination_id FROM recognition_nominee e JOIN recognition_deed d ON d.hero_id = e.hero_id WHERE d.case_id = @CaseId AND d.actor_id = @ActorId)
            """, new { notification.CaseId, notification.ActorId }, cancellationToken);
        if (open.Count > 0)
            await records.Raise(NominationSource.Nominations, open, losing: [], cancellationToken);
    }
}

/// <summary>Proposes to revoke what was granted for an act whose confirmation was revoked; an officer decides on each award.</summary>
internal sealed class ProposeAwardRevocation(Db db, AwardWriter awards) : INotificationHandler<ConfirmationRevoked>
{
    public async Task Handle(ConfirmationRevoked notification, CancellationToken cancellationToken)
    {
        if (await db.SingleOrDefault<DeedRow>($"SELECT {DeedRow.Columns} FROM recognition_deed WHERE case_id = @CaseId AND actor_id = @ActorId", new { notification.CaseId, notification.ActorId }, cancellationToken) is { } deed)
            await awards.ProposeRevocation(deed.HeroId, deed.CaseId, deed.ActedOn, notification.Recover, cancellationToken);
    }
}
