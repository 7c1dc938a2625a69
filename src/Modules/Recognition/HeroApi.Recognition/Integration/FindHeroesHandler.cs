using Dapper;
using HeroApi.Recognition.Contracts;
using HeroApi.Recognition.Plaques;

namespace HeroApi.Recognition.Integration;

/// <summary>Tells other modules of hero files, many at once.</summary>
internal sealed class FindHeroesHandler(Db db, Records records) : IRequestHandler<FindHeroes, IReadOnlyDictionary<Guid, HeroFacts>>
{
    public async Task<IReadOnlyDictionary<Guid, HeroFacts>> Handle(FindHeroes query, CancellationToken cancellationToken)
    {
        var (ct, rows) = (cancellationToken, await Rows(query.HeroIds, cancellationToken));
        var heirs = rows.ToDictionary(row => row.Id, row => row.MergedInto ?? row.Id);
        // A file may have gone into one that has since gone into another.
        for (var next = Unknown(); next.Count > 0; next = Unknown())
            foreach (var row in await Rows(next, ct))
                heirs[row.Id] = row.MergedInto ?? row.Id;

        var ids = rows.Select(row => row.Id).ToList();
        var acts = (await Parts<Act>("SELECT hero_id, region_code, harm FROM recognition_deed WHERE state = 'confirmed' AND", ids, ct)).ToLookup(act => act.HeroId);
        var grades = (await Parts<Injured>("SELECT hero_id, grade FROM recognition_injury WHERE grade IS NOT NULL AND", ids, ct)).ToLookup(injury => injury.HeroId, injury => injury.Grade);
        var homes = await records.Homes(ids, ct);
        return rows.ToDictionary(row => row.Id, row => row.Facts with
        {
            PersonId = Heir(row.Id),
            HomeOrgIds = [.. homes[row.Id]],
            Grade = grades[row.Id].Select(grade => (int?)grade).Min(),
            Acts = acts[row.Id].Count(),
            DiedInAct = acts[row.Id].Any(act => act.Harm == "died"),
            ActRegions = [.. acts[row.Id].Select(act => act.RegionCode).Distinct().Order(StringComparer.Ordinal)]
        });

        List<Guid> Unknown() => [.. heirs.Values.Where(heir => !heirs.ContainsKey(heir)).Distinct()];

        Guid Heir(Guid id) => heirs[id] == id ? id : Heir(heirs[id]);
    }

    private Task<IReadOnlyList<Row>> Rows(IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        var parameters = new DynamicParameters();
        return db.Query<Row>(
            $"""
            SELECT h.id, h.owner_org_id, h.protection, h.deleted_at, h.merged_into, h.name, h.file_number, h.household_region, h.living_region, h.registered_from, h.died_on,
                   h.contact_state, h.hardship_kind, {Coverage.Entitled} AS entitled, {Coverage.Hangs} AS has_plaque
            FROM   recognition_hero h
            WHERE  UNSCOPED('the module that asks decides who may see it') AND h.id IN {parameters.In("id", ids)}
            """, parameters, ct);
    }

    private Task<IReadOnlyList<T>> Parts<T>(string select, List<Guid> ids, CancellationToken ct)
    {
        var parameters = new DynamicParameters();
        return db.Query<T>($"{select} hero_id IN {parameters.In("id", ids)}", parameters, ct);
    }

    private sealed record Act(Guid HeroId, string RegionCode, string Harm);

    private sealed record Injured(Guid HeroId, long Grade);

    private sealed record Row
    {
        public required Guid Id { get; init; }
        public required Guid OwnerOrgId { get; init; }
        public required string Protection { get; init; }
        public DateTimeOffset? DeletedAt { get; init; }
        public Guid? MergedInto { get; init; }
        public required string Name { get; init; }
        public required string FileNumber { get; init; }
        public string? HouseholdRegion { get; init; }
        public string? LivingRegion { get; init; }
        public required DateOnly RegisteredFrom { get; init; }
        public string? DiedOn { get; init; }
        public required string ContactState { get; init; }
        public string? HardshipKind { get; init; }
        public required bool Entitled { get; init; }
        public required bool HasPlaque { get; init; }

        internal HeroFacts Facts => new()
        {
            Id = Id,
            PersonId = Id,
            Gone = DeletedAt is not null && MergedInto is null,
            Name = Name,
            FileNumber = FileNumber,
            KeeperOrgId = OwnerOrgId,
            HomeOrgIds = [],
            Protection = Protection,
            HouseholdRegion = HouseholdRegion,
            LivingRegion = LivingRegion,
            RegisteredFrom = RegisteredFrom,
            DiedOn = DiedOn,
            ContactState = ContactState,
            Hardship = HardshipKind,
            Entitled = Entitled,
            HasPlaque = HasPlaque,
            ActRegions = []
        };
    }
}
