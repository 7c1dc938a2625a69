using System.Text.Json;

namespace HeroApi.Cases.Investigation;

/// <summary>
/// Knows what a phone without a network sends twice: the same part under the same id is taken in once, whatever has become of the
/// case since, and another part under a known id is refused.
/// </summary>
internal sealed class Sendings(Db db, CaseDesk desk, CaseSource source, Protector protector, TimeProvider clock)
{
    /// <summary>The case as it stands when this part was taken in before; null when it is new.</summary>
    internal async Task<CaseView?> Known(Guid caseId, Guid? id, object body, CancellationToken ct)
    {
        if (id is null)
            return null;

        await desk.Lock(caseId, ct);
        if (await source.Seek(caseId, ct) is null || await db.SingleOrDefault<Sent>("SELECT case_id, print FROM cases_sent WHERE id = @id", new { id }, ct) is not { } sent)
            return null;
        return sent.CaseId == caseId && sent.Print is { } print && print.AsSpan().SequenceEqual(Print(body))
            ? await source.Get(caseId, ct)
            : throw new Refusal(Problems.RecordExists);
    }

    /// <summary>The id of a new part: the one its sender chose, or one of ours.</summary>
    internal async Task<Guid> Id(Guid caseId, Guid? chosen, object body, CancellationToken ct)
    {
        var id = chosen ?? Guid.CreateVersion7(clock.GetUtcNow());
        var taken = await db.Execute("INSERT INTO cases_sent (id, case_id, print) VALUES (@id, @caseId, @print) ON CONFLICT DO NOTHING",
            new { id, caseId, print = chosen is null ? null : Print(body) }, ct);
        return taken == 1 ? id : throw new Refusal(Problems.RecordExists);
    }

    private byte[] Print(object body) => protector.Print("sent", JsonSerializer.Serialize(body, body.GetType(), Json.Stored));

    private sealed record Sent
    {
        public required Guid CaseId { get; init; }
        public byte[]? Print { get; init; }
    }
}
