using HeroApi.Welfare.Hardship.Entries;

namespace HeroApi.Welfare.Hardship.Surveys;

/// <summary>The one projection of a survey. Seen by who opened it, by those above, and by who keeps files of those on its list.</summary>
internal sealed class SurveySource(Db db, Records records) : IRecordSource
{
    internal const string Name = "hardship_survey";

    internal static readonly RecordTable Surveys = new(Name, WelfareScopes.Read, "welfare_hardship_survey", "s", SurveyRow.Columns) { OpenWork = "s.state = 'open'" };

    public RecordTable Table => Surveys;

    public async Task<IReadOnlyList<RecordState>> Snapshot(Guid? after, int limit, CancellationToken ct) => States(await Views(await records.After<SurveyRow>(Surveys, after, limit, ct), ct));

    public async Task<IReadOnlyList<RecordState>> Read(IReadOnlyCollection<Guid> ids, CancellationToken ct) => States(await Views(await records.Of<SurveyRow>(Surveys, ids, ct), ct));

    /// <summary>A survey for a step: visible, the caller's, at the version he knows, open; held for the rest of the command.</summary>
    internal async Task<SurveyRow> Take(Guid id, long version, CancellationToken ct)
    {
        var row = await records.Take<SurveyRow>(Surveys, id, version, ct);
        return row.State == "open" ? row : throw new Refusal(HardshipErrors.SurveyClosed);
    }

    /// <summary>One survey with how far it has come.</summary>
    internal async Task<SurveyView> Get(Guid id, CancellationToken ct)
    {
        var row = await Seek(id, ct) ?? throw new Refusal(Problems.NotFound);
        var progress = await db.Single<SurveyProgress>(
            $"""
            SELECT COUNT(*) FILTER (WHERE x.state = 'due') AS due, COUNT(*) FILTER (WHERE x.state = 'done') AS done, COUNT(*) FILTER (WHERE x.state = 'refused') AS refused,
                   COUNT(*) FILTER (WHERE x.state = 'not_found') AS not_found, COUNT(*) FILTER (WHERE x.state = 'missed') AS missed
            {EntryView.Visible} AND x.survey_id = @id
            """, new { id }, ct);
        return (await Views([row], ct)).Single() with { Progress = progress };
    }

    /// <summary>The views of rows already read under the caller's scope.</summary>
    internal async Task<IReadOnlyList<SurveyView>> Views(IReadOnlyList<SurveyRow> rows, CancellationToken ct)
    {
        var homes = await records.Homes([.. rows.Select(row => row.Id)], ct);
        return [.. rows.Select(row => row.View with { HomeOrgIds = [.. homes[row.Id]] })];
    }

    internal Task<SurveyRow?> Seek(Guid id, CancellationToken ct) =>
        db.SingleOrDefault<SurveyRow>($"SELECT {SurveyRow.Columns} FROM welfare_hardship_survey s WHERE s.id = @id AND SCOPE(s)", new { id }, ct);

    private static List<RecordState> States(IReadOnlyList<SurveyView> views) => [.. views.Select(view => new RecordState(view.Id, view.Version, view.OwnerOrgId, view))];
}
