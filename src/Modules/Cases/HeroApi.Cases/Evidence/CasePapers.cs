using Dapper;

namespace HeroApi.Cases.Evidence;

/// <summary>Makes a case refer to files: whoever sees the case sees them. One file may serve several parts of a case.</summary>
internal sealed class CasePapers(Db db, FileLinks links)
{
    /// <summary>Adds files to those of a case; a file that the caller may not see is refused at its pointer.</summary>
    internal async Task Attach(Guid caseId, IReadOnlyList<Guid> fileIds, Func<int, string> pointer, CancellationToken ct)
    {
        if (fileIds.Count == 0)
            return;

        var parameters = new DynamicParameters(new { caseId });
        var known = await db.Query<Guid>($"SELECT file_id FROM cases_file WHERE case_id = @caseId AND file_id IN {parameters.In("file", fileIds)}", parameters, ct);
        await links.Refer(new RecordName(CaseSource.Name, caseId), known, fileIds, pointer, ct);
        await db.ExecuteAll([.. fileIds.Except(known).Select(file => new Statement(
            "INSERT INTO cases_file (case_id, file_id) VALUES (@case, @file)", [new("case", caseId), new("file", file)]))], ct);
    }
}
