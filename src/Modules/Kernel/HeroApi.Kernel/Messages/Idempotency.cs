using System.Text;
using System.Text.Json;
using HeroApi.Kernel.Data;
using HeroApi.Kernel.Http;
using HeroApi.Kernel.Security;

namespace HeroApi.Kernel.Messages;

/// <summary>
/// Makes a repeated command answer what the first one answered. The claim is the transaction's first statement, so a
/// concurrent duplicate waits for it; the result is stored, encrypted, in the same transaction as its effect.
/// </summary>
public sealed class Idempotency(Db db, Call call, IEngine engine, KeyRing keys, TimeProvider clock)
{
    /// <summary>How long a result is kept: longer than a phone is offline over a long holiday.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromDays(7);

    private byte[] print = [];
    private bool again;

    /// <summary>Makes the command's print, before the transaction that others wait for.</summary>
    internal void Prepare(object command)
    {
        if (call.Replay != ReplayRule.None)
            print = keys.Print(Describe(command));
    }

    /// <summary>Takes the key for this transaction, or finds what was answered before.</summary>
    internal async Task<Answer<T>> Claim<T>(CancellationToken ct)
    {
        if (call.Replay == ReplayRule.None || call.ValidateOnly)
            return default;

        var row = await Take(ct);
        again = row.ResultCipher is not null;
        if (row.ResultCipher is null)
            return default;

        var answered = JsonSerializer.Deserialize<T>(keys.Decrypt(row.ResultCipher), Json.Stored)!;
        if (call.StillStands is not null && !await call.StillStands(answered, ct))
            return default;
        if (row.Print.AsSpan().SequenceEqual(print))
            return new Answer<T>(true, answered);

        return call.Replay switch
        {
            ReplayRule.Key => throw new Refusal(Problems.KeyReused),
            ReplayRule.ClientId => throw new Refusal(Problems.RecordExists),
            _ => default
        };
    }

    internal void Store<T>(T result, List<Statement> last)
    {
        if (call.Replay == ReplayRule.None || call.ValidateOnly)
            return;

        // The claim has just set the time, which stands in an index; left alone, PostgreSQL writes no index for the result.
        last.Add(new Statement(
            $"""
            UPDATE kernel_idempotency
            SET    print = @print, result_cipher = @result{(again ? ", created_at = @now" : "")}
            WHERE  principal = @principal AND route = @route AND key = @key
            """,
            [
                new("print", print), new("result", keys.Encrypt(JsonSerializer.SerializeToUtf8Bytes(result, Json.Stored))),
                .. again ? [new("now", clock.GetUtcNow())] : Array.Empty<KeyValuePair<string, object?>>(),
                new("principal", call.Caller.KeyId), new("route", call.Operation), new("key", call.ReplayKey)
            ]));
    }

    private async Task<Row> Take(CancellationToken ct)
    {
        try
        {
            // DO UPDATE, not DO NOTHING: it waits for a concurrent duplicate and then reads what that one committed.
            return await db.Single<Row>(
                """
                INSERT INTO kernel_idempotency (principal, route, key, created_at)
                VALUES (@principal, @route, @key, @now)
                ON CONFLICT (principal, route, key) DO UPDATE SET route = excluded.route
                RETURNING print, result_cipher
                """, new { principal = call.Caller.KeyId, route = call.Operation, key = call.ReplayKey, now = clock.GetUtcNow() }, ct);
        }
        catch (Exception exception) when (exception is not Refusal && engine.Translate(exception)?.Problem == Problems.Busy)
        {
            throw new Refusal(Problems.InProgress, cause: exception) { RetryAfter = TimeSpan.FromSeconds(2) };
        }
    }

    private byte[] Describe(object command)
    {
        var body = JsonSerializer.Serialize(command, command.GetType(), Json.Stored);
        return Encoding.UTF8.GetBytes($"{call.Method}\n{call.Path}\n{body}");
    }

    internal readonly record struct Answer<T>(bool Found, T Result);

    private sealed record Row
    {
        public byte[]? Print { get; init; }
        public byte[]? ResultCipher { get; init; }
    }
}
