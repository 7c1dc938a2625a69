using HeroApi.Host;
using HeroApi.Kernel;

// The program is a host, and a few commands over the same data folder.
try
{
    if (await Commands.Run(args) is { } ended)
        return ended;

    await using var app = HeroHost.Build(args);
    await app.RunAsync();
    return 0;
}
catch (HostRefused refused)
{
    await Console.Error.WriteLineAsync(refused.Message);
    return 1;
}
