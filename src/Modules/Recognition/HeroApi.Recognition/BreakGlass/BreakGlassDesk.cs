using HeroApi.Recognition.Heroes;

namespace HeroApi.Recognition.BreakGlass;

/// <summary>Where the keeper of a file decides who may look into it: a second person, who himself sees the file.</summary>
internal sealed class BreakGlassDesk(Db db, Call call, Records records, HeroDesk desk, Audit audit, TimeProvider clock)
{
    internal async Task<BreakGlassView> Decide(Guid id, long version, string state, string reason, CancellationToken ct)
    {
        var now = Instants.Micro(clock.GetUtcNow());
        await db.Execute("UPDATE recognition_break_glass SET version = version WHERE id = @id", new { id }, ct);
        var request = await db.SingleOrDefault<BreakGlassRow>(
            $"SELECT {BreakGlassRow.Columns} FROM recognition_break_glass b JOIN recognition_hero h ON h.id = b.hero_id WHERE b.id = @id AND h.deleted_at IS NULL AND SCOPE(h)",
            new { id }, ct) ?? throw new Refusal(Problems.NotFound);
        await records.MustOwn(await db.Single<Guid>("SELECT h.owner_org_id FROM recognition_hero h WHERE h.id = @HeroId AND SCOPE(h)", new { request.HeroId }, ct), ct);
        if (request.Version != version)
            throw Stale.At(request.Version);
        if (request.State != "asked")
            throw new Refusal(RecognitionErrors.BreakGlassDecided) { Current = new { request.State } };
        if (request.Asker == call.Caller.KeyId)
            throw new Refusal(RecognitionErrors.BreakGlassOwn);
        if (request.AnswerBy <= now)
            throw new Refusal(RecognitionErrors.BreakGlassLapsed);

        var decided = request with
        {
            Version = version + 1,
            State = state,
            DecidedAt = now,
            DecidedBy = call.Caller.KeyId,
            DecisionReason = reason,
            OpenUntil = state == "approved" ? now + BreakGlassCodes.Opens : null
        };
        await db.Execute(
            """
            UPDATE recognition_break_glass
            SET    version = @Version, state = @State, decided_at = @DecidedAt, decided_by = @DecidedBy, decision_reason = @DecisionReason, open_until = @OpenUntil
            WHERE  id = @Id
            """, decided, ct);
        audit.About("break_glass", id, decided.Version);
        await desk.Changed([request.HeroId!.Value], new Entry($"break_glass_{state}", id, Reason: reason), ct);
        return decided.View;
    }
}
