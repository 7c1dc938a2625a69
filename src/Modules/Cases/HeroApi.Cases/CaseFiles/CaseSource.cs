using System.Text.Json;
using Dapper;
using HeroApi.Cases.Clock;
using HeroApi.Cases.Decisions;
using HeroApi.Cases.Filing;
using HeroApi.Cases.Investigation;
using HeroApi.Cases.Jurisdiction;
using HeroApi.Cases.Material;
using HeroApi.Cases.Notices;
using HeroApi.Cases.Panel;
using HeroApi.Organisations.Contracts;

namespace HeroApi.Cases.CaseFiles;

/// <summary>The one projection of a case: masked, unless the caller asked for clear data with a purpose.</summary>
internal sealed class CaseSource(Db db, Records records, Call call, Protector protector, ReadLog readLog, IMediator mediator, ActorHistories histories, TimeProvider clock) : IRecordSource
{
    internal const string Name = "case";

    internal const string Columns =
        """
        c.id, c.version, c.owner_org_id, c.owner_epoch, c.protection, c.created_at, c.updated_at, c.deleted_at, c.deleted_reason, c.lead_id, c.state, c.summary,
        c.category, c.acted_on, c.acted_time, c.region_code, c.address, c.beneficiaries, c.complex, c.competent_org_id, c.actors, c.has_injury, c.rule_packs,
        c.rule_pack, c.initiation, c.received_on, c.lateness, c.accepted_on, c.concluded_on, c.conclusion, c.proposed_on, c.decided_on, c.closed_on, c.outcome,
        c.discovered_at, c.investigated_at, c.confirmed_at, c.praised_at, c.helped_at
        """;

    internal const string ActorColumns =
        """
        id, case_id, position, name, document_type, document_cipher, document_masked, phone_cipher, phone_masked, household_region, home_org_id, harm, duty_status,
        state, proposal, proposal_reason, deviation_reason, duty_override, heard_on, decided_on, decision_number, served_on, review, final, joint_org_id,
        decision_id, decided_by, outside, revocation
        """;

    internal static readonly RecordTable Cases = new(Name, CaseScopes.CasesRead, "cases_case", "c", Columns)
    {
        OpenWork = "c.state NOT IN ('not_accepted', 'transferred', 'lapsed', 'withdrawn', 'closed')"
    };

    public RecordTable Table => Cases;

    public async Task<IReadOnlyList<RecordState>> Snapshot(Guid? after, int limit, CancellationToken ct) =>
        await States(await records.After<CaseRow>(Cases, after, limit, ct), reveal: null, ct);

    public async Task<IReadOnlyList<RecordState>> Read(IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        await States(await records.Of<CaseRow>(Cases, ids, ct), reveal: null, ct);

    public async Task<IReadOnlyList<Searched>> Searched(Guid? after, int limit, CancellationToken ct)
    {
        var cases = (await Snapshot(after, limit, ct)).Select(state => (CaseView)state.Body).ToList();
        var places = await mediator.Send(new FindPlaces([.. cases.Select(known => known.Place.RegionCode)], clock.Today()), ct);
        return [.. cases.Select(known => Searched(known, places.GetValueOrDefault(known.Place.RegionCode)?.FullName))];
    }

    /// <summary>What a case is found by: nothing that its masked view does not show.</summary>
    internal static Searched Searched(CaseView view, string? regionName)
    {
        var terms = new SearchTerms().Text(view.Summary).Text(regionName + view.Place.Address);
        foreach (var name in view.Actors.Select(actor => actor.Name).Concat(view.Beneficiaries.Select(helped => helped.Name)))
            terms.Person(name);
        return new Searched(view.Id, view.Version, terms);
    }

    /// <summary>One case in the caller's field profile; in clear only with purpose and scope, and then logged first.</summary>
    internal async Task<CaseView> Get(Guid id, CancellationToken ct)
    {
        var row = await Seek(id, ct) ?? throw new Refusal(Problems.NotFound);
        if (call.ReadsClear)
            await readLog.Note(Name, [id], ct);
        return (CaseView)(await States([row], call.ReadsClear ? protector : null, ct)).Single().Body;
    }

    /// <summary>The visible row, or null; 410 for what was deleted.</summary>
    internal async Task<CaseRow?> Seek(Guid id, CancellationToken ct)
    {
        var row = await db.SingleOrDefault<CaseRow>($"SELECT {Columns} FROM cases_case c WHERE c.id = @id AND SCOPE(c)", new { id }, ct);
        return row?.DeletedAt is null ? row : throw new Refusal(Problems.Deleted, new { reason = row.DeletedReason });
    }

    /// <summary>The version a visible case has now; null when it is deleted or out of scope.</summary>
    internal Task<long?> VersionNow(Guid id, CancellationToken ct) => db.SingleOrDefault<long?>(
        "SELECT c.version FROM cases_case c WHERE c.id = @id AND c.deleted_at IS NULL AND SCOPE(c)", new { id }, ct);

    /// <summary>What a caller wrote of a case, in clear; for commands that change it, never for an answer.</summary>
    internal async Task<CaseBody> Body(CaseRow row, IReadOnlyList<ActorRow> actors, CancellationToken ct) => new()
    {
        Summary = row.Summary,
        Category = row.Category,
        Acted = new ActedBody { On = row.ActedOn, Time = row.ActedTime },
        Place = new CasePlaceBody { RegionCode = row.RegionCode, Address = row.Address },
        Actors = [.. actors.Select(actor => new ActorBody
        {
            Id = actor.Id,
            Name = actor.Name,
            Document = Papers.Shown(actor.DocumentType, actor.DocumentMasked, actor.DocumentCipher, protector),
            Phone = protector.Reveal(actor.PhoneCipher),
            HouseholdRegion = actor.HouseholdRegion,
            Harm = actor.Harm,
            DutyStatus = actor.DutyStatus
        })],
        Beneficiaries = JsonSerializer.Deserialize<IReadOnlyList<BeneficiaryBody>>(row.Beneficiaries, Json.Stored)!,
        Complex = row.Complex,
        Protection = row.Protection,
        ExternalIds = [.. (await ExternalIds.Of(db, Name, [row.Id], ct))[row.Id]]
    };

    /// <summary>The view of rows already read under the caller's scope.</summary>
    internal async Task<IReadOnlyList<RecordState>> States(IReadOnlyList<CaseRow> rows, Protector? reveal, CancellationToken ct)
    {
        if (rows.Count == 0)
            return [];

        List<Guid> ids = [.. rows.Select(row => row.Id)];
        var everybody = await Parts<ActorRow>(ActorColumns, "cases_actor", "position", ids, ct);
        var (actors, history) = (everybody.ToLookup(actor => actor.CaseId), await histories.Of(everybody, ct));
        var filings = (await Parts<FilingRow>(FilingRow.Columns, "cases_filing", "id", ids, ct)).ToLookup(filing => filing.CaseId);
        var deadlines = (await Parts<DeadlineRow>(Deadlines.Columns, "cases_deadline", "id", ids, ct)).ToLookup(deadline => deadline.CaseId);
        var panels = (await Parts<PanelRow>(PanelRow.Columns, "cases_panel", "id", ids, ct)).Where(panel => panel.State != "superseded").ToDictionary(panel => panel.CaseId);
        var notices = (await Parts<NoticeRow>(NoticeRow.Columns, "cases_notice", "id", ids, ct)).ToLookup(notice => notice.CaseId);
        var materials = (await Parts<MaterialRow>(MaterialRow.Columns, "cases_material_request", "id", ids, ct)).ToLookup(request => request.CaseId);
        var referrals = (await Parts<ReferralRow>(ReferralRow.Columns, "cases_referral", "id", ids, ct)).ToLookup(asked => asked.CaseId);
        var endings = (await Parts<EndingRow>(EndingRow.Columns, "cases_ending", "case_id", ids, ct)).ToDictionary(ending => ending.CaseId);
        var inquiries = await InquiryParts.Of(this, ids, ct);
        var homes = await records.Homes(ids, ct);
        var named = await ExternalIds.Of(db, Name, ids, ct);
        return [.. rows.Select(row => new RecordState(row.Id, row.Version, row.OwnerOrgId,
            inquiries.On(View(row, actors[row.Id].Select(actor => View(actor, history.GetValueOrDefault(actor.Id), reveal))), reveal) with
        {
            Filings = [.. filings[row.Id].Select(filing => filing.View(reveal))],
            MaterialRequests = [.. materials[row.Id].Select(request => request.View)],
            Referrals = [.. referrals[row.Id].Select(asked => asked.View)],
            Ending = endings.GetValueOrDefault(row.Id)?.View,
            Deadlines = [.. deadlines[row.Id].Select(deadline => deadline.View)],
            Panel = panels.GetValueOrDefault(row.Id)?.View(actors[row.Id].Select(actor => actor.Id)),
            Notices = [.. notices[row.Id].Select(notice => notice.View)],
            HomeOrgIds = [.. homes[row.Id]],
            ExternalIds = [.. named[row.Id]]
        }))];
    }

    /// <summary>The parts of these cases that one table holds.</summary>
    internal Task<IReadOnlyList<T>> Parts<T>(string columns, string table, string order, List<Guid> ids, CancellationToken ct)
    {
        var parameters = new DynamicParameters();
        return db.Query<T>($"SELECT {columns} FROM {table} WHERE case_id IN {parameters.In("id", ids)} ORDER BY {order}", parameters, ct);
    }

    private static CaseView View(CaseRow row, IEnumerable<ActorView> actors) => new()
    {
        Id = row.Id,
        Version = row.Version,
        State = row.State,
        LeadId = row.LeadId,
        Summary = row.Summary,
        Category = row.Category,
        Acted = new ActedBody { On = row.ActedOn, Time = row.ActedTime },
        Place = new CasePlaceBody { RegionCode = row.RegionCode, Address = row.Address },
        Actors = [.. actors],
        Beneficiaries = JsonSerializer.Deserialize<IReadOnlyList<BeneficiaryBody>>(row.Beneficiaries, Json.Stored)!,
        Complex = row.Complex,
        CompetentOrgId = row.CompetentOrgId,
        RulePackIds = JsonSerializer.Deserialize<IReadOnlyList<Guid>>(row.RulePacks, Json.Stored)!,
        Initiation = row.Initiation,
        ReceivedOn = row.ReceivedOn,
        Lateness = row.Lateness,
        Filings = [],
        MaterialRequests = [],
        Referrals = [],
        AcceptedOn = row.AcceptedOn,
        OpenTasks = 0,
        Visits = [],
        Statements = [],
        Evidence = [],
        Facts = [],
        ConcludedOn = row.ConcludedOn,
        Conclusion = row.Conclusion,
        ProposedOn = row.ProposedOn,
        DecidedOn = row.DecidedOn,
        ClosedOn = row.ClosedOn,
        Outcome = row.Outcome,
        Deadlines = [],
        Notices = [],
        Timely = new TimelyView
        {
            DiscoveredAt = row.DiscoveredAt,
            InvestigatedAt = row.InvestigatedAt,
            ConfirmedAt = row.ConfirmedAt,
            PraisedAt = row.PraisedAt,
            HelpedAt = row.HelpedAt
        },
        OwnerOrgId = row.OwnerOrgId,
        OwnerEpoch = row.OwnerEpoch,
        HomeOrgIds = [],
        Protection = row.Protection,
        ExternalIds = [],
        CreatedAt = row.CreatedAt,
        UpdatedAt = row.UpdatedAt
    };

    private static ActorView View(ActorRow actor, ActorHistoryView? history, Protector? reveal) => new()
    {
        Id = actor.Id,
        Name = actor.Name,
        Document = Papers.Shown(actor.DocumentType, actor.DocumentMasked, actor.DocumentCipher, reveal),
        Phone = reveal is null ? actor.PhoneMasked : reveal.Reveal(actor.PhoneCipher),
        HouseholdRegion = actor.HouseholdRegion,
        HomeOrgId = actor.HomeOrgId,
        Harm = actor.Harm,
        DutyStatus = actor.DutyStatus,
        State = actor.State,
        Proposal = actor.Proposal,
        ProposalReason = actor.ProposalReason,
        DeviationReason = actor.DeviationReason,
        DutyOverride = actor.DutyOverride,
        HeardOn = actor.HeardOn,
        DecidedOn = actor.DecidedOn,
        DecisionNumber = actor.DecisionNumber,
        ServedOn = actor.ServedOn,
        Review = actor.Review,
        Final = actor.Final,
        JointOrgId = actor.JointOrgId,
        DecidedBy = actor.DecidedBy,
        Outside = actor.Outside,
        Revocation = actor.Revocation,
        History = history ?? ActorHistoryView.None
    };
}
