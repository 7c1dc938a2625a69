using System.Text.Json;
using HeroApi.Cases.Filing;
using HeroApi.Cases.Rules;
using HeroApi.Organisations.Contracts;

namespace HeroApi.Cases.CaseFiles;

/// <summary>Turns a body into the rows of a new or a known case, with everything that belongs to the same transaction.</summary>
internal sealed class CaseWriter(
    Db db, IMediator mediator, CaseSource source, CaseDesk desk, RuleBook rules, ActorWriter actors, Records records, ExternalIds externalIds, Changes changes, TimeProvider clock)
{
    /// <summary>Opens a case for an organisation: on its own, or from a lead that was accepted.</summary>
    internal async Task<CaseView> Create(Guid id, CaseBody given, Guid ownerOrg, LeadRow? lead, CancellationToken ct)
    {
        var (body, now) = (ActorWriter.Normal(given), Instants.Micro(clock.GetUtcNow()));
        var places = await Look(body, ct);
        var pinned = await rules.For(body.Place.RegionCode, body.Acted.On.From, ct);
        var row = Row(body, places, new CaseRow
        {
            Id = id,
            Version = 1,
            OwnerOrgId = ownerOrg,
            OwnerEpoch = 1,
            Protection = Protection.None,
            CreatedAt = now,
            UpdatedAt = now,
            LeadId = lead?.Id,
            State = "opened",
            Summary = body.Summary,
            ActedOn = body.Acted.On,
            RegionCode = body.Place.RegionCode,
            Beneficiaries = "[]",
            Complex = body.Complex,
            Actors = 0,
            HasInjury = false,
            RulePacks = pinned.Pin,
            RulePack = pinned.Region,
            DiscoveredAt = lead?.ReportedAt ?? now
        });
        if (await db.Execute(
            """
            INSERT INTO cases_case (id, version, owner_org_id, origin_org_id, origin_version, protection, created_at, updated_at, lead_id, state, summary, category,
                                    acted_on, acted_from, acted_to, acted_time, region_code, address, beneficiaries, complex, competent_org_id, actors, has_injury,
                                    rule_packs, rule_pack, discovered_at)
            VALUES (@Id, 1, @OwnerOrgId, @OwnerOrgId, 1, @Protection, @CreatedAt, @UpdatedAt, @LeadId, @State, @Summary, @Category,
                    @ActedOn, @ActedFrom, @ActedTo, @ActedTime, @RegionCode, @Address, @Beneficiaries, @Complex, @CompetentOrgId, @Actors, @HasInjury,
                    @RulePacks, @RulePack, @DiscoveredAt)
            ON CONFLICT DO NOTHING
            """, row, ct) == 0)
        {
            await source.Seek(id, ct);
            throw await records.Disowned(id, ct) ?? new Refusal(Problems.RecordExists);
        }

        await actors.Write(row, [], body.Actors, places.Home, ct);
        await externalIds.Add(CaseSource.Name, id, body.ExternalIds, ct);
        await desk.Note(row, row.State, new Step(CaseActions.Opening), ct);
        changes.Created(CaseSource.Name, id, 1, new Visibility(ownerOrg, places.Homes, row.Protection));
        return await Shown(id, places.RegionName, ct);
    }

    /// <summary>Makes a case say what the body says; null when it says so already.</summary>
    internal async Task<CaseView?> Replace(CaseFile file, CaseBody given, CaseAction action, CancellationToken ct)
    {
        var before = file.Case;
        Records.MustKnowEpoch(before.OwnerOrgId, before.OwnerEpoch, given.OwnerEpoch);
        var was = await source.Body(before, file.Actors, ct);
        var body = ActorWriter.Normal(given) with
        {
            Protection = given.Protection ?? before.Protection,
            OwnerEpoch = null,
            ExternalIds = externalIds.After(was.ExternalIds, given.ExternalIds)
        };
        if (JsonSerializer.Serialize(body, Json.Stored) == JsonSerializer.Serialize(was, Json.Stored))
            return null;

        var places = await Look(body, ct);
        // Another place or day is another law, as long as nothing has been done under the old one.
        var moved = before.State == "opened" && (body.Place.RegionCode != before.RegionCode || body.Acted.On != before.ActedOn)
            ? await rules.For(body.Place.RegionCode, body.Acted.On.From, ct)
            : file.Rules;
        var row = Row(body, places, before with { Version = before.Version + 1, UpdatedAt = Instants.Micro(clock.GetUtcNow()), RulePacks = moved.Pin, RulePack = moved.Region });
        row = row with { Lateness = await JudgeAnew(file, row, ct) };
        if (await db.Execute(
            """
            UPDATE cases_case AS c
            SET    version = @Version, updated_at = @UpdatedAt, protection = @Protection, summary = @Summary, category = @Category, acted_on = @ActedOn,
                   acted_from = @ActedFrom, acted_to = @ActedTo, acted_time = @ActedTime, region_code = @RegionCode, address = @Address,
                   beneficiaries = @Beneficiaries, complex = @Complex, competent_org_id = @CompetentOrgId, actors = @Actors, has_injury = @HasInjury,
                   rule_packs = @RulePacks, rule_pack = @RulePack, lateness = @Lateness
            WHERE  c.id = @Id AND c.version = @Version - 1 AND SCOPE(c)
            """, row, ct) == 0)
            throw Stale.At(before.Version);

        await actors.Write(row, file.Actors, body.Actors, places.Home, ct);
        foreach (var dropped in was.ExternalIds.Except(body.ExternalIds))
            await externalIds.Remove(CaseSource.Name, dropped, ct);
        await externalIds.Add(CaseSource.Name, row.Id, [.. body.ExternalIds.Except(was.ExternalIds)], ct);
        await desk.Note(before, row.State, new Step(action), ct);
        var seen = await changes.VisibilityOf(row.Id, before.Protection, ct);
        changes.Changed(CaseSource.Name, row.Id, row.Version, seen, new Visibility(row.OwnerOrgId, places.Homes, row.Protection));
        return await Shown(row.Id, places.RegionName, ct);
    }

    /// <summary>A matter that turns out complex, or to have happened on another day, has another window; what was filed is judged by that.</summary>
    private async Task<string?> JudgeAnew(CaseFile file, CaseRow row, CancellationToken ct)
    {
        if (row.Complex == file.Case.Complex && row.ActedOn == file.Case.ActedOn)
            return row.Lateness;

        List<FilingRow> filings = [.. file.Filings.Select(filing => Lateness.Judged(filing, row, file.Rules))];
        foreach (var filing in filings)
            await db.Execute("UPDATE cases_filing SET lateness = @Lateness, window_ends_on = @WindowEndsOn, window_rule = @WindowRule, window_basis = @WindowBasis WHERE id = @Id", filing, ct);
        return Lateness.Of(filings, file.Referrals);
    }

    /// <summary>The answer, by whose words the case is found from now on.</summary>
    private async Task<CaseView> Shown(Guid id, string regionName, CancellationToken ct)
    {
        await changes.WriteScope(ct);
        var view = await source.Get(id, ct);
        changes.Found(CaseSource.Name, CaseSource.Searched(view, regionName));
        return view;
    }

    private static CaseRow Row(CaseBody body, Places places, CaseRow over) => over with
    {
        Protection = body.Protection ?? over.Protection,
        Summary = body.Summary,
        Category = body.Category,
        ActedOn = body.Acted.On,
        ActedTime = body.Acted.Time,
        RegionCode = body.Place.RegionCode,
        Address = body.Place.Address,
        Beneficiaries = JsonSerializer.Serialize(body.Beneficiaries, Json.Stored),
        Complex = body.Complex,
        CompetentOrgId = places.Competent,
        Actors = body.Actors.Count,
        HasInjury = body.Actors.Any(actor => CaseCodes.IsHurt(actor.Harm))
    };

    /// <summary>Checks the places of a body and finds who is competent and who is home.</summary>
    private async Task<Places> Look(CaseBody body, CancellationToken ct)
    {
        var households = body.Actors.Select(actor => actor.HouseholdRegion).OfType<string>();
        var known = await mediator.Send(new FindPlaces([body.Place.RegionCode, .. households], body.Acted.On.From), ct);
        var unknown = body.Actors.Select((actor, index) => (actor.HouseholdRegion, Pointer: $"/actors/{index}/householdRegion"))
            .Prepend((body.Place.RegionCode, Pointer: "/place/regionCode"))
            .Where(place => place.Item1 is not null && !known.ContainsKey(place.Item1))
            .Select(place => new InputError(place.Pointer, ValueProblems.UnknownRegion.Code, ValueProblems.UnknownRegion.Text())).ToArray();
        if (unknown.Length > 0)
            throw new Invalid(unknown);

        var place = known[body.Place.RegionCode];
        return new Places(place.CompetentOrgId, place.FullName, region => region is null ? null : known[region].CareOrgId,
            [.. households.Select(region => known[region].CareOrgId).OfType<Guid>().Distinct().Order()]);
    }

    private sealed record Places(Guid? Competent, string RegionName, Func<string?, Guid?> Home, IReadOnlyList<Guid> Homes);
}
