using HeroApi.Cases.Evidence;

namespace HeroApi.Cases.Investigation;

/// <summary>What the investigations of a page of cases have brought, to be shown with them; one query for each kind of part.</summary>
internal sealed class InquiryParts
{
    internal required ILookup<Guid, TaskRow> Tasks { get; init; }
    internal required ILookup<Guid, VisitRow> Visits { get; init; }
    internal required ILookup<Guid, StatementRow> Statements { get; init; }
    internal required ILookup<Guid, EvidenceRow> Evidence { get; init; }
    internal required ILookup<Guid, FactRow> Facts { get; init; }
    internal required ILookup<Guid, FindingRow> Findings { get; init; }

    internal static async Task<InquiryParts> Of(CaseSource source, List<Guid> ids, CancellationToken ct) => new()
    {
        Tasks = (await source.Parts<TaskRow>(TaskRow.Columns, "cases_task", "id", ids, ct)).ToLookup(task => task.CaseId),
        Visits = (await source.Parts<VisitRow>(VisitRow.Columns, "cases_visit", "id", ids, ct)).ToLookup(visit => visit.CaseId),
        Statements = (await source.Parts<StatementRow>(StatementRow.Columns, "cases_statement", "id", ids, ct)).ToLookup(statement => statement.CaseId),
        Evidence = (await source.Parts<EvidenceRow>(EvidenceRow.Columns, "cases_evidence", "id", ids, ct)).ToLookup(proof => proof.CaseId),
        Facts = (await source.Parts<FactRow>(FactRow.Columns, "cases_fact", "id", ids, ct)).ToLookup(fact => fact.CaseId),
        Findings = (await source.Parts<FindingRow>(FindingRow.Columns, "cases_finding", "id", ids, ct)).ToLookup(finding => finding.ActorId)
    };

    /// <summary>The case with its parts, in the field profile of <paramref name="reveal"/>.</summary>
    internal CaseView On(CaseView view, Protector? reveal) => view with
    {
        OpenTasks = Tasks[view.Id].Count(task => task.State == "open"),
        Visits = [.. Visits[view.Id].Select(visit => visit.View)],
        Statements = [.. Statements[view.Id].Select(statement => statement.View(reveal))],
        Evidence = [.. Evidence[view.Id].Select(proof => proof.View)],
        Facts = [.. Facts[view.Id].Select(fact => fact.View)],
        Actors = [.. view.Actors.Select(actor => actor with { DutyFinding = Last(actor, "duty", actor.DutyStatus), InjuryFinding = Last(actor, "injury", actor.Harm) })]
    };

    /// <summary>The last finding, unless somebody has since written otherwise of the actor.</summary>
    private FindingView? Last(ActorView actor, string kind, string? holds) =>
        Findings[actor.Id].LastOrDefault(finding => finding.Kind == kind) is { } last && last.Code == holds ? last.View : null;
}
