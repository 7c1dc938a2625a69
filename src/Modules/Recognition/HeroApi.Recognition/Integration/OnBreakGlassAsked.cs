using HeroApi.Recognition.Contracts;
using HeroApi.Recognition.Heroes;

namespace HeroApi.Recognition.Integration;

/// <summary>Tells the keeper of a file that somebody asks for it in an emergency. Apart from the asking, which takes as long when there is no file.</summary>
internal sealed class OnBreakGlassAsked(Db db, HeroDesk desk) : INotificationHandler<BreakGlassAsked>
{
    public async Task Handle(BreakGlassAsked notification, CancellationToken cancellationToken)
    {
        if (await db.SingleOrDefault<Guid?>("SELECT hero_id FROM recognition_break_glass WHERE id = @RequestId", new { notification.RequestId }, cancellationToken) is { } hero)
            await desk.Changed([hero], new Entry("break_glass_asked", notification.RequestId), cancellationToken);
    }
}
