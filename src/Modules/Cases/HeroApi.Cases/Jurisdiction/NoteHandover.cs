using Dapper;

namespace HeroApi.Cases.Jurisdiction;

/// <summary>Notes on the timeline of a case that it has changed hands, by whatever way.</summary>
internal sealed class NoteHandover(Db db, CaseDesk desk) : IRecordFollower
{
    public async Task Follow(IReadOnlyList<Turn> turns, CancellationToken ct)
    {
        if (turns.Where(turn => turn.End == "owner_changed").Select(turn => turn.RecordId).ToList() is not { Count: > 0 } handed)
            return;

        var parameters = new DynamicParameters();
        var cases = await db.Query<CaseRow>(
            $"""
            SELECT {CaseSource.Columns}
            FROM   cases_case c
            WHERE  UNSCOPED('who hands a case over need not see it any more') AND c.id IN {parameters.In("id", handed)}
            """, parameters, ct);
        foreach (var known in cases)
            await desk.Note(known, known.State, new Step(JurisdictionActions.Handover), ct);
    }
}
