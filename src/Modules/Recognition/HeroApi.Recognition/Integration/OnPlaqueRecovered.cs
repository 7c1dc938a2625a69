using HeroApi.Cases.Contracts;
using HeroApi.Recognition.Heroes;
using HeroApi.Recognition.Plaques;

namespace HeroApi.Recognition.Integration;

/// <summary>A decision that revokes a confirmation and asks for the plaque back marks it in the files of the household; an officer withdraws it.</summary>
internal sealed class OnPlaqueRecovered(Db db, HeroDesk desk) : INotificationHandler<ConfirmationRevoked>
{
    public async Task Handle(ConfirmationRevoked notification, CancellationToken cancellationToken)
    {
        var (ct, said) = (cancellationToken, notification);
        if (!said.Recover.Contains(PlaqueDesk.Kind))
            return;

        var marked = await db.Query<Guid>(
            """
            UPDATE recognition_plaque
            SET    to_withdraw = true
            WHERE  NOT to_withdraw AND state IN ('made', 'issued', 'hung', 'damaged')
            AND    EXISTS (SELECT 1 FROM recognition_plaque_hero s JOIN recognition_deed d ON d.hero_id = s.hero_id
                           WHERE s.plaque_id = recognition_plaque.id AND d.case_id = @CaseId AND d.actor_id = @ActorId)
            RETURNING id
            """, new { said.CaseId, said.ActorId }, ct);
        foreach (var plaqueId in marked)
            await desk.Changed(await db.Query<Guid>("SELECT DISTINCT hero_id FROM recognition_plaque_hero WHERE plaque_id = @plaqueId", new { plaqueId }, ct), new Entry(PlaqueDesk.Kind, plaqueId), ct);
    }
}
