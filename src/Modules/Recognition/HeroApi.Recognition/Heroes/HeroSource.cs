using Dapper;
using HeroApi.Organisations.Contracts;
using HeroApi.Recognition.Awards;
using HeroApi.Recognition.Bonuses;
using HeroApi.Recognition.Consents;
using HeroApi.Recognition.Plaques;
using HeroApi.Recognition.Sections;

namespace HeroApi.Recognition.Heroes;

/// <summary>The one projection of a hero file: masked, unless the caller asked for clear data with a purpose.</summary>
internal sealed class HeroSource(Db db, Records records, Call call, Protector protector, ReadLog readLog, IMediator mediator, TimeProvider clock) : IRecordSource
{
    internal const string Name = "hero";

    internal const string Columns =
        """
        h.id, h.version, h.owner_org_id, h.owner_epoch, h.protection, h.created_at, h.updated_at, h.deleted_at, h.deleted_reason, h.merged_into, h.file_number, h.opened_by, h.name, h.sex,
        h.born_on, h.document_type, h.document_cipher, h.document_masked, h.phone_cipher, h.phone_masked, h.address_cipher, h.address_masked, h.household_region,
        h.living_region, h.ethnic_group, h.political_status, h.education, h.occupation, h.employer, h.wishes_no_name, h.died_on, h.contact_state,
        h.opening_state, h.registered_on, h.verified_on, h.note, h.nationality, h.employment_status, h.military_service, h.hardship_kind, h.hardship_reason, h.hardship_on, h.willing_to_serve, h.service_note, h.nothing_in, h.missing
        """;

    internal static readonly RecordTable Heroes = new(Name, RecognitionScopes.HeroesRead, "recognition_hero", "h", Columns);

    public RecordTable Table => Heroes;

    public async Task<IReadOnlyList<RecordState>> Snapshot(Guid? after, int limit, CancellationToken ct) =>
        await States(await records.After<HeroRow>(Heroes, after, limit, ct), reveal: null, ct);

    public async Task<IReadOnlyList<RecordState>> Read(IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        await States(await records.Of<HeroRow>(Heroes, ids, ct), reveal: null, ct);

    public async Task<IReadOnlyList<Searched>> Searched(Guid? after, int limit, CancellationToken ct)
    {
        var heroes = (await Snapshot(after, limit, ct)).Select(state => (HeroView)state.Body).ToList();
        var places = await mediator.Send(new FindPlaces([.. heroes.SelectMany(hero => new[] { hero.HouseholdRegion, hero.LivingRegion }).OfType<string>()], clock.Today()), ct);
        return [.. heroes.Select(hero => Searched(hero, region => places.GetValueOrDefault(region)?.FullName))];
    }

    /// <summary>What one file is found by from now on.</summary>
    internal async Task<Searched> Searched(HeroView view, CancellationToken ct)
    {
        var places = await mediator.Send(new FindPlaces([.. new[] { view.HouseholdRegion, view.LivingRegion }.OfType<string>()], clock.Today()), ct);
        return Searched(view, region => places.GetValueOrDefault(region)?.FullName);
    }

    /// <summary>What a file is found by: nothing that its masked view does not show.</summary>
    internal static Searched Searched(HeroView view, Func<string, string?> place)
    {
        var terms = new SearchTerms().Person(view.Name).Text(view.FileNumber).Text(string.Join(' ', view.FormerFileNumbers)).Text(view.Employer).Text(view.Note);
        foreach (var region in new[] { view.HouseholdRegion, view.LivingRegion }.OfType<string>().Distinct())
            terms.Text(place(region));
        return new Searched(view.Id, view.Version, terms);
    }

    /// <summary>One file in the caller's field profile; in clear only with purpose and scope, and then logged first.</summary>
    internal async Task<HeroView> Get(Guid id, CancellationToken ct)
    {
        var row = await Seek(id, ct) ?? throw new Refusal(Problems.NotFound);
        if (call.ReadsClear)
            await readLog.Note(Name, [id], ct);
        return (HeroView)(await States([row], call.ReadsClear ? protector : null, ct)).Single().Body;
    }

    /// <summary>The visible row, or null; 410 for what was deleted or has gone into another file.</summary>
    internal async Task<HeroRow?> Seek(Guid id, CancellationToken ct)
    {
        var row = await Row(id, ct);
        return row?.DeletedAt is null ? row
            : row.MergedInto is null ? throw new Refusal(Problems.Deleted, new { reason = row.DeletedReason })
            : throw new Refusal(RecognitionErrors.Merged, new { mergedInto = await Heir(row, ct), mergedAt = row.DeletedAt });
    }

    /// <summary>The visible row, whatever has become of the file.</summary>
    internal Task<HeroRow?> Row(Guid id, CancellationToken ct) =>
        db.SingleOrDefault<HeroRow>($"SELECT {Columns} FROM recognition_hero h WHERE h.id = @id AND SCOPE(h)", new { id }, ct);

    /// <summary>The row for a command that changes it: visible, the caller's, and at the version he knows if he must know one; held for the rest of the command.</summary>
    internal Task<HeroRow> FindFor(Guid id, long? version, CancellationToken ct) => records.Take(Heroes, id, version, Seek, ct);

    /// <summary>The file that a file is in today, when the caller sees it.</summary>
    private async Task<Guid?> Heir(HeroRow row, CancellationToken ct)
    {
        while (row.MergedInto is { } into)
            if (await Row(into, ct) is { } next)
                row = next;
            else
                return null;
        return row.Id;
    }

    /// <summary>The version a visible file has now; null when it is deleted or out of scope.</summary>
    internal Task<long?> VersionNow(Guid id, CancellationToken ct) => db.SingleOrDefault<long?>(
        "SELECT h.version FROM recognition_hero h WHERE h.id = @id AND h.deleted_at IS NULL AND SCOPE(h)", new { id }, ct);

    /// <summary>What a caller wrote of a file, in clear; for commands that change it, never for an answer.</summary>
    internal async Task<HeroBody> Body(HeroRow row, CancellationToken ct) => new()
    {
        Name = row.Name,
        Sex = row.Sex,
        BornOn = row.BornOn,
        Document = Papers.Shown(row.DocumentType, row.DocumentMasked, row.DocumentCipher, protector),
        Phone = protector.Reveal(row.PhoneCipher),
        Address = protector.Reveal(row.AddressCipher),
        HouseholdRegion = row.HouseholdRegion,
        LivingRegion = row.LivingRegion,
        EthnicGroup = row.EthnicGroup,
        PoliticalStatus = row.PoliticalStatus,
        Education = row.Education,
        Occupation = row.Occupation,
        Employer = row.Employer,
        WishesNoName = row.WishesNoName,
        DiedOn = row.DiedOn,
        RegisteredOn = row.RegisteredOn,
        Note = row.Note,
        Nationality = row.Nationality,
        EmploymentStatus = row.EmploymentStatus,
        MilitaryService = row.MilitaryService,
        Hardship = HardshipBody.Of(row.HardshipKind, row.HardshipReason, row.HardshipOn),
        WillingToServe = row.WillingToServe,
        ServiceNote = row.ServiceNote,
        Family = [.. (await Family([row.Id], ct)).Select(member => member.View(protector))],
        Injuries = [.. (await Injuries([row.Id], ct)).Select(injury => injury.View)],
        Posts = [.. (await Posts([row.Id], ct)).Select(post => post.View)],
        NothingIn = Completeness.Sections(row.NothingIn),
        FileNumber = row.FileNumber,
        Protection = row.Protection,
        ExternalIds = [.. (await ExternalIds.Of(db, Name, [row.Id], ct))[row.Id]]
    };

    /// <summary>The view of rows already read under the caller's scope.</summary>
    internal async Task<IReadOnlyList<RecordState>> States(IReadOnlyList<HeroRow> rows, Protector? reveal, CancellationToken ct)
    {
        if (rows.Count == 0)
            return [];

        List<Guid> ids = [.. rows.Select(row => row.Id)];
        var deeds = (await Parts<DeedRow>(DeedRow.Columns, "recognition_deed", "id", ids, ct)).ToLookup(deed => deed.HeroId);
        var family = (await Family(ids, ct)).ToLookup(member => member.HeroId);
        var injuries = (await Injuries(ids, ct)).ToLookup(injury => injury.HeroId);
        var posts = (await Posts(ids, ct)).ToLookup(post => post.HeroId);
        var plaques = (await Parts<PlaqueRow>(PlaqueRow.Columns, PlaqueRow.Table, "p.id", ids, ct)).ToLookup(plaque => plaque.HeroId);
        var consents = (await Parts<ConsentRow>(ConsentRow.Columns, "recognition_consent c", "c.id", ids, ct)).ToLookup(consent => consent.HeroId);
        var former = (await Parts<FormerNumberRow>("hero_id, number", "recognition_former_number", "id", ids, ct)).ToLookup(row => row.HeroId, row => row.Number);
        var bonuses = await BonusOfHero.Of(db, ids, ct);
        var honours = await HonourView.Of(db, ids, ct);
        var homes = await records.Homes(ids, ct);
        var named = await ExternalIds.Of(db, Name, ids, ct);
        return [.. rows.Select(row => new RecordState(row.Id, row.Version, row.OwnerOrgId, View(row, reveal) with
        {
            Deeds = [.. deeds[row.Id].Select(deed => deed.View(row.BornOn))],
            Family = [.. family[row.Id].Select(member => member.View(reveal))],
            Injuries = [.. injuries[row.Id].Select(injury => injury.View)],
            Posts = [.. posts[row.Id].Select(post => post.View)],
            Plaques = [.. plaques[row.Id].DistinctBy(plaque => plaque.Id).Select(plaque => plaque.View)],
            Consents = [.. consents[row.Id].Where(consent => consent.Stands(row.WishesNoName)).Select(consent => consent.InForce)],
            FormerFileNumbers = [.. former[row.Id]],
            Bonuses = [.. bonuses[row.Id]],
            Honours = [.. honours[row.Id]],
            HomeOrgIds = [.. homes[row.Id]],
            ExternalIds = [.. named[row.Id]]
        }))];
    }

    /// <summary>The parts of these files that one table holds.</summary>
    internal Task<IReadOnlyList<T>> Parts<T>(string columns, string table, string order, List<Guid> ids, CancellationToken ct)
    {
        var parameters = new DynamicParameters();
        return db.Query<T>($"SELECT {columns} FROM {table} WHERE hero_id IN {parameters.In("id", ids)} ORDER BY {order}", parameters, ct);
    }

    private Task<IReadOnlyList<FamilyRow>> Family(List<Guid> ids, CancellationToken ct) => Parts<FamilyRow>(FamilyRow.Columns, "recognition_family", "position, id", ids, ct);

    private Task<IReadOnlyList<InjuryRow>> Injuries(List<Guid> ids, CancellationToken ct) => Parts<InjuryRow>(InjuryRow.Columns, "recognition_injury", "position, id", ids, ct);

    private Task<IReadOnlyList<PostRow>> Posts(List<Guid> ids, CancellationToken ct) => Parts<PostRow>(PostRow.Columns, "recognition_post", "position, id", ids, ct);

    internal static HeroView View(HeroRow row, Protector? reveal) => new()
    {
        Id = row.Id,
        Version = row.Version,
        FileNumber = row.FileNumber,
        FormerFileNumbers = [],
        OpenedBy = row.OpenedBy,
        Name = row.Name,
        Sex = row.Sex,
        BornOn = row.BornOn,
        Document = Papers.Shown(row.DocumentType, row.DocumentMasked, row.DocumentCipher, reveal),
        Phone = reveal is null ? row.PhoneMasked : reveal.Reveal(row.PhoneCipher),
        Address = reveal is null ? row.AddressMasked : reveal.Reveal(row.AddressCipher),
        HouseholdRegion = row.HouseholdRegion,
        LivingRegion = row.LivingRegion,
        EthnicGroup = row.EthnicGroup,
        PoliticalStatus = row.PoliticalStatus,
        Education = row.Education,
        Occupation = row.Occupation,
        Employer = row.Employer,
        WishesNoName = row.WishesNoName,
        DiedOn = row.DiedOn,
        ContactState = row.ContactState,
        RegisteredOn = row.RegisteredOn,
        VerifiedOn = row.VerifiedOn,
        Note = row.Note,
        Nationality = row.Nationality,
        EmploymentStatus = row.EmploymentStatus,
        MilitaryService = row.MilitaryService,
        Hardship = HardshipBody.Of(row.HardshipKind, row.HardshipReason, row.HardshipOn),
        WillingToServe = row.WillingToServe,
        ServiceNote = row.ServiceNote,
        Family = [],
        Injuries = [],
        Posts = [],
        NothingIn = Completeness.Sections(row.NothingIn),
        Missing = Completeness.Sections(row.Missing),
        Deeds = [],
        Plaques = [],
        Consents = [],
        Honours = [],
        OwnerOrgId = row.OwnerOrgId,
        OwnerEpoch = row.OwnerEpoch,
        HomeOrgIds = [],
        Protection = row.Protection,
        ExternalIds = [],
        CreatedAt = row.CreatedAt,
        UpdatedAt = row.UpdatedAt
    };

    private sealed record FormerNumberRow
    {
        public required Guid HeroId { get; init; }
        public required string Number { get; init; }
    }
}
