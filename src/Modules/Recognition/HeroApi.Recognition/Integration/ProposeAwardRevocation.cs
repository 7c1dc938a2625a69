using HeroApi.Cases.Contracts;
using HeroApi.Recognition.Awards;
using HeroApi.Recognition.Heroes;

namespace HeroApi.Recognition.Integration;

/// <summary>Proposes to revoke what was granted for an act whose confirmation was revoked; an officer decides on each award.</summary>
internal sealed class ProposeAwardRevocation(Db db, AwardWriter awards) : INotificationHandler<ConfirmationRevoked>
{
    public async Task Handle(ConfirmationRevoked notification, CancellationToken cancellationToken)
    {
        if (await db.SingleOrDefault<DeedRow>($"SELECT {DeedRow.Columns} FROM recognition_deed WHERE case_id = @CaseId AND actor_id = @ActorId", new { notification.CaseId, notification.ActorId }, cancellationToken) is { } deed)
            await awards.ProposeRevocation(deed.HeroId, deed.CaseId, deed.ActedOn, notification.Recover, cancellationToken);
    }
}
