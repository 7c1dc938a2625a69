using HeroApi.Organisations.Contracts;

namespace HeroApi.Welfare.Visits.DueVisits;

/// <summary>Reads visits that are due, and says to whom they may be given.</summary>
internal sealed class DueVisitDesk(Db db, Call call, Records records, IMediator mediator)
{
    /// <summary>The visible one, or null.</summary>
    internal Task<DueVisitView?> Seek(Guid id, CancellationToken ct) => db.SingleOrDefault<DueVisitView>(
        $"SELECT {DueVisitView.Columns} {DueVisitView.Visible} AND d.id = @id", new { id, assigned = DueVisitView.Assigned(call) }, ct);

    /// <summary>One that is due or was not met, for a step: of a person whom the caller cares for, or given to an organisation of his; held for the rest of the command.</summary>
    internal async Task<DueVisitView> Take(Guid id, CancellationToken ct)
    {
        await db.Execute("UPDATE welfare_due_visit SET state = state WHERE id = @id", new { id }, ct);
        var due = await Seek(id, ct) ?? throw new Refusal(Problems.NotFound);
        if (due.AssigneeOrgId is not { } assignee || !await records.Owns(assignee, ct))
            await records.MustOwn(due.OwnerOrgId, ct);
        return due.State is "due" or "not_met" ? due : throw new Refusal(VisitErrors.DueNotOpen) { Current = new { due.State } };
    }

    /// <summary>Refuses an organisation that does not stand at or below the caller's: whoever is given something sees whom it is about.</summary>
    internal async Task MustStandBelow(Guid? orgId, CancellationToken ct)
    {
        if (orgId is { } org && !(await mediator.Send(new FindOrganisations([org], call.Caller.OrgId), ct)).ContainsKey(org))
            throw Invalid.At("/assigneeOrgId", ValueProblems.UnknownOrganisation);
    }
}
