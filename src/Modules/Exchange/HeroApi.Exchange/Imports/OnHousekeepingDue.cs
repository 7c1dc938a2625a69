namespace HeroApi.Exchange.Imports;

/// <summary>Forgets refused rows after 30 days: they are there to be corrected, not to be kept. The counts stay.</summary>
internal sealed class OnHousekeepingDue(Db db, TimeProvider clock) : INotificationHandler<HousekeepingDue>
{
    private static readonly TimeSpan Keep = TimeSpan.FromDays(30);

    public Task Handle(HousekeepingDue notification, CancellationToken cancellationToken) => db.Execute(
        "DELETE FROM exchange_import_error WHERE import_id IN (SELECT i.id FROM exchange_import i WHERE i.created_at < @before)",
        new { before = clock.GetUtcNow() - Keep }, cancellationToken);
}
