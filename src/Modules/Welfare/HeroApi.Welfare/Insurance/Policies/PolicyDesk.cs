
namespace HeroApi.Welfare.Insurance.Policies;

/// <summary>What may be done with a policy, and in which states.</summary>
internal static class PolicySteps
{
    internal static readonly LifeStep Amend = new("amendment", PolicyCodes.Draft);
    internal static readonly LifeStep Conclude = new("conclusion", PolicyCodes.Draft);
    internal static readonly LifeStep Cancel = new("cancellation", PolicyCodes.Draft, PolicyCodes.InForce);
    internal static readonly LifeStep List = new("members", PolicyCodes.InForce);
    internal static readonly LifeStep Endorse = new("endorsements", PolicyCodes.InForce);
    internal static readonly LifeStep Answer = new("answers", PolicyCodes.InForce, PolicyCodes.Ended, PolicyCodes.Cancelled);

    internal static readonly IReadOnlyList<LifeStep> All = [Amend, Conclude, Cancel, List, Endorse, Answer];
}

/// <summary>Where policies are worked on.</summary>
internal sealed class PolicyDesk(Db db, PolicySource source, Records records, Changes changes, RegionReach regions, TimeProvider clock)
{
    /// <summary>The policy for a step: visible, the caller's, at the version he knows, in a state for it; held for the rest of the command.</summary>
    /// <param name="version">The version the caller knows; null for what only adds.</param>
    internal async Task<PolicyRow> Take(LifeStep step, Guid id, long? version, CancellationToken ct)
    {
        var row = await records.Take<PolicyRow>(PolicySource.Policies, id, version, ct);
        step.MustStartFrom(row.State, row.Version, InsuranceErrors.PolicyTransition, PolicySteps.All);
        return row;
    }

    /// <summary>A policy that its own list, claim or payment must not lose meanwhile; of two at once the second waits.</summary>
    internal Task Hold(Guid id, CancellationToken ct) => db.Execute(
        "UPDATE welfare_policy SET version = version WHERE id = @id AND UNSCOPED('it is held, whoever sees it')", new { id }, ct);

    /// <summary>Refuses what only the database knows to be wrong with a body.</summary>
    internal async Task Check(PolicyRow row, CancellationToken ct)
    {
        if (row.Region is not null)
            await regions.MustExist(row.Region, ct);
        if (row.PreviousId is { } previous && (previous == row.Id || (await source.Seek(previous, ct))?.OwnerOrgId != row.OwnerOrgId))
            throw Invalid.At("/previousId", InsuranceErrors.PreviousUnknown);
        if (row.Number is not null && await db.Single<long>(
            """
            SELECT COUNT(*) FROM welfare_policy p
            WHERE  UNSCOPED('an organisation has one policy of a number, whoever of it may see that') AND p.owner_org_id = @OwnerOrgId AND p.number = @Number AND p.id <> @Id
            """, new { row.OwnerOrgId, row.Number, row.Id }, ct) > 0)
            throw new Refusal(InsuranceErrors.NumberTaken);
    }

    /// <summary>Puts a policy back: a new version and the feed.</summary>
    internal async Task<PolicyView> Put(PolicyRow after, CancellationToken ct)
    {
        await Write(after, ct);
        return await source.Get(after.Id, ct);
    }

    /// <summary>The same where nobody waits for an answer.</summary>
    internal async Task Write(PolicyRow after, CancellationToken ct)
    {
        var values = new Dapper.DynamicParameters(after);
        values.Add("now", clock.GetUtcNow());
        await db.Execute(
            """
            UPDATE welfare_policy AS p
            SET    version = version + 1, updated_at = @now, insurer_name = @InsurerName, insurer_code = @InsurerCode, number = @Number, kind = @Kind, from_day = @FromDay,
                   to_day = @ToDay, covers = @Covers, premium_fen = @PremiumFen, payer = @Payer, covered = @Covered, conditions = @Conditions, within_days = @WithinDays,
                   reach = @Reach, region = @Region, region_from = @RegionFrom, report_days = @ReportDays, decision_days = @DecisionDays, previous_id = @PreviousId, note = @Note, state = @State,
                   ended_on = @EndedOn, end_reason = @EndReason
            WHERE  p.id = @Id AND SCOPE(p)
            """, values, ct);
        var seen = await changes.VisibilityOf(after.Id, after.Protection, ct);
        changes.Changed(PolicySource.Name, after.Id, after.Version + 1, seen, seen);
    }
}
