using Dapper;
using HeroApi.Organisations.Contracts;

namespace HeroApi.Recognition.Ceremonies;

/// <summary>Turns a body into the row of a new or a known ceremony, with everything that belongs to the same transaction.</summary>
internal sealed class CeremonyWriter(Db db, IMediator mediator, CeremonySource source, FileLinks links, Records records, Changes changes, TimeProvider clock)
{
    internal async Task<CeremonyView> Create(Guid id, CeremonyBody body, Guid organiser, CancellationToken ct)
    {
        await MustBePlace(body.RegionCode, ct);
        var now = Instants.Micro(clock.GetUtcNow());
        var row = new CeremonyRow
        {
            Id = id,
            Version = 1,
            OwnerOrgId = organiser,
            OwnerEpoch = 1,
            Protection = Protection.None,
            CreatedAt = now,
            UpdatedAt = now,
            Kind = body.Kind,
            Title = body.Title,
            HeldOn = body.On,
            RegionCode = body.RegionCode,
            Guests = "",
            Files = ""
        }.With(body);
        if (await db.Execute(
            """
            INSERT INTO recognition_ceremony (id, version, owner_org_id, origin_org_id, origin_version, protection, created_at, updated_at, kind, title, held_on, region_code,
                                              address, attendees, guests, files, note)
            VALUES (@Id, 1, @OwnerOrgId, @OwnerOrgId, 1, @Protection, @CreatedAt, @UpdatedAt, @Kind, @Title, @HeldOn, @RegionCode,
                    @Address, @Attendees, @Guests, @Files, @Note)
            ON CONFLICT (id) DO NOTHING
            """, row, ct) == 0)
        {
            await source.Seek(id, ct);
            throw await records.Disowned(id, ct) ?? new Refusal(Problems.RecordExists);
        }

        await links.Refer(new RecordName(CeremonySource.Name, id), [], body.FileIds, index => $"/fileIds/{index}", ct);
        changes.Created(CeremonySource.Name, id, 1, new Visibility(organiser, await Honour(row, [], body.Honoured, ct), row.Protection));
        return await Shown(id, ct);
    }

    /// <summary>Makes a ceremony say what the body says.</summary>
    internal async Task<CeremonyView> Replace(CeremonyRow before, CeremonyBody body, CancellationToken ct)
    {
        Records.MustKnowEpoch(before.OwnerOrgId, before.OwnerEpoch, body.OwnerEpoch);
        await MustBePlace(body.RegionCode, ct);
        var was = await source.Body(before, ct);
        var row = before.With(body) with { Version = before.Version + 1, UpdatedAt = Instants.Micro(clock.GetUtcNow()) };
        if (await db.Execute(
            """
            UPDATE recognition_ceremony AS c
            SET    version = @Version, updated_at = @UpdatedAt, protection = @Protection, kind = @Kind, title = @Title, held_on = @HeldOn, region_code = @RegionCode,
                   address = @Address, attendees = @Attendees, guests = @Guests, files = @Files, note = @Note
            WHERE  c.id = @Id AND c.version = @Version - 1 AND SCOPE(c)
            """, row, ct) == 0)
            throw Stale.At(before.Version);

        await links.Refer(new RecordName(CeremonySource.Name, row.Id), was.FileIds, body.FileIds, index => $"/fileIds/{index}", ct);
        var seen = await changes.VisibilityOf(row.Id, before.Protection, ct);
        changes.Changed(CeremonySource.Name, row.Id, row.Version, seen, new Visibility(seen.Owner, await Honour(row, was.Honoured, body.Honoured, ct), row.Protection));
        return await Shown(row.Id, ct);
    }

    /// <summary>
    /// Honours these and no others of those that the caller sees. The keepers see the ceremony, but only of files that are no more closely kept than
    /// it is: a list by home would else tell of a file that its reader does not see.
    /// </summary>
    /// <returns>The organisations that are at home in it.</returns>
    private async Task<IReadOnlyCollection<Guid>> Honour(CeremonyRow row, IReadOnlyList<Guid> before, IReadOnlyList<Guid> after, CancellationToken ct)
    {
        var parameters = new DynamicParameters();
        var visible = await db.Query<Guid>($"SELECT h.id FROM recognition_hero h WHERE SCOPE(h) AND h.deleted_at IS NULL AND h.id IN {parameters.In("id", after)}", parameters, ct);
        if (after.Except(visible).Any())
            throw new Invalid([.. after.Index().Where(hero => !visible.Contains(hero.Item)).Select(hero =>
                new InputError($"/honoured/{hero.Index}", RecognitionErrors.HeroUnknown.Code, RecognitionErrors.HeroUnknown.Text()))]);

        await db.ExecuteAll(
        [
            .. before.Except(after).Select(hero => new Statement("DELETE FROM recognition_ceremony_hero WHERE ceremony_id = @ceremony AND hero_id = @hero", [new("ceremony", row.Id), new("hero", hero)])),
            .. after.Except(before).Select(hero => new Statement("INSERT INTO recognition_ceremony_hero (id, ceremony_id, hero_id) VALUES (@id, @ceremony, @hero)",
                [new("id", Guid.CreateVersion7(clock.GetUtcNow())), new("ceremony", row.Id), new("hero", hero)]))
        ], ct);
        var all = await db.Query<HonouredRow>(
            """
            SELECT m.ceremony_id, h.id AS hero_id, h.owner_org_id, h.protection
            FROM   recognition_ceremony_hero m
            JOIN   recognition_hero h ON h.id = m.hero_id
            WHERE  m.ceremony_id = @Id AND h.deleted_at IS NULL AND UNSCOPED('the keepers of all honoured are at home in it')
            """, new { row.Id }, ct);
        return [.. all.Where(hero => Closeness(hero.Protection) <= Closeness(row.Protection)).Select(hero => hero.OwnerOrgId).Where(org => org != row.OwnerOrgId).Distinct()];
    }

    private static int Closeness(string protection) => protection switch { Protection.None => 0, Protection.Sealed => 2, _ => 1 };

    private async Task MustBePlace(string region, CancellationToken ct)
    {
        if (!(await mediator.Send(new FindPlaces([region], clock.Today()), ct)).ContainsKey(region))
            throw Invalid.At("/regionCode", ValueProblems.UnknownRegion);
    }

    private async Task<CeremonyView> Shown(Guid id, CancellationToken ct)
    {
        await changes.WriteScope(ct);
        return await source.Get(id, ct);
    }
}
