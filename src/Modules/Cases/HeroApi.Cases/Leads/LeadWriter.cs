using System.Text.Json;
using HeroApi.Cases.Contracts;
using HeroApi.Cases.Receipts;

namespace HeroApi.Cases.Leads;

/// <summary>Turns a body into the rows of a new or a known lead, with everything that belongs to the same transaction.</summary>
internal sealed class LeadWriter(
    Db db, Call call, LeadContext context, LeadNames names, ExternalIds externalIds, PersonWriter persons, Protector protector, AttachmentWriter attachments, LeadSource source, Records records, ReceiptCodes receipts, Changes changes, Outbox outbox, TimeProvider clock)
{
    /// <summary>Takes in a lead for the caller's organisation, wherever the act happened.</summary>
    internal async Task<ReportedLead> Create(Guid id, LeadBody given, CancellationToken ct)
    {
        var body = PersonWriter.Normal(given);
        var places = await context.Look(body, ct);
        var code = ReceiptCodes.NewCode();
        var lead = Row(body, places, Fresh(id, body, await context.ReportingOrg(body, ct)) with { ReceiptCodeCipher = receipts.Keep(code) });

        while (await db.Execute(
            """
            INSERT INTO cases_lead (id, version, owner_org_id, origin_org_id, origin_version, protection, created_at, updated_at, state, channel, summary,
                                    acted_on, acted_from, acted_to, acted_time, region_code, address, lon, lat, given_crs, given_lon, given_lat,
                                    injured, died, has_injury, beneficiaries, reporter_anonymous, reporter_name, reporter_relation,
                                    reporter_phone_cipher, reporter_phone_masked, reporter_phone_index, reporting_org_id, competent_org_id, reported_at, receipt_number, receipt_code_cipher, attachments)
            VALUES (@Id, 1, @OwnerOrgId, @OwnerOrgId, 1, @Protection, @CreatedAt, @UpdatedAt, @State, @Channel, @Summary,
                    @ActedOn, @ActedFrom, @ActedTo, @ActedTime, @RegionCode, @Address, @Lon, @Lat, @GivenCrs, @GivenLon, @GivenLat,
                    @Injured, @Died, @HasInjury, @Beneficiaries, @ReporterAnonymous, @ReporterName, @ReporterRelation,
                    @ReporterPhoneCipher, @ReporterPhoneMasked, @ReporterPhoneIndex, @ReportingOrgId, @CompetentOrgId, @ReportedAt, @ReceiptNumber, @ReceiptCodeCipher, @Attachments)
            ON CONFLICT DO NOTHING
            """, lead, ct) == 0)
        {
            await MustBeFree(id, ct);
            // Then the number was taken, one of a hundred million of the day.
            lead = lead with { ReceiptNumber = ReceiptNumber.New(clock.Today()) };
        }

        var rows = await persons.Write(id, body.Persons, ct);
        var named = await names.Set(id, [], body.ExternalIds, ct);
        var files = await attachments.Write(id, [], body.Attachments ?? [], ct);
        changes.Created(LeadSource.Name, id, lead.Version, new Visibility(lead.OwnerOrgId, places.Homes, lead.Protection));
        outbox.Add(new LeadReported(id, lead.ReportingOrgId, lead.ReportedAt), id);
        return ReportedLead.From(Shown(lead, rows, places, named, files), LeadReceipt.Of(lead.ReceiptNumber, code));
    }

    /// <summary>Refuses an id that a record has already, whoever sees that.</summary>
    private async Task MustBeFree(Guid id, CancellationToken ct)
    {
        await source.Seek(id, ct);
        if (await db.SingleOrDefault<Guid?>("SELECT id FROM cases_lead WHERE id = @id AND UNSCOPED('an id is taken, whoever sees its record')", new { id }, ct) is not null)
            throw await records.Disowned(id, ct) ?? new Refusal(Problems.RecordExists);
    }

    /// <summary>Makes a lead say what the body says; null when it says so already.</summary>
    internal async Task<LeadView?> Replace(LeadRow before, LeadBody given, LeadAction action, CancellationToken ct)
    {
        await source.MustOwn(before, ct);
        Records.MustKnowEpoch(before.OwnerOrgId, before.OwnerEpoch, given.OwnerEpoch);
        var parts = await source.Parts(before, ct);
        var body = PersonWriter.Normal(given) with
        {
            ReportingOrgId = given.ReportingOrgId ?? before.ReportingOrgId,
            ReportedAt = given.ReportedAt ?? before.ReportedAt,
            Protection = given.Protection ?? before.Protection,
            OwnerEpoch = null,
            Attachments = given.Attachments ?? parts.Body.Attachments,
            ExternalIds = externalIds.After(parts.ExternalIds, given.ExternalIds)
        };
        if (JsonSerializer.Serialize(body, Json.Stored) == JsonSerializer.Serialize(parts.Body, Json.Stored))
            return null;

        LeadRules.MustAllow(before, action);
        LeadContext.MustKeepReport(before, body);
        var places = await context.Look(body, ct);
        var lead = Row(body, places, before with { Version = before.Version + 1, UpdatedAt = Instants.Micro(clock.GetUtcNow()) });

        var changed = await db.Execute(
            """
            UPDATE cases_lead AS l
            SET    version = @Version, updated_at = @UpdatedAt, protection = @Protection, channel = @Channel, summary = @Summary,
                   acted_on = @ActedOn, acted_from = @ActedFrom, acted_to = @ActedTo, acted_time = @ActedTime, region_code = @RegionCode, address = @Address,
                   lon = @Lon, lat = @Lat, given_crs = @GivenCrs, given_lon = @GivenLon, given_lat = @GivenLat,
                   injured = @Injured, died = @Died, has_injury = @HasInjury, beneficiaries = @Beneficiaries,
                   reporter_anonymous = @ReporterAnonymous, reporter_name = @ReporterName, reporter_relation = @ReporterRelation,
                   reporter_phone_cipher = @ReporterPhoneCipher, reporter_phone_masked = @ReporterPhoneMasked, reporter_phone_index = @ReporterPhoneIndex,
                   competent_org_id = @CompetentOrgId, attachments = @Attachments
            WHERE  l.id = @Id AND l.version = @Version - 1 AND SCOPE(l)
            """, lead, ct);
        if (changed == 0)
            throw Stale.At(before.Version);

        var rows = await persons.Rewrite(lead.Id, parts.Persons, parts.Body.Persons, body.Persons, ct);
        var named = await names.Set(lead.Id, parts.ExternalIds, body.ExternalIds, ct);
        var files = await attachments.Write(lead.Id, parts.Attachments, body.Attachments ?? [], ct);
        await Tell(before, lead, places.Homes, ct);
        return Shown(lead, rows, places, named, files);
    }

    /// <summary>The answer, by whose words the lead is found from now on.</summary>
    private LeadView Shown(LeadRow lead, IReadOnlyList<PersonRow> rows, LeadContext.Places places, IReadOnlyList<ExternalId> externalIds, IReadOnlyList<AttachmentRow> files)
    {
        var view = LeadProjection.View(lead, rows, places.Homes, externalIds, files, reveal: null);
        changes.Found(LeadSource.Name, LeadSource.Searched(view, places.RegionName));
        return view;
    }

    /// <summary>The feed learns who may see the lead now; the case opened from it is kept as closely.</summary>
    private async Task Tell(LeadRow before, LeadRow lead, IReadOnlyList<Guid> homes, CancellationToken ct)
    {
        var seen = await changes.VisibilityOf(lead.Id, before.Protection, ct);
        var sees = new Visibility(lead.OwnerOrgId, homes, lead.Protection);
        changes.Changed(LeadSource.Name, lead.Id, lead.Version, seen, sees);
        if (lead.CaseId is not { } caseId || before.Protection == lead.Protection)
            return;

        var version = await db.Single<long>(
            """
            UPDATE cases_case
            SET    protection = @Protection, version = version + 1, updated_at = @UpdatedAt
            WHERE  id = @caseId AND UNSCOPED('whoever may change the lead takes its case along')
            RETURNING version
            """, new { lead.Protection, lead.UpdatedAt, caseId }, ct);
        var readers = await changes.VisibilityOf(caseId, before.Protection, ct);
        changes.Changed(CaseSource.Name, caseId, version, readers, readers with { Protection = lead.Protection });
    }

    private LeadRow Fresh(Guid id, LeadBody body, Guid reportingOrg)
    {
        var now = Instants.Micro(clock.GetUtcNow());
        return new LeadRow
        {
            Id = id,
            Version = 1,
            OwnerOrgId = call.Caller.NeedOrg(),
            OwnerEpoch = 1,
            CreatedAt = now,
            UpdatedAt = now,
            State = "reported",
            ReportingOrgId = reportingOrg,
            ReportedAt = body.ReportedAt ?? now,
            Protection = Protection.None,
            Channel = body.Channel,
            Summary = body.Summary,
            ActedOn = body.Acted.On,
            RegionCode = body.Place.RegionCode,
            Injured = 0,
            Died = 0,
            Beneficiaries = "[]",
            ReporterAnonymous = true,
            ReceiptNumber = ReceiptNumber.New(ChinaTime.DateOf(now))
        };
    }

    /// <summary>The row with everything in it that a caller writes.</summary>
    private LeadRow Row(LeadBody body, LeadContext.Places places, LeadRow over)
    {
        var point = body.Place.Point;
        var wgs84 = point is null ? (Coordinates.Point?)null : Coordinates.ToWgs84(new(point.Lon, point.Lat), point.Crs);
        var phone = protector.KeepPhone(body.Reporter.Phone);
        return over with
        {
            Protection = body.Protection ?? over.Protection,
            Channel = body.Channel,
            Summary = body.Summary,
            ActedOn = body.Acted.On,
            ActedTime = body.Acted.Time,
            RegionCode = body.Place.RegionCode,
            Address = body.Place.Address,
            Lon = wgs84?.Lon,
            Lat = wgs84?.Lat,
            GivenCrs = point?.Crs,
            GivenLon = point?.Lon,
            GivenLat = point?.Lat,
            Injured = body.Harm.Injured,
            Died = body.Harm.Died,
            Beneficiaries = JsonSerializer.Serialize(body.Beneficiaries, Json.Stored),
            ReporterAnonymous = body.Reporter.Anonymous,
            ReporterName = body.Reporter.Name,
            ReporterRelation = body.Reporter.Relation,
            ReporterPhoneCipher = phone.Cipher,
            ReporterPhoneMasked = phone.Masked,
            ReporterPhoneIndex = phone.Index,
            CompetentOrgId = places.Competent,
            Attachments = body.Attachments?.Count ?? 0
        };
    }
}
