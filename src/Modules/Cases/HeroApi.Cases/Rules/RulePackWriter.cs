using System.Text.Json;
using HeroApi.Cases.Clock;
using HeroApi.Organisations.Contracts;

namespace HeroApi.Cases.Rules;

/// <summary>Puts published packs in and ends them, so that on any day at most one published pack of a region holds.</summary>
internal sealed class RulePackWriter(Db db, Call call, IMediator mediator, RulePackSource source, RuleBook book, Records records, Changes changes, Jobs jobs, TimeProvider clock)
{
    /// <summary>A new pack; <paramref name="superseded"/> ends on its first day.</summary>
    internal async Task<RulePackView> Publish(string region, SuccessorBody body, RulePackRow? superseded, CancellationToken ct)
    {
        var owner = await MustAnswerFor(region, ct);
        if (superseded is null && await Standing(region, body.EffectiveFrom, ct) is { } standing)
            throw new Refusal(CaseErrors.RulePackStands, new { packId = standing.Id, standing.Version });

        await MustBeOpenAbove(region, body, ct);
        var now = Instants.Micro(clock.GetUtcNow());
        var row = new RulePackRow
        {
            Id = Guid.CreateVersion7(now),
            Version = 1,
            OwnerOrgId = owner,
            Protection = Protection.None,
            CreatedAt = now,
            UpdatedAt = now,
            Region = region,
            Title = body.Title,
            LegalBasis = body.LegalBasis,
            EffectiveFrom = body.EffectiveFrom,
            EffectiveTo = superseded is null ? await NextStart(region, body.EffectiveFrom, ct) : superseded.EffectiveTo,
            SupersedesId = superseded?.Id,
            Rules = JsonSerializer.Serialize(body.Rules.ToDictionary(rule => rule.Key, rule => rule.Value), Json.Stored)
        };
        if (superseded is not null)
            await End(superseded, row.EffectiveFrom, ct);
        await db.Execute(
            """
            INSERT INTO cases_rule_pack (id, version, owner_org_id, origin_org_id, origin_version, protection, created_at, updated_at, region, title, legal_basis,
                                         effective_from, effective_to, supersedes_id, rules)
            VALUES (@Id, 1, @OwnerOrgId, @OwnerOrgId, 1, @Protection, @CreatedAt, @UpdatedAt, @Region, @Title, @LegalBasis,
                    @EffectiveFrom, @EffectiveTo, @SupersedesId, @Rules)
            """, row, ct);
        changes.Created(RulePackSource.Name, row.Id, 1, new Visibility(owner, [], row.Protection));
        await jobs.Start(TakeUpRules.Name, new TakeUpRules.Input(region), ct, stops: false);
        return row.View;
    }

    /// <summary>Takes back a pack that has not begun to hold; the one it ended goes on.</summary>
    internal async Task Withdraw(RulePackRow pack, CancellationToken ct)
    {
        await MustAnswerFor(pack.Region, ct);
        // An act cannot lie in the future, so no case goes by a pack that begins only after today.
        if (pack.EffectiveFrom <= clock.Today())
            throw new Refusal(CaseErrors.RulePackInForce, new { pack.EffectiveFrom });

        await db.Execute(
            """
            UPDATE cases_rule_pack
            SET    deleted_at = @now, updated_at = @now, version = version + 1
            WHERE  UNSCOPED('who answers for a region takes back its packs') AND id = @Id
            """, new { pack.Id, now = clock.GetUtcNow() }, ct);
        changes.Deleted(RulePackSource.Name, pack.Id, pack.Version + 1, await changes.VisibilityOf(pack.Id, pack.Protection, ct));
        // The one it ended may have been withdrawn in the meantime; then the one before that goes on.
        for (var before = pack; before.SupersedesId is { } id;)
        {
            before = (await source.Find(id, ct))!;
            if (before.DeletedAt is not null)
                continue;
            if (before.EffectiveTo == pack.EffectiveFrom)
                await End(before, pack.EffectiveTo, ct);
            break;
        }
    }

    /// <summary>The published pack at the version that the caller knows, held until the command ends.</summary>
    internal async Task<RulePackRow> Take(Guid id, long version, CancellationToken ct)
    {
        if ((await book.Packs([id], ct)).Any(pack => pack.Shipped))
            throw new Refusal(CaseErrors.RulePackShipped);

        var found = await source.Seek(id, ct) ?? throw new Refusal(Problems.NotFound);
        await Hold(found.Region, ct);
        var pack = await source.Seek(id, ct) ?? throw new Refusal(Problems.NotFound);
        return pack.Version == version ? pack : throw Stale.At(pack.Version);
    }

    /// <summary>Whoever publishes for a region comes one after the other.</summary>
    internal Task Hold(string region, CancellationToken ct) => db.Execute(
        "INSERT INTO cases_rule_region (region, packs) VALUES (@region, 1) ON CONFLICT (region) DO UPDATE SET packs = cases_rule_region.packs + 1", new { region }, ct);

    /// <summary>The published pack that holds for a region on a day.</summary>
    private Task<RulePackRow?> Standing(string region, DateOnly day, CancellationToken ct) => db.SingleOrDefault<RulePackRow>(
        $"""
        SELECT {RulePackRow.Columns}
        FROM   cases_rule_pack p
        WHERE  UNSCOPED('published rules are public law') AND p.deleted_at IS NULL AND p.region = @region
        AND    p.effective_from <= @day AND (p.effective_to IS NULL OR p.effective_to > @day)
        """, new { region, day }, ct);

    private Task<DateOnly?> NextStart(string region, DateOnly day, CancellationToken ct) => db.SingleOrDefault<DateOnly?>(
        """
        SELECT p.effective_from
        FROM   cases_rule_pack p
        WHERE  UNSCOPED('published rules are public law') AND p.deleted_at IS NULL AND p.region = @region AND p.effective_from > @day
        AND    (p.effective_to IS NULL OR p.effective_to > p.effective_from)
        ORDER  BY p.effective_from
        LIMIT  1
        """, new { region, day }, ct);

    private async Task End(RulePackRow pack, DateOnly? to, CancellationToken ct)
    {
        await db.Execute(
            """
            UPDATE cases_rule_pack
            SET    effective_to = @to, version = version + 1, updated_at = @now
            WHERE  UNSCOPED('who answers for a region ends its packs') AND id = @Id
            """, new { pack.Id, to, now = clock.GetUtcNow() }, ct);
        var seen = await changes.VisibilityOf(pack.Id, pack.Protection, ct);
        changes.Changed(RulePackSource.Name, pack.Id, pack.Version + 1, seen, seen);
    }

    /// <summary>
    /// Only the organisation that answers for a region, or one above it, publishes for it; for the nation the installation alone.
    /// </summary>
    /// <returns>Whose record the pack is; all zeroes for the installation's own.</returns>
    private async Task<Guid> MustAnswerFor(string region, CancellationToken ct)
    {
        Place? place = null;
        if (region != RulePack.Nation && !(await mediator.Send(new FindPlaces([region], clock.Today()), ct)).TryGetValue(region, out place))
            throw Invalid.At("/region", ValueProblems.UnknownRegion);
        if (call.Caller.OrgId is not { } org)
            return place?.CompetentOrgId ?? Guid.Empty;

        return place?.CompetentOrgId is { } competent && await records.Owns(competent, ct)
            ? org
            : throw new Refusal(CaseErrors.RuleRegionOutOfReach, new { region, askOrgId = place?.CompetentOrgId });
    }

    /// <summary>What a wider region has set, a narrower one does not change; the demonstration's values bind nobody.</summary>
    private async Task MustBeOpenAbove(string region, SuccessorBody body, CancellationToken ct)
    {
        var above = (await book.Effective(region, body.EffectiveFrom, ct)).Where(pack => pack.Region != region && !pack.IsDemo).ToList();
        var settled = body.Rules.Select(rule => (rule.Key, Pack: above.FirstOrDefault(pack => pack.Rules.ContainsKey(rule.Key))))
            .Where(rule => rule.Pack is not null).Select(rule => new { rule.Key, rule.Pack!.Region, packId = rule.Pack.Id }).ToList();
        if (settled.Count > 0)
            throw new Refusal(CaseErrors.RuleSetAbove, new { rules = settled });
    }
}
