using System.Diagnostics;
using System.Globalization;
using HeroApi.China;
using HeroApi.Kernel;
using HeroApi.Kernel.Events;
using HeroApi.Kernel.Security;

namespace HeroApi.Host.Samples;

/// <summary><c>--demo</c>: loads the samples into an empty database, and says how to try the API on them.</summary>
internal sealed class Demo(HeroSettings settings, Workers workers, TimeProvider clock, IConfiguration configuration)
{
    private readonly bool wanted = configuration.GetValue<bool>("demo");
    private volatile bool done;

    /// <summary>Whether readers would still see only part of the samples.</summary>
    internal bool Loading => wanted && !done;

    /// <summary>Runs once the host answers, for the samples come in over its own API.</summary>
    internal async Task Run(WebApplication app)
    {
        if (!wanted)
            return;

        var address = AddressOf(app.Urls);
        using var http = new HttpClient { BaseAddress = address };
        try
        {
            await Load(new SampleDoor(http, await AdminKey(), clock), address, app.Lifetime.ApplicationStopping);
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            Console.WriteLine();
        }
    }

    private async Task Load(SampleDoor door, Uri address, CancellationToken ct)
    {
        if (!await door.FindsAnEmptyDatabase(ct))
        {
            done = true;
            Console.WriteLine("The database is not empty: it is served as it is, without samples.");
            return;
        }

        var watch = Stopwatch.StartNew();
        var leads = SampleLeads.Tell(SampleFiles.Plan);
        var loader = new SampleLoader(door);
        await loader.Load(SampleFiles.Organisations, leads, loaded => Progress(loaded, leads.Count), ct);
        var persons = await loader.Load(SampleFiles.Heroes, SampleHeroes.Tell(SampleFiles.Heroes), ct);
        await new SampleWelfare(door, clock, workers.RunUntilIdle).Load(SampleFiles.Fund, SampleFiles.Welfare, persons, ct);
        var keys = Path.Combine(settings.DataFolder, "demo-keys");
        Directory.CreateDirectory(keys);
        await Hand("county", "YT-370686", ["leads:read", "leads:write", "leads:triage", "offers:read", "heroes:read", "files:write", "orgs:read", "feed:read", "pii:read"]);
        await Hand("home", "LC-371521", ["leads:read", "heroes:read", "orgs:read", "feed:read"]);
        await Hand("province", "SD-JJH", ["leads:read", "heroes:read", "orgs:read", "feed:read"]);
        await Hand("huian", "QZ-350521", ["heroes:read", "welfare:read", "welfare:write", "orgs:read", "feed:read", "pii:read"]);
        done = true;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $" in {watch.Elapsed.TotalSeconds:0.0} s."));
        Console.WriteLine(Invitation(address, keys));

        async Task Hand(string role, string organisation, IReadOnlyList<string> scopes) =>
            PrivateFile.Write(Path.Combine(keys, $"{role}.key"), await door.Key(organisation, $"demo {role}", scopes, null, ct) + "\n");
    }

    private string Invitation(Uri address, string keys) =>
        $"""
        Try it:
          curl -H "Authorization: Bearer $(cat {keys}/county.key)" "{address}api/v1/leads?limit=3"
          curl -H "Authorization: Bearer $(cat {keys}/province.key)" "{address}api/v1/exchange/changes?limit=3"
          curl -H "Authorization: Bearer $(cat {keys}/home.key)" "{address}api/v1/leads?limit=3"
          curl -H "Authorization: Bearer $(cat {keys}/huian.key)" "{address}api/v1/coverage-gaps"
          curl "{address}api/v1/public/fund/QZ-350521/{clock.Today().Year - 1}"
        The API's page is {address}docs
        """;

    /// <summary>Every hundredth lead, for a console is slower than the database.</summary>
    private static void Progress(int loaded, int all)
    {
        if (loaded % 100 == 0 || loaded == all)
            Console.Write($"\rLoading samples: {loaded} of {all} leads");
    }

    private async Task<string> AdminKey()
    {
        var file = Path.Combine(settings.DataFolder, "admin.key");
        if (settings.AdminKey is { Length: > 0 } given)
            return given;
        return File.Exists(file)
            ? (await File.ReadAllTextAsync(file)).Trim()
            : throw new HostRefused($"--demo needs the administrator's key: give it as HERO_ADMIN_KEY, since {file} is not there.");
    }

    /// <summary>An address that listens on every interface is reached on this one.</summary>
    private static Uri AddressOf(IEnumerable<string> urls)
    {
        var address = new UriBuilder(urls.OrderBy(url => url.StartsWith("https", StringComparison.Ordinal)).First());
        if (address.Host is "0.0.0.0" or "[::]")
            address.Host = "127.0.0.1";
        return address.Uri;
    }
}
