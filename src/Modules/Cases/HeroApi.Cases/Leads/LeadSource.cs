using Dapper;
using HeroApi.Organisations.Contracts;

namespace HeroApi.Cases.Leads;

/// <summary>The one projection of a lead: masked, unless the caller asked for clear data with a purpose.</summary>
internal sealed class LeadSource(Db db, Records records, Call call, Protector protector, ReadLog readLog, IMediator mediator, TimeProvider clock) : IRecordSource
{
    internal const string Name = "lead";

    internal const string Columns =
        """
        l.id, l.version, l.owner_org_id, l.protection, l.created_at, l.updated_at, l.deleted_at, l.deleted_reason, l.state, l.channel, l.summary, l.acted_on, l.acted_time,
        l.region_code, l.address, l.lon, l.lat, l.given_crs, l.given_lon, l.given_lat, l.injured, l.died, l.beneficiaries,
        l.reporter_anonymous, l.reporter_name, l.reporter_relation, l.reporter_phone_cipher, l.reporter_phone_masked,
        l.reporting_org_id, l.competent_org_id, l.reported_at, l.decided_at, l.decision_reason, l.decision_kind, l.receipt_number, l.duplicate_of_id, l.owner_epoch, l.case_id, l.attachments
        """;

    internal const string PersonColumns =
        "id, lead_id, position, name, document_type, document_cipher, document_masked, phone_cipher, phone_masked, household_region";

    internal static readonly RecordTable Leads = new(Name, CaseScopes.LeadsRead, "cases_lead", "l", Columns) { OpenWork = "l.state = 'reported'" };

    public RecordTable Table => Leads;

    public async Task<IReadOnlyList<RecordState>> Snapshot(Guid? after, int limit, CancellationToken ct) =>
        await States(await records.After<LeadRow>(Leads, after, limit, ct), reveal: null, ct);

    public async Task<IReadOnlyList<RecordState>> Read(IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        await States(await records.Of<LeadRow>(Leads, ids, ct), reveal: null, ct);

    public async Task<IReadOnlyList<Searched>> Searched(Guid? after, int limit, CancellationToken ct)
    {
        var leads = (await Snapshot(after, limit, ct)).Select(state => (LeadView)state.Body).ToList();
        var places = await mediator.Send(new FindPlaces([.. leads.Select(lead => lead.Place.RegionCode)], clock.Today()), ct);
        return [.. leads.Select(lead => Searched(lead, places.GetValueOrDefault(lead.Place.RegionCode)?.FullName))];
    }

    /// <summary>What a lead is found by: nothing that its masked view does not show.</summary>
    internal static Searched Searched(LeadView lead, string? regionName)
    {
        var terms = new SearchTerms().Text(lead.Summary).Text(regionName + lead.Place.Address).Person(lead.Reporter.Name);
        foreach (var name in lead.Persons.Select(person => person.Name).Concat(lead.Beneficiaries.Select(helped => helped.Name)))
            terms.Person(name);
        return new Searched(lead.Id, lead.Version, terms);
    }

    /// <summary>One lead in the caller's field profile; in clear only with purpose and scope, and then logged first.</summary>
    internal async Task<LeadView> Get(Guid id, CancellationToken ct)
    {
        var row = await Find(id, ct);
        if (call.ReadsClear)
            await readLog.Note(Name, [id], ct);
        return (LeadView)(await States([row], call.ReadsClear ? protector : null, ct)).Single().Body;
    }

    /// <summary>The visible row; 404 for what is absent or out of scope, 410 for what was deleted.</summary>
    internal async Task<LeadRow> Find(Guid id, CancellationToken ct) => await Seek(id, ct) ?? throw new Refusal(Problems.NotFound);

    /// <summary>The visible row, or null; 410 for what was deleted.</summary>
    internal async Task<LeadRow?> Seek(Guid id, CancellationToken ct)
    {
        var row = await db.SingleOrDefault<LeadRow>($"SELECT {Columns} FROM cases_lead l WHERE l.id = @id AND SCOPE(l)", new { id }, ct);
        return row?.DeletedAt is null ? row : throw new Refusal(Problems.Deleted, new { reason = row.DeletedReason });
    }

    /// <summary>The row for a command that acts on it: visible, at the version the caller knows, the caller's to change, and in a state for it.</summary>
    internal async Task<LeadRow> FindFor(LeadAction action, Guid id, long? version, CancellationToken ct)
    {
        var lead = await FindOwn(id, ct);
        LeadRules.MustBeAt(lead, version);
        LeadRules.MustAllow(lead, action);
        return lead;
    }

    /// <summary>The row for whoever may act on it; who once did is told that it is another's now.</summary>
    internal async Task<LeadRow> FindOwn(Guid id, CancellationToken ct)
    {
        var lead = await Seek(id, ct) ?? throw await records.Disowned(id, ct) ?? new Refusal(Problems.NotFound);
        await MustOwn(lead, ct);
        return lead;
    }

    /// <summary>Holds leads for the rest of the command, so that what is read of them next stays true.</summary>
    internal async Task Hold(IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        var parameters = new DynamicParameters();
        await db.Execute($"UPDATE cases_lead AS l SET version = version WHERE SCOPE(l) AND l.id IN {parameters.In("id", ids)}", parameters, ct);
    }

    /// <summary>The version a visible lead has now; null when it is deleted or out of scope.</summary>
    internal Task<long?> VersionNow(Guid id, CancellationToken ct) => db.SingleOrDefault<long?>(
        "SELECT l.version FROM cases_lead l WHERE l.id = @id AND l.deleted_at IS NULL AND SCOPE(l)", new { id }, ct);

    /// <summary>Owner organisations and those above them act on a lead; its home organisations only read it.</summary>
    internal Task MustOwn(LeadRow lead, CancellationToken ct) => records.MustOwn(lead.OwnerOrgId, ct);

    internal Task<bool> Owns(LeadRow lead, CancellationToken ct) => records.Owns(lead.OwnerOrgId, ct);

    /// <summary>How many of its files have not arrived.</summary>
    internal async Task<int> FilesPending(LeadRow lead, CancellationToken ct) => (await Attachments([lead], ct)).Count(file => !file.Verified);

    /// <summary>What a lead consists of, in clear; for commands that change it, never for an answer.</summary>
    internal async Task<LeadParts> Parts(LeadRow lead, CancellationToken ct)
    {
        var persons = await db.Query<PersonRow>(
            $"SELECT {PersonColumns} FROM cases_lead_person WHERE lead_id = @Id ORDER BY position", new { lead.Id }, ct);
        IReadOnlyList<ExternalId> named = [.. (await ExternalIds.Of(db, Name, [lead.Id], ct))[lead.Id]];
        var files = await Attachments([lead], ct);
        return new LeadParts(persons, named, files, LeadProjection.Body(lead, persons, named, files, protector));
    }

    /// <summary>The view of rows already read under the caller's scope.</summary>
    internal async Task<IReadOnlyList<RecordState>> States(IReadOnlyList<LeadRow> rows, Protector? reveal, CancellationToken ct)
    {
        if (rows.Count == 0)
            return [];

        List<Guid> ids = [.. rows.Select(row => row.Id)];
        var parameters = new DynamicParameters();
        var persons = (await db.Query<PersonRow>(
            $"""
            SELECT {PersonColumns}
            FROM   cases_lead_person
            WHERE  lead_id IN {parameters.In("id", ids)}
            """, parameters, ct)).ToLookup(person => person.LeadId);
        var homes = await records.Homes(ids, ct);
        var named = await ExternalIds.Of(db, Name, ids, ct);
        var files = (await Attachments(rows, ct)).ToLookup(file => file.LeadId);
        return [.. rows.Select(row => new RecordState(row.Id, row.Version, row.OwnerOrgId,
            LeadProjection.View(row, persons[row.Id], [.. homes[row.Id]], [.. named[row.Id]], files[row.Id], reveal)))];
    }

    private async Task<IReadOnlyList<AttachmentRow>> Attachments(IReadOnlyList<LeadRow> leads, CancellationToken ct)
    {
        if (leads.Where(lead => lead.Attachments > 0).Select(lead => lead.Id).ToList() is not { Count: > 0 } having)
            return [];

        var parameters = new DynamicParameters();
        return await db.Query<AttachmentRow>(
            $"SELECT lead_id, file_id, kind, label, verified FROM cases_lead_attachment WHERE lead_id IN {parameters.In("lead", having)} ORDER BY position", parameters, ct);
    }
}

/// <summary>What a lead consists of beside its row, and all of it as a caller would write it.</summary>
internal sealed record LeadParts(IReadOnlyList<PersonRow> Persons, IReadOnlyList<ExternalId> ExternalIds, IReadOnlyList<AttachmentRow> Attachments, LeadBody Body);
