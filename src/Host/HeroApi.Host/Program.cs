using HeroApi.Host;
using HeroApi.Host.Samples;
using HeroApi.Kernel;

// The program is a host, and a few commands over the same data folder.
try
{
    if (await Commands.Run(args) is { } ended)
        return ended;

    await using var app = HeroHost.Build(args);
    await app.StartAsync();
    await app.Services.GetRequiredService<Demo>().Run(app);
    await app.WaitForShutdownAsync();
    return 0;
}
catch (HostRefused refused)
{
    await Console.Error.WriteLineAsync(refused.Message);
    return 1;
}
