using HeroApi.Recognition.Contracts;
using HeroApi.Welfare.Entitlements;

namespace HeroApi.Welfare.Integration;

/// <summary>Who has a hero file is entitled from then on, in the county that keeps it.</summary>
internal sealed class OnHeroFileOpened(EntitlementBook book) : INotificationHandler<HeroFileOpened>
{
    public Task Handle(HeroFileOpened notification, CancellationToken cancellationToken) => book.Follow([notification.HeroId], notification.KeeperOrgId, cancellationToken);
}

/// <summary>Death, revocation, moving, hardship and protection are followed.</summary>
internal sealed class OnHeroFileChanged(EntitlementBook book) : INotificationHandler<HeroFileChanged>
{
    public Task Handle(HeroFileChanged notification, CancellationToken cancellationToken) => book.Follow([notification.HeroId], notification.KeeperOrgId, cancellationToken);
}

/// <summary>What was written under either file is the same person's from now on.</summary>
internal sealed class OnHeroFilesMerged(EntitlementBook book) : INotificationHandler<HeroFilesMerged>
{
    public Task Handle(HeroFilesMerged notification, CancellationToken cancellationToken) =>
        book.Follow([notification.FromId, notification.IntoId], notification.KeeperOrgId, cancellationToken);
}

/// <summary>What was written under each file is its own person's again.</summary>
internal sealed class OnHeroMergerUndone(EntitlementBook book) : INotificationHandler<HeroMergerUndone>
{
    public Task Handle(HeroMergerUndone notification, CancellationToken cancellationToken) =>
        book.Follow([notification.FromId, notification.IntoId], notification.KeeperOrgId, cancellationToken);
}
