using System.Text.Json;
using Dapper;

namespace HeroApi.Welfare.Grants.Routes;

/// <summary>All routes: those shipped with the module, and those that places have published here. The law is public, so whoever reads welfare sees every one.</summary>
internal sealed class RouteBook(Db db)
{
    private static readonly Lazy<IReadOnlyList<GrantRouteView>> Known = new(Load);

    /// <summary>What comes with the program.</summary>
    internal static IReadOnlyList<GrantRouteView> Shipped => Known.Value;

    /// <summary>A route by its id, shipped or published.</summary>
    internal async Task<GrantRouteView?> Find(Guid id, CancellationToken ct) => Shipped.FirstOrDefault(route => route.Id == id)
        ?? (await db.SingleOrDefault<GrantRouteRow>($"SELECT {GrantRouteRow.Columns} FROM welfare_grant_route r WHERE r.id = @id", new { id }, ct))?.View;

    /// <summary>What holds in a region on a day: of each step of the chain the narrowest, and all that regions add.</summary>
    internal async Task<IReadOnlyList<GrantRouteView>> Holding(string region, DateOnly on, CancellationToken ct)
    {
        var parameters = new DynamicParameters(new { on });
        var published = await db.Query<GrantRouteRow>(
            $"""
            SELECT {GrantRouteRow.Columns}
            FROM   welfare_grant_route r
            WHERE  r.region IN {parameters.In("region", Around(region))} AND r.valid_from <= @on AND (r.valid_to IS NULL OR r.valid_to > @on)
            """, parameters, ct);
        var around = Around(region);
        // Of what is published for one region the last one holds, and it holds before what was shipped.
        var held = published.OrderByDescending(row => row.Id).Select(row => row.View).Concat(Shipped.Where(route => route.HoldsOn(on) && around.Contains(route.Region)))
            .OrderBy(route => around.IndexOf(route.Region)).ToList();
        return [.. held.Where(route => !route.Regional).DistinctBy(route => route.Code), .. held.Where(route => route.Regional).Reverse()];
    }

    /// <summary>The county of a region, its city, its province and the nation: from the narrowest.</summary>
    internal static List<string> Around(string region) => [.. new[] { region[..6], region[..4] + "00", region[..2] + "0000", RegionSpan.Nation }.Distinct()];

    private static IReadOnlyList<GrantRouteView> Load()
    {
        using var file = typeof(RouteBook).Assembly.GetManifestResourceStream("HeroApi.Welfare.Grants.Routes.Shipped.routes.json")!;
        return [.. JsonSerializer.Deserialize<IReadOnlyList<GrantRouteView>>(file, Json.Stored)!.Select(route => route with { Shipped = true })];
    }
}

/// <summary>A published route as it is kept.</summary>
internal sealed record GrantRouteRow : Listed
{
    internal const string Columns = "r.id, r.version, r.org_id, r.region, r.code, r.harm, r.valid_from, r.valid_to, r.body";

    public required long Version { get; init; }
    public Guid? OrgId { get; init; }
    public required string Region { get; init; }
    public required string Code { get; init; }
    public string? Harm { get; init; }
    public required DateOnly ValidFrom { get; init; }
    public DateOnly? ValidTo { get; init; }
    public required string Body { get; init; }

    internal GrantRouteView View => Of(JsonSerializer.Deserialize<GrantRouteBody>(Body, Json.Stored)!);

    private GrantRouteView Of(GrantRouteBody body) => new()
    {
        Id = Id,
        Version = Version,
        Region = Region,
        Code = Code,
        Name = body.Name,
        Harm = Harm,
        Tests = body.Tests,
        Parts = body.Parts,
        OwnPay = body.OwnPay,
        DecidedAs = body.DecidedAs ?? "grant",
        ValidFrom = ValidFrom,
        ValidTo = ValidTo,
        LegalBasis = body.LegalBasis,
        Article = body.Article,
        Evidence = "published",
        OrgId = OrgId
    };
}
