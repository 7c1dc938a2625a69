using Dapper;
using HeroApi.Cases.Contracts;
using HeroApi.Recognition.Bonuses;

namespace HeroApi.Recognition.Integration;

/// <summary>
/// Takes bonuses back whose confirmation was revoked, where the decision asks for them: what was paid must be recovered, what was not
/// is cancelled. A bonus that names no act goes with the last act of its person.
/// </summary>
internal sealed class OnConfirmationRevokedRecoverBonuses(Db db, BonusDesk desk) : INotificationHandler<ConfirmationRevoked>
{
    public async Task Handle(ConfirmationRevoked notification, CancellationToken cancellationToken)
    {
        var ct = cancellationToken;
        if (!notification.Recover.Contains("bonus"))
            return;

        var standing = await db.Query<Guid>(
            """
            UPDATE recognition_bonus AS b
            SET    version = version
            WHERE  UNSCOPED('a revoked confirmation takes back what any body has decided for it') AND b.state IN ('proposed', 'approved', 'paid')
            AND    b.hero_id IN (SELECT d.hero_id FROM recognition_deed d WHERE d.case_id = @CaseId AND d.actor_id = @ActorId)
            AND    (b.case_id = @CaseId OR (b.case_id IS NULL AND NOT EXISTS (
                       SELECT 1 FROM recognition_deed o WHERE o.hero_id = b.hero_id AND o.state = 'confirmed' AND o.case_id <> @CaseId)))
            RETURNING id
            """, new { notification.CaseId, notification.ActorId }, ct);
        foreach (var id in standing)
        {
            var bonus = (await db.SingleOrDefault<BonusRow>($"SELECT {BonusRow.Columns} FROM recognition_bonus b WHERE b.id = @id AND SCOPE(b)", new { id }, ct))!;
            await desk.Write(bonus, bonus with { State = bonus.PaidFen > 0 ? "to_recover" : "cancelled", EndReason = "confirmation_revoked" }, ct);
        }
    }
}

/// <summary>Keeps every bonus at least as closely as the hero file that it names, also when that is kept more closely later.</summary>
internal sealed class BonusProtection(Db db, Changes changes, TimeProvider clock) : IRecordFollower
{
    public async Task Follow(IReadOnlyList<Turn> turns, CancellationToken ct)
    {
        var parameters = new DynamicParameters();
        var bonuses = await db.Query<BonusRow>(
            $"""
            SELECT {BonusRow.Columns}
            FROM   recognition_bonus b
            WHERE  UNSCOPED('a bonus follows the hero file, whoever acts on that') AND b.hero_id IN {parameters.In("hero", [.. turns.Select(turn => turn.RecordId)])}
            """, parameters, ct);
        foreach (var bonus in bonuses)
        {
            var kept = Protection.Closer(bonus.Secret ? Protection.Restricted : Protection.None, turns.First(turn => turn.RecordId == bonus.HeroId).Protection);
            if (kept == bonus.Protection)
                continue;

            await db.Execute(
                """
                UPDATE recognition_bonus
                SET    protection = @kept, updated_at = @now, version = version + 1
                WHERE  UNSCOPED('a bonus is kept as closely as its person') AND id = @Id
                """, new { bonus.Id, kept, now = clock.GetUtcNow() }, ct);
            var seen = await changes.VisibilityOf(bonus.Id, bonus.Protection, ct);
            changes.Changed(BonusSource.Name, bonus.Id, bonus.Version + 1, seen, seen with { Protection = kept });
        }
    }
}
