using HeroApi.Recognition.Heroes;

namespace HeroApi.Recognition.PlaqueRegister;

/// <summary>
/// Tells at how many of the entitled households a plaque 见义勇为光荣之家 hangs, by region and by organisation. Households (户) are counted,
/// never persons, and only through the hero files that the caller sees.
/// </summary>
internal static class GetPlaqueStatistics
{
    internal sealed record Query(string? Region, Guid? Org) : IQuery<Result>;

    /// <summary>The coverage of all together, of each region directly below the one asked for, and of each organisation.</summary>
    internal sealed record Result
    {
        /// <summary>Of households registered here or below: GB/T 2260; absent for everywhere.</summary>
        public string? Region { get; init; }

        /// <summary>Of files whose keepers are at or below it; absent for the whole installation.</summary>
        public Guid? OrgId { get; init; }

        public required CoverageFigures All { get; init; }

        /// <summary>Each region directly below, by the registration of the households; provinces when no region was asked for. Those without a household are absent.</summary>
        public required IReadOnlyList<OfRegion> Regions { get; init; }

        /// <summary>The organisation itself and each one directly below it, with all below that one; empty for the whole installation.</summary>
        public required IReadOnlyList<OfOrganisation> Organisations { get; init; }

        internal static Result Example => new()
        {
            Region = "371500",
            OrgId = HeroView.Example.OwnerOrgId,
            All = CoverageFigures.Example,
            Regions = [new OfRegion { Region = "371502", Figures = CoverageFigures.Example }],
            Organisations = [new OfOrganisation { OrgId = HeroView.Example.OwnerOrgId, Figures = CoverageFigures.Example }]
        };
    }

    /// <summary>The coverage of one region.</summary>
    internal sealed record OfRegion
    {
        /// <summary>GB/T 2260; absent for households whose registration is not known.</summary>
        public string? Region { get; init; }

        public required CoverageFigures Figures { get; init; }
    }

    /// <summary>The coverage of one organisation.</summary>
    internal sealed record OfOrganisation
    {
        public required Guid OrgId { get; init; }
        public required CoverageFigures Figures { get; init; }
    }

    /// <summary>Households, not persons.</summary>
    internal sealed record CoverageFigures
    {
        /// <summary>Households (户) of heroes with a confirmed act that stands or a file from old papers, alive or dead.</summary>
        public required long Entitled { get; init; }

        /// <summary>Of those, at how many a plaque hangs; damaged ones hang until they are replaced.</summary>
        public required long Hung { get; init; }

        /// <summary>hung / entitled, 0 to 1; absent while nobody is entitled.</summary>
        public double? Coverage { get; init; }

        internal static CoverageFigures Of(long entitled, long hung) => new() { Entitled = entitled, Hung = hung, Coverage = entitled == 0 ? null : (double)hung / entitled };

        internal static CoverageFigures Example => Of(40, 30);
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Region).RegionCode().OverridePropertyName("query.region");
    }

    internal sealed class Handler(PlaqueFigures figures, Call call) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var (ct, org) = (cancellationToken, query.Org ?? call.Caller.OrgId);
            var (all, regions) = (await figures.All(query.Region, org, ct), await figures.ByRegion(query.Region, org, ct));
            return new Result
            {
                Region = query.Region,
                OrgId = org,
                All = all,
                Regions = [.. regions.Select(unit => new OfRegion { Region = unit.Region, Figures = unit.Figures })],
                Organisations = org is { } top ? [.. (await figures.ByOrganisation(query.Region, top, ct)).Select(unit => new OfOrganisation { OrgId = unit.OrgId, Figures = unit.Figures })] : []
            };
        }
    }

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/plaque-statistics", Get)
        .WithTags("Plaques")
        .WithName("GetPlaqueStatistics")
        .WithSummary("At how many of the entitled households a plaque hangs, by region and organisation")
        .RequireScope(RecognitionScopes.HeroesRead);

    /// <param name="region">Households registered in this region or below it: GB/T 2260; everywhere unless said.</param>
    /// <param name="org">Files whose keepers are at or below this organisation; the caller's own unless said.</param>
    private static async Task<Reply<Result>> Get(string? region, Guid? org, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(region, org), ct));
}
