namespace HeroApi.Kernel.Messages;

/// <summary>
/// What this host does once the command has committed, such as forgetting what it remembered. It is lost when the host
/// dies, so nothing may depend on it that other hosts or tomorrow need; those are events.
/// </summary>
public sealed class AfterCommit
{
    private readonly List<Action> actions = [];

    public void Do(Action action) => actions.Add(action);

    internal void Clear() => actions.Clear();

    internal void Run()
    {
        foreach (var action in actions)
            action();
        actions.Clear();
    }
}
