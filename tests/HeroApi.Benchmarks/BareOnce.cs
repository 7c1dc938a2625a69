using System.Text.Json;
using HeroApi.Kernel.Http;
using HeroApi.Kernel.Security;

namespace HeroApi.Benchmarks;

/// <summary>A write that may be sent twice on the bare server: the key is taken first and the answer kept, by the statements of the host.</summary>
internal sealed class BareOnce(BareWriter writer, KeyRing ring)
{
    private const string Claim =
        """
        INSERT INTO kernel_idempotency (principal, route, key, created_at)
        VALUES (@principal, @route, @key, @now)
        ON CONFLICT (principal, route, key) DO UPDATE SET route = excluded.route
        RETURNING print, result_cipher
        """;

    private const string Keep = "UPDATE kernel_idempotency SET print = @print, result_cipher = @result WHERE principal = @principal AND route = @route AND key = @key";

    /// <param name="route">The operation, as the host names it.</param>
    /// <param name="key">The Idempotency-Key of the request.</param>
    internal Task<T> Write<T>(Guid principal, string route, string key, object body, Func<BareStatements, Task<T>> work)
    {
        var print = ring.Print(JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), Json.Stored));
        return writer.Write(async db =>
        {
            if (await db.First(Claim, r => BareValues.Bytes(r, 1) ?? [], ("principal", principal), ("route", route), ("key", key), ("now", DateTimeOffset.UtcNow)) is { Length: > 0 } kept)
                return JsonSerializer.Deserialize<T>(ring.Decrypt(kept), Json.Stored)!;

            var result = await work(db);
            await db.Execute(Keep, ("print", print), ("result", ring.Encrypt(JsonSerializer.SerializeToUtf8Bytes(result, Json.Stored))), ("principal", principal), ("route", route), ("key", key));
            return result;
        });
    }
}
