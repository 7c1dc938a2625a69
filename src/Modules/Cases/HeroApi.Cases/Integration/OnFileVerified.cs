using HeroApi.Files.Contracts;

namespace HeroApi.Cases.Integration;

/// <summary>A file that leads have waited for has arrived: they say so, under a new version, and the feed tells it.</summary>
internal sealed class OnFileVerified(Db db, Records records) : INotificationHandler<FileVerified>
{
    public async Task Handle(FileVerified notification, CancellationToken cancellationToken)
    {
        var ct = cancellationToken;
        var waited = await db.Query<Guid>(
            "UPDATE cases_lead_attachment SET verified = true WHERE file_id = @FileId AND NOT verified RETURNING lead_id", new { notification.FileId }, ct);
        await records.Raise(LeadSource.Leads, waited, losing: [], ct);
    }
}
