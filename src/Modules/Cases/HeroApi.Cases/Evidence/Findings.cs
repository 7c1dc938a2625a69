namespace HeroApi.Cases.Evidence;

/// <summary>Writes down what was found of an actor; earlier findings stay.</summary>
internal sealed class Findings(Db db, TimeProvider clock)
{
    internal Task Add(Guid caseId, Guid actorId, string kind, FindingView found, CancellationToken ct) => db.Execute(
        """
        INSERT INTO cases_finding (id, case_id, actor_id, kind, code, grade, reason, source, found_on)
        VALUES (@id, @caseId, @actorId, @kind, @Code, @grade, @Reason, @Source, @FoundOn)
        """,
        new { id = Guid.CreateVersion7(clock.GetUtcNow()), caseId, actorId, kind, found.Code, grade = (long?)found.Grade, found.Reason, found.Source, found.FoundOn }, ct);
}
