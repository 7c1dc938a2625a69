namespace HeroApi.Kernel.Security;

/// <summary>
/// Tells this host that keys or the organisation tree have changed, so that what is remembered of callers is looked up
/// again at once. Other hosts look it up again within seconds by themselves.
/// </summary>
public sealed class Standing
{
    public event Action? Changed;

    public void Change() => Changed?.Invoke();
}
