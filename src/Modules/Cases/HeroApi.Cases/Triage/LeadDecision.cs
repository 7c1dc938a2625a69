namespace HeroApi.Cases.Triage;

/// <summary>Writes what triage decided of a lead.</summary>
internal sealed class LeadDecision(Db db, LeadSource source, Changes changes, TimeProvider clock)
{
    internal async Task<LeadView> Write(LeadRow lead, string state, string? reason, string? kind, Guid? caseId, Guid? duplicateOf, CancellationToken ct)
    {
        var decided = await db.Execute(
            """
            UPDATE cases_lead AS l
            SET    state = @state, version = version + 1, updated_at = @now, decided_at = @now, decision_reason = @reason, decision_kind = @kind,
                   case_id = @caseId, duplicate_of_id = @duplicateOf
            WHERE  l.id = @Id AND l.version = @Version AND SCOPE(l)
            """, new { lead.Id, lead.Version, state, reason, kind, caseId, duplicateOf, now = clock.GetUtcNow() }, ct);
        if (decided == 0)
            throw Stale.At(lead.Version);

        var seen = await changes.VisibilityOf(lead.Id, lead.Protection, ct);
        changes.Changed(LeadSource.Name, lead.Id, lead.Version + 1, seen, seen);
        changes.Settled(lead.Id);
        return await source.Get(lead.Id, ct);
    }
}
