using System.Text.Json;
using HeroApi.Cases.Rules;

namespace HeroApi.Cases.Clock;

/// <summary>
/// Gives limits that nobody had configured their length when a region publishes its rules, so that they run without waiting for
/// somebody to open the case. One that is over already then is breached.
/// </summary>
internal sealed class TakeUpRules(Db db, CaseDesk desk) : IJob
{
    internal const string Name = "cases.take_up_rules";
    private const int Chunk = 20;
    private static readonly CaseAction TakingUp = new("rules_taken_up", "", CaseScopes.CasesDecide);

    public string Kind => Name;

    public async Task<JobStep> Step(string input, string? checkpoint, CancellationToken ct)
    {
        var region = JsonSerializer.Deserialize<Input>(input, Json.Stored)!.Region;
        var prefix = region == RulePack.Nation ? "" : region.EndsWith("0000", StringComparison.Ordinal) ? region[..2] : region.EndsWith("00", StringComparison.Ordinal) ? region[..4] : region;
        var waiting = await db.Query<Waiting>(
            """
            SELECT d.id, d.case_id
            FROM   cases_deadline d
            JOIN   cases_case c ON c.id = d.case_id
            WHERE  SCOPE(c) AND c.deleted_at IS NULL AND c.region_code >= @prefix AND c.region_code < @past
            AND    d.state IN ('not_configured', 'paused') AND d.due_on IS NULL AND d.id > @after
            ORDER  BY d.id
            LIMIT  @Chunk
            """,
            // ':' follows '9', so this is just past every code in the region.
            new { prefix, past = prefix + ":", after = checkpoint is null ? Guid.Empty : Guid.Parse(checkpoint), Chunk }, ct);
        foreach (var caseId in waiting.Select(limit => limit.CaseId).Distinct())
            if (await desk.Hold(caseId, ct) is { TakenUp: { Count: > 0 } taken } file)
                await desk.Put(file, file.Case, new Step(TakingUp, Reason: string.Join(", ", taken.Select(limit => limit.Rule).Distinct())), ct);

        return new JobStep(waiting.Count, waiting.Count == 0 ? checkpoint : waiting[^1].Id.ToString(), Finished: waiting.Count < Chunk);
    }

    /// <param name="Region">Whose rules were published; 000000 for the nation.</param>
    internal sealed record Input(string Region);

    private sealed record Waiting
    {
        public required Guid Id { get; init; }
        public required Guid CaseId { get; init; }
    }
}
