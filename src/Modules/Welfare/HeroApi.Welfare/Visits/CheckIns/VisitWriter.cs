using System.Text.Json;
using HeroApi.Welfare.Entitlements;
using HeroApi.Welfare.Fund.Payments;
using HeroApi.Welfare.Visits.Campaigns;
using HeroApi.Welfare.Visits.DueVisits;
using HeroApi.Welfare.Visits.Needs;

namespace HeroApi.Welfare.Visits.CheckIns;

/// <summary>Writes visits, with everything that belongs to the same transaction: what was due is done, what was found to be needed is written down.</summary>
internal sealed class VisitWriter(
    Db db, Call call, Persons persons, CampaignSource campaigns, DueVisitDesk desk, VisitLists lists, NeedDesk needs, VisitSource source, PaidFor paid, FileLinks links, Records records, Changes changes,
    TimeProvider clock)
{
    /// <summary>How far a device's clock may be ahead of ours and still be believed.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    internal async Task<CareVisitView> Create(Guid id, CheckInBody body, CancellationToken ct)
    {
        if (body.Reason is not null)
            throw Invalid.At("/reason", ValueProblems.Unwanted);
        var (person, due) = await Visited(body, ct);
        var (org, now) = (call.Caller.NeedOrg(), Instants.Micro(clock.GetUtcNow()));
        var row = Read(new VisitRow
        {
            Id = id,
            Version = 1,
            OwnerOrgId = org,
            OwnerEpoch = 1,
            Protection = person.Protection,
            CreatedAt = now,
            UpdatedAt = now,
            HeroId = body.HeroId,
            Occasion = "",
            OnDate = default,
            ClockAhead = false,
            RecipientCount = 0,
            CashFen = 0,
            GoodsValueFen = 0,
            State = "paid",
            Body = ""
        }, body, due, now);
        if (await db.Execute(
            """
            INSERT INTO welfare_visit (id, version, owner_org_id, origin_org_id, origin_version, protection, created_at, updated_at, hero_id, occasion, campaign_id, due_id, on_date, device_at,
                                       clock_ahead, recipient_count, household_id, cash_fen, goods_value_fen, state, body)
            VALUES (@Id, 1, @OwnerOrgId, @OwnerOrgId, 1, @Protection, @CreatedAt, @UpdatedAt, @HeroId, @Occasion, @CampaignId, @DueId, @OnDate, @DeviceAt,
                    @ClockAhead, @RecipientCount, @HouseholdId, @CashFen, @GoodsValueFen, @State, @Body)
            ON CONFLICT (id) DO NOTHING
            """, row, ct) == 0)
        {
            return await Known(row, ct) ? await source.Get(id, ct) : throw await records.Disowned(id, ct) ?? new Refusal(Problems.RecordExists);
        }

        await links.Refer(new RecordName(VisitSource.Name, id), [], Files(body), _ => "/receipt/fileId", ct);
        changes.Created(VisitSource.Name, id, 1, Persons.Seen(org, person));
        await Do(row, ct);
        await Note(row, "recorded", reason: null, ct);
        foreach (var need in body.Needs)
            await needs.Add(person, id, need, ct);
        await changes.WriteScope(ct);
        return await source.Get(id, ct);
    }

    /// <summary>Whether a phone has sent the same before, under whatever Idempotency-Key; it may have been corrected since.</summary>
    private async Task<bool> Known(VisitRow row, CancellationToken ct) => await db.SingleOrDefault<string>(
        "SELECT h.body FROM welfare_visit v JOIN welfare_visit_history h ON h.visit_id = v.id AND h.version = 1 WHERE v.id = @Id AND v.owner_org_id = @OwnerOrgId AND SCOPE(v)",
        new { row.Id, row.OwnerOrgId }, ct) == row.Body;

    /// <summary>Makes a visit say what the body says, for its reason.</summary>
    internal async Task<CareVisitView> Correct(VisitRow before, CheckInBody body, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(body.Reason))
            throw Invalid.At("/reason", ValueProblems.Required);
        if (body.HeroId != before.HeroId)
            throw Invalid.At("/heroId", VisitErrors.PersonFixed);
        if (body.Needs.Count > 0)
            throw Invalid.At("/needs", ValueProblems.Unwanted);

        await MustCover(before, body.CashFen, ct);
        var (_, due) = await Visited(body, ct);
        var after = Read(before with { Version = before.Version + 1, UpdatedAt = Instants.Micro(clock.GetUtcNow()) }, body, due, before.CreatedAt);
        await links.Refer(new RecordName(VisitSource.Name, before.Id), Files(before.Written), Files(body), _ => "/receipt/fileId", ct);
        await Put(before, after, "corrected", body.Reason, ct);
        if (before.DueId != after.DueId)
            await Undo(before, ct);
        await Do(after, ct);
        return await source.Get(before.Id, ct);
    }

    /// <summary>Takes a visit back that was recorded by mistake; what was due is due again.</summary>
    internal async Task<CareVisitView> Cancel(VisitRow before, string reason, CancellationToken ct)
    {
        await MustCover(before, cashFen: 0, ct);
        await Put(before, before with { Version = before.Version + 1, UpdatedAt = Instants.Micro(clock.GetUtcNow()), State = "cancelled", EndReason = reason }, "cancelled", reason, ct);
        await Undo(before, ct);
        return await source.Get(before.Id, ct);
    }

    /// <summary>Whom a visit was paid to, and what was due to him. Who was given something that is due may pay that visit, though he does not see the person's file.</summary>
    private async Task<(EntitlementRow Person, Due? Due)> Visited(CheckInBody body, CancellationToken ct)
    {
        if (body.DueId is { } dueId)
        {
            var due = await desk.Seek(dueId, ct);
            await db.Execute("UPDATE welfare_entitlement SET version = version WHERE hero_id = @HeroId AND UNSCOPED('held only, as persons.Of does')", new { body.HeroId }, ct);
            var person = due is null ? null : await db.SingleOrDefault<EntitlementRow>(
                $"SELECT {EntitlementRow.Columns} FROM welfare_entitlement e WHERE e.hero_id = @HeroId AND e.person_id = @PersonId AND UNSCOPED('what is due to the person is seen')",
                new { body.HeroId, due.PersonId }, ct);
            if (person is null || (body.CampaignId is { } said && said != due!.CampaignId))
                throw Invalid.At("/dueId", VisitErrors.DueUnknown);
            return (person, new Due { Id = dueId, CampaignId = due!.CampaignId, Occasion = due.Occasion });
        }

        var visited = await persons.Of(body.HeroId, ct);
        if (body.CampaignId is not { } campaignId)
            return (visited, await db.SingleOrDefault<Due>(
                """
                SELECT d.id, d.campaign_id, d.occasion
                FROM   welfare_due_visit d
                JOIN   welfare_entitlement e ON e.hero_id = d.hero_id
                WHERE  e.person_id = @PersonId AND d.campaign_id IS NULL AND d.occasion = @Occasion AND d.state = 'due' AND UNSCOPED('the person is seen')
                ORDER  BY d.due_on, d.id
                LIMIT  1
                """, new { visited.PersonId, body.Occasion }, ct));

        var campaign = await campaigns.Seek(campaignId, ct) ?? throw Invalid.At("/campaignId", VisitErrors.CampaignUnknown);
        return (visited, await db.SingleOrDefault<Due>(
            """
            SELECT d.id, d.campaign_id, d.occasion
            FROM   welfare_due_visit d
            JOIN   welfare_entitlement e ON e.hero_id = d.hero_id
            WHERE  e.person_id = @PersonId AND d.campaign_id = @campaignId AND UNSCOPED('the person is seen')
            ORDER  BY CASE d.state WHEN 'done' THEN 0 WHEN 'due' THEN 1 ELSE 2 END, d.id
            LIMIT  1
            """, new { visited.PersonId, campaignId }, ct) ?? new Due { CampaignId = campaignId, Occasion = campaign.Occasion });
    }

    /// <param name="cameIn">When it first came in: a device's clock is held against that.</param>
    private static VisitRow Read(VisitRow row, CheckInBody body, Due? due, DateTimeOffset cameIn)
    {
        var (at, arrived) = (body.VisitedAt is { } said ? Instants.Micro(said) : (DateTimeOffset?)null, ChinaTime.DateOf(cameIn));
        var ahead = at > cameIn + Ahead;
        var told = at is null || ahead || ChinaTime.DateOf(at.Value) > arrived ? arrived : ChinaTime.DateOf(at.Value);
        return row with
        {
            Occasion = body.Occasion ?? due!.Occasion,
            CampaignId = due?.CampaignId,
            DueId = due?.Id,
            OnDate = body.On ?? told,
            DeviceAt = at,
            ClockAhead = ahead,
            RecipientCount = Math.Max(1, body.Recipients.Count),
            HouseholdId = body.HouseholdId,
            CashFen = body.CashFen,
            GoodsValueFen = body.GoodsValueFen,
            Body = JsonSerializer.Serialize(body with { Needs = [], Reason = null }, Json.Stored)
        };
    }

    /// <summary>Refuses to bring the cash of a visit below what the fund has paid for it.</summary>
    private async Task MustCover(VisitRow row, long cashFen, CancellationToken ct)
    {
        if (await paid.OrPromised(VisitSource.Name, row.Id, except: Guid.Empty, ct) is var given && given > cashFen)
            throw new Refusal(VisitErrors.VisitPaidFor, new { paidFen = given });
    }

    private async Task Put(VisitRow before, VisitRow after, string what, string reason, CancellationToken ct)
    {
        await db.Execute(
            """
            UPDATE welfare_visit AS v
            SET    version = @Version, updated_at = @UpdatedAt, occasion = @Occasion, campaign_id = @CampaignId, due_id = @DueId, on_date = @OnDate, device_at = @DeviceAt,
                   clock_ahead = @ClockAhead, recipient_count = @RecipientCount, household_id = @HouseholdId, cash_fen = @CashFen, goods_value_fen = @GoodsValueFen, state = @State,
                   end_reason = @EndReason, body = @Body
            WHERE  v.id = @Id AND SCOPE(v)
            """, after, ct);
        var seen = await changes.VisibilityOf(before.Id, before.Protection, ct);
        changes.Changed(VisitSource.Name, before.Id, after.Version, seen, seen);
        await Note(after, what, reason, ct);
    }

    private Task<int> Note(VisitRow row, string what, string? reason, CancellationToken ct) => db.Execute(
        "INSERT INTO welfare_visit_history (id, visit_id, version, at, what, reason, body, org_id, principal) VALUES (@id, @visit, @Version, @UpdatedAt, @what, @reason, @Body, @OrgId, @KeyId)",
        new { id = Guid.CreateVersion7(row.UpdatedAt), visit = row.Id, row.Version, row.UpdatedAt, what, reason, row.Body, call.Caller.OrgId, call.Caller.KeyId }, ct);

    /// <summary>What was due is done; the first visit that did it stays the one.</summary>
    private Task<int> Do(VisitRow row, CancellationToken ct) => db.Execute(
        """
        UPDATE welfare_due_visit
        SET    state = 'done', reason = NULL, words = NULL, visit_id = @Id, done_on = @OnDate
        WHERE  id = @DueId AND (state <> 'done' OR visit_id = @Id)
        """, new { row.Id, row.OnDate, row.DueId }, ct);

    /// <summary>What was done by a visit is due again, unless another visit did it too.</summary>
    private async Task Undo(VisitRow row, CancellationToken ct)
    {
        if (await db.Execute("UPDATE welfare_due_visit SET state = 'due', visit_id = NULL, done_on = NULL WHERE id = @DueId AND visit_id = @Id", new { row.DueId, row.Id }, ct) == 0)
            return;

        if (await db.SingleOrDefault<VisitRow>(
            $"SELECT {VisitRow.Columns} FROM welfare_visit v WHERE v.due_id = @DueId AND v.state = 'paid' AND v.id <> @Id AND UNSCOPED('what is due is done, whoever did it') ORDER BY v.id LIMIT 1",
            new { row.DueId, row.Id }, ct) is { } other)
            await Do(other, ct);
        else
            await lists.Again(row.DueId!.Value, ct);
    }

    private static List<Guid> Files(CheckInBody body) => body.Receipt?.FileId is { } file ? [file] : [];

    private sealed record Due
    {
        public Guid? Id { get; init; }
        public Guid? CampaignId { get; init; }
        public required string Occasion { get; init; }
    }
}
