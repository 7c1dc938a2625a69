using System.Text.Json;
using Dapper;
using HeroApi.Organisations.Contracts;
using HeroApi.Recognition.Contracts;
using HeroApi.Recognition.Heroes;
using HeroApi.Recognition.Titles;

namespace HeroApi.Recognition.Awards;

/// <summary>Grants awards, and takes them back; keeps the files of their persons, the feed and the other modules told.</summary>
internal sealed class AwardWriter(
    Db db, Call call, IMediator mediator, AwardSource source, Honourees honourees, HeroDesk desk, Records records, FileLinks links, Changes changes, Outbox outbox, TimeProvider clock)
{
    private static readonly string[] OrganisationLevels = ["nation", "province", "prefecture", "county", "township"];

    /// <summary>An award of the caller's organisation.</summary>
    /// <param name="nominationId">The nomination that it comes of.</param>
    /// <param name="seenBy">Organisations that see it too.</param>
    internal async Task<AwardView> Grant(AwardBody body, Guid? nominationId, IReadOnlyList<Guid> seenBy, CancellationToken ct)
    {
        var now = Instants.Micro(clock.GetUtcNow());
        var title = await TitleView.Find(db, body.TitleId, ct) ?? throw Invalid.At("/titleId", RecognitionErrors.TitleUnknown);
        MustFit(title, body);
        var heroes = await honourees.Find(body.HeroIds, ct);
        var org = call.Caller.NeedOrg();
        await MustStandAbove(title, body, org, ct);
        await MustExist(body.JointOrgIds, org, ct);
        await MustRestOn(body, ct);

        var row = new AwardRow
        {
            Id = Guid.CreateVersion7(now),
            Version = 1,
            OwnerOrgId = org,
            OwnerEpoch = 1,
            Protection = Honourees.Protect(heroes, body.Confidential),
            CreatedAt = now,
            UpdatedAt = now,
            TitleId = title.Id,
            Title = title.Name,
            Level = title.Level,
            Kind = title.Kind,
            Source = body.Source,
            GrantingBody = body.GrantingBody ?? title.GrantingBody,
            GrantedOn = body.GrantedOn,
            Number = body.Number,
            Round = body.Round,
            GroupName = body.GroupName,
            Posthumous = Posthumous(body, heroes),
            CaseId = body.CaseId,
            NominationId = nominationId,
            Note = body.Note,
            State = "granted"
        };
        await db.Execute(
            """
            INSERT INTO recognition_award (id, version, owner_org_id, origin_org_id, origin_version, protection, created_at, updated_at, title_id, title, level, kind, source, granting_body,
                                           granted_on, granted_from, granted_to, number, round, group_name, posthumous, case_id, nomination_id, note, state)
            VALUES (@Id, 1, @OwnerOrgId, @OwnerOrgId, 1, @Protection, @CreatedAt, @UpdatedAt, @TitleId, @Title, @Level, @Kind, @Source, @GrantingBody,
                    @GrantedOn, @GrantedFrom, @GrantedTo, @Number, @Round, @GroupName, @Posthumous, @CaseId, @NominationId, @Note, @State)
            """, row, ct);
        await db.ExecuteAll([.. heroes.Select(hero => new Statement(
            "INSERT INTO recognition_recipient (id, award_id, hero_id, state) VALUES (@id, @award, @hero, 'granted')",
            [new("id", Guid.CreateVersion7(now)), new("award", row.Id), new("hero", hero.Id)])),
            .. body.JointOrgIds.Select(partner => new Statement("INSERT INTO recognition_award_partner (award_id, org_id) VALUES (@award, @org)", [new("award", row.Id), new("org", partner)]))], ct);
        await Attach(row.Id, [], body.FileIds, ct);
        changes.Created(AwardSource.Name, row.Id, 1, new Visibility(org, [.. heroes.Select(hero => hero.OwnerOrgId).Concat(body.JointOrgIds).Concat(seenBy).Where(home => home != org).Distinct()], row.Protection));

        var open = row.Protection == Protection.None;
        outbox.Add(new HonourGranted(row.Id, body.HeroIds, org, Confidential: !open, open ? row.TitleId : null, open ? row.Level : null, open ? row.GrantedOn.ToString() : null,
            open ? row.GroupName is not null : null, open ? row.Posthumous : null), row.Id);
        return await Shown(row, body.HeroIds, ct);
    }

    /// <summary>Makes an award refer to these files and to no others.</summary>
    internal async Task Attach(Guid awardId, IReadOnlyCollection<Guid> before, IReadOnlyList<Guid> after, CancellationToken ct)
    {
        await links.Refer(new RecordName(AwardSource.Name, awardId), before, after, index => $"/fileIds/{index}", ct);
        await db.ExecuteAll([.. before.Except(after).Select(file => new Statement("DELETE FROM recognition_award_file WHERE award_id = @award AND file_id = @file", [new("award", awardId), new("file", file)])),
            .. after.Except(before).Select(file => new Statement("INSERT INTO recognition_award_file (award_id, file_id) VALUES (@award, @file)", [new("award", awardId), new("file", file)]))], ct);
    }

    /// <summary>Tells the feed of an award that was changed, and the files of its persons, unless they do not show it and did not.</summary>
    internal async Task<AwardView> Put(AwardRow before, AwardRow after, IReadOnlyCollection<Guid> heroIds, CancellationToken ct)
    {
        var seen = await changes.VisibilityOf(before.Id, before.Protection, ct);
        changes.Changed(AwardSource.Name, before.Id, after.Version, seen, seen with { Protection = after.Protection });
        return await Shown(before.Protection == Protection.None ? before : after, heroIds, ct);
    }

    /// <summary>Everybody who has an award or had it, seen or not.</summary>
    internal Task<IReadOnlyList<RecipientRow>> Recipients(Guid awardId, CancellationToken ct) =>
        db.Query<RecipientRow>($"SELECT {RecipientRow.Columns} FROM recognition_recipient r WHERE r.award_id = @awardId ORDER BY r.id", new { awardId }, ct);

    /// <summary>Where an award stands after some of its persons do.</summary>
    internal Task<long> Settle(Guid awardId, CancellationToken ct) => db.Single<long>(
        """
        UPDATE recognition_award AS a
        SET    state = CASE WHEN NOT EXISTS (SELECT 1 FROM recognition_recipient r WHERE r.award_id = a.id AND r.state <> 'revoked') THEN 'revoked'
                            WHEN EXISTS (SELECT 1 FROM recognition_recipient r WHERE r.award_id = a.id AND r.state = 'to_revoke') THEN 'to_revoke'
                            ELSE 'granted' END,
               version = version + 1, updated_at = @now
        WHERE  a.id = @awardId AND SCOPE(a)
        RETURNING version
        """, new { awardId, now = clock.GetUtcNow() }, ct);

    /// <summary>
    /// Proposes to revoke what a person has for an act that no longer stands: what rests on that case, and what names no case and was not
    /// granted before the act. Nothing is revoked by itself.
    /// </summary>
    internal async Task ProposeRevocation(Guid heroId, Guid caseId, PartialDate actedOn, IReadOnlyList<string> recover, CancellationToken ct)
    {
        var awards = await db.Query<Guid>(
            """
            SELECT DISTINCT a.id
            FROM   recognition_award a
            JOIN   recognition_recipient r ON r.award_id = a.id AND r.hero_id = @heroId AND r.state = 'granted'
            WHERE  SCOPE(a) AND a.deleted_at IS NULL AND (a.case_id = @caseId OR (a.case_id IS NULL AND a.granted_to >= @acted))
            ORDER  BY a.id
            """, new { heroId, caseId, acted = actedOn.From }, ct);
        foreach (var awardId in awards)
        {
            await db.Execute("UPDATE recognition_award AS a SET recover = @recover WHERE a.id = @awardId AND SCOPE(a)",
                new { awardId, recover = JsonSerializer.Serialize(recover, Json.Stored) }, ct);
            await db.Execute("UPDATE recognition_recipient SET state = 'to_revoke' WHERE award_id = @awardId AND hero_id = @heroId AND state = 'granted'", new { awardId, heroId }, ct);
            var version = await Settle(awardId, ct);
            var row = (await records.Of<AwardRow>(AwardSource.Awards, [awardId], ct)).Single();
            await Put(row, row with { Version = version }, [heroId], ct);
        }
    }

    private async Task<AwardView> Shown(AwardRow row, IReadOnlyCollection<Guid> heroIds, CancellationToken ct)
    {
        if (row.Protection == Protection.None)
            await desk.Changed(heroIds, new Entry("honour"), ct);
        await changes.WriteScope(ct);
        return await source.Get(row.Id, ct);
    }

    private static void MustFit(TitleView title, AwardBody body)
    {
        if (!title.Fits(body.GroupName is not null))
            throw Invalid.At("/groupName", RecognitionErrors.TitleOfOthers, new { title.Subject });
        // Old papers and other bodies go by titles whose dates the catalogue may not know.
        if (body.Source == "decision" && !title.HeldOn(body.GrantedOn))
            throw new Refusal(RecognitionErrors.TitleNotHeld, new { title.Since, title.Until });
    }

    /// <summary>Nobody decides on a title of a level above his own; what was granted there is recorded as granted outside.</summary>
    private async Task MustStandAbove(TitleView title, AwardBody body, Guid org, CancellationToken ct)
    {
        if (body.Source != "decision")
            return;

        var level = (await mediator.Send(new FindOrganisations([org]), ct)).GetValueOrDefault(org)?.Level;
        if (title.Kind == TitleCodes.External || Array.IndexOf(OrganisationLevels, level) > IndexOf(title.Level))
            throw new Refusal(RecognitionErrors.TitleOfOthersToGrant, new { title.Level });

        static int IndexOf(string titleLevel) => TitleCodes.Levels.ToList().IndexOf(titleLevel);
    }

    private async Task MustExist(IReadOnlyList<Guid> partners, Guid org, CancellationToken ct)
    {
        var known = await mediator.Send(new FindOrganisations(partners), ct);
        for (var index = 0; index < partners.Count; index++)
            if (partners[index] == org)
                throw Invalid.At($"/jointOrgIds/{index}", ValueProblems.Unwanted);
            else if (!known.TryGetValue(partners[index], out var partner))
                throw Invalid.At($"/jointOrgIds/{index}", ValueProblems.UnknownOrganisation);
            else if (partner.MergedInto is { } heir)
                throw Invalid.At($"/jointOrgIds/{index}", ValueProblems.MergedOrganisation, new { mergedInto = heir });
    }

    private async Task MustRestOn(AwardBody body, CancellationToken ct)
    {
        if (body.CaseId is null)
            return;

        var parameters = new DynamicParameters(new { body.CaseId });
        var confirmed = await db.Query<Guid>(
            $"SELECT DISTINCT hero_id FROM recognition_deed WHERE case_id = @CaseId AND state = 'confirmed' AND hero_id IN {parameters.In("hero", body.HeroIds)}", parameters, ct);
        if (confirmed.Count < body.HeroIds.Count)
            throw Invalid.At("/caseId", RecognitionErrors.AwardOfNoDeed);
    }

    private static bool Posthumous(AwardBody body, IReadOnlyList<Honouree> heroes)
    {
        var before = heroes.All(hero => hero.DiedOn is { } died && died.To < body.GrantedOn.From);
        if (body.Posthumous == true && !heroes.Any(hero => hero.DiedOn is { } died && died.From <= body.GrantedOn.To))
            throw Invalid.At("/posthumous", RecognitionErrors.AwardToTheLiving);
        if (body.Posthumous == false && before)
            throw Invalid.At("/posthumous", RecognitionErrors.AwardToTheDead);
        return body.Posthumous ?? before;
    }
}
