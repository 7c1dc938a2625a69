using HeroApi.Recognition.Heroes;

namespace HeroApi.Recognition.Mergers;

/// <summary>A merger of two files can no longer be undone.</summary>
internal sealed record HeroMergerSettled(Guid MergerId) : INotification;

/// <summary>What is kept of a merger.</summary>
internal static class HeroMerger
{
    /// <summary>How long it can be undone.</summary>
    internal static readonly TimeSpan Undoable = TimeSpan.FromDays(30);

    internal static string Timer(Guid mergerId) => $"recognition.merger:{mergerId:D}";

    /// <summary>What undoing needs to know of the file that remained. It is kept encrypted, for it holds personal data in clear.</summary>
    /// <param name="Was">What it said before.</param>
    /// <param name="Became">What the merger made it say.</param>
    /// <param name="Named">What other systems called the file that went.</param>
    /// <param name="Homes">The organisations that see it only since.</param>
    /// <param name="Files">The files that it refers to only since.</param>
    internal sealed record Remembered(
        HeroBody Was, HeroBody Became, IReadOnlyList<ExternalId> Named, IReadOnlyList<Guid> Homes, IReadOnlyList<Guid> Files);
}

/// <summary>Forgets what only undoing needed, once that time is over.</summary>
internal sealed class OnHeroMergerSettled(Db db) : INotificationHandler<HeroMergerSettled>
{
    public async Task Handle(HeroMergerSettled notification, CancellationToken cancellationToken)
    {
        await db.Execute("UPDATE recognition_merger SET state_cipher = NULL WHERE id = @MergerId", notification, cancellationToken);
        await db.Execute("DELETE FROM recognition_merger_row WHERE merger_id = @MergerId", notification, cancellationToken);
    }
}
