using Dapper;
using HeroApi.Files.Contracts;

namespace HeroApi.Cases.Integration;

/// <summary>A file that leads have waited for has arrived: they say so, under a new version, and the feed tells it.</summary>
internal sealed class OnFileVerified(Db db, Changes changes, TimeProvider clock) : INotificationHandler<FileVerified>
{
    public async Task Handle(FileVerified notification, CancellationToken cancellationToken)
    {
        var ct = cancellationToken;
        var waited = await db.Query<Guid>(
            "UPDATE cases_lead_attachment SET verified = true WHERE file_id = @FileId AND NOT verified RETURNING lead_id", new { notification.FileId }, ct);
        var parameters = new DynamicParameters(new { now = clock.GetUtcNow() });
        foreach (var lead in await db.Query<Raised>(
            $"""
            UPDATE cases_lead
            SET    version = version + 1, updated_at = @now
            WHERE  UNSCOPED('a file arrives for every lead that names it') AND deleted_at IS NULL AND id IN {parameters.In("lead", waited)}
            RETURNING id, version, owner_epoch AS epoch, protection
            """, parameters, ct))
        {
            var seen = await changes.VisibilityOf(lead.Id, lead.Protection, ct);
            changes.Changed(LeadSource.Name, lead.Id, lead.Version, seen, seen);
        }
    }
}
