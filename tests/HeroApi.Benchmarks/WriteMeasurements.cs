using System.Data.Common;
using System.Text.RegularExpressions;

namespace HeroApi.Benchmarks;

/// <summary>Writes beside the bare server that sends the same statements.</summary>
internal sealed partial class Measurements
{
    /// <param name="seed">Fills each of the two databases with the same.</param>
    /// <param name="requests">The requests to one of them.</param>
    /// <param name="written">What one request must have left in both alike.</param>
    private async Task BesideBareWrites(
        string figure, double aim, string name, Func<DbConnection, Task> seed, Func<Site, Func<long, byte[]>> requests, int expected, IReadOnlyList<string> written)
    {
        await using var site = await Site.Make(engine, name, FewRows);
        await using var reference = await Site.Make(engine, $"{name}bare", FewRows);
        foreach (var one in (Site[])[site, reference])
        {
            await using var connection = await one.Open();
            await seed(connection);
        }

        await using var ours = await Server.Host(site);
        await using var bare = await Server.Bare(reference);
        var (asked, askedToo) = (requests(site), requests(reference));
        await MustWriteAlike((site, ours, asked(0)), (reference, bare, askedToo(0)), expected, [.. written]);
        var (us, them) = await Turns(ours, asked, bare, askedToo, expected, site.Settle);
        Table.Speed(Name(figure), us, them, aim, "bare, the same statements");
    }

    /// <summary>A reference that answers or stores something else is none.</summary>
    private static async Task MustWriteAlike((Site Site, Server Server, byte[] Request) ours, (Site Site, Server Server, byte[] Request) bare, int expected, string[] written)
    {
        var us = OwnToEach().Replace(await new Load(ours.Server.Address, 1).Once(ours.Request, expected), "") + "\n" + await ours.Site.Rows(written);
        var them = OwnToEach().Replace(await new Load(bare.Server.Address, 1).Once(bare.Request, expected), "") + "\n" + await bare.Site.Rows(written);
        if (us != them)
            throw new InvalidOperationException($"The bare server answers or stores otherwise:\n{us}\n{them}");
    }

    /// <summary>The id of what was written, and when.</summary>
    [GeneratedRegex("\"(id|createdAt|updatedAt)\":\"[^\"]*\"")]
    private static partial Regex OwnToEach();
}
