using HeroApi.Host;
using HeroApi.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace HeroApi.Tests.Kernel.Planted;

/// <summary>
/// Makes a job stumble in the midst of a chunk, at the planted record type: the chunk is undone, and the job waits until the
/// clock moves.
/// </summary>
internal sealed class Stumbling
{
    private int left = int.MaxValue;

    internal static async Task<(Api Api, Stumbling Job)> On(Engine engine)
    {
        var stumbling = new Stumbling();
        var api = await Api.On(engine, [.. PlantedModule.Planted, new Module(typeof(Stumbling).Assembly, services => services.AddSingleton(stumbling), _ => { })]);
        return (api, stumbling);
    }

    /// <summary>When so many chunks more have gone well.</summary>
    internal void After(int chunks) => left = chunks;

    internal void NoMore() => left = int.MaxValue;

    internal void Step()
    {
        if (Interlocked.Decrement(ref left) < 0)
            throw new InvalidOperationException("The job stumbles here.");
    }
}
