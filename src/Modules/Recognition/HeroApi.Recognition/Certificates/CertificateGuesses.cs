using System.Buffers.Binary;

namespace HeroApi.Recognition.Certificates;

/// <summary>
/// Counts wrong codes, so that nobody can try many at one number, on however many hosts. Every text that is asked for has a slot, whether or not
/// there is such a number, so the answers never tell which there are; a fixed number of slots, so that nobody fills the table.
/// </summary>
internal sealed class CertificateGuesses(Db db, Transactions transactions, Protector protector, TimeProvider clock)
{
    internal const int Most = 20;
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    internal async Task MustBeFew(string number, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        Refuse(now, Most - 1, await db.SingleOrDefault<Row>("SELECT since, wrong FROM recognition_certificate_guess WHERE slot = @slot AND since > @start",
            new { slot = Slot(number), start = now - Window }, ct));
    }

    /// <summary>Counts one more. Guesses that were made side by side are refused here, once they are too many together.</summary>
    internal async Task Count(string number)
    {
        var now = clock.GetUtcNow();
        // Counted even when the caller has hung up: else one could guess without waiting for the answer.
        Refuse(now, Most, await transactions.Run(this, () => db.Single<Row>(
            """
            INSERT INTO recognition_certificate_guess (slot, since, wrong)
            VALUES (@slot, @now, 1)
            ON CONFLICT (slot) DO UPDATE
            SET    wrong = CASE WHEN recognition_certificate_guess.since > @start THEN recognition_certificate_guess.wrong + 1 ELSE 1 END,
                   since = CASE WHEN recognition_certificate_guess.since > @start THEN recognition_certificate_guess.since ELSE excluded.since END
            RETURNING since, wrong
            """, new { slot = Slot(number), now, start = now - Window }, CancellationToken.None), CancellationToken.None));
    }

    private static void Refuse(DateTimeOffset now, int most, Row? counted)
    {
        if (counted?.Wrong > most)
            throw new Refusal(Problems.TooManyRequests) { RetryAfter = counted.Since + Window - now };
    }

    private int Slot(string number) => BinaryPrimitives.ReadUInt16BigEndian(protector.Print("certificate_slot", CertificateCodes.Bare(number)));

    private sealed record Row
    {
        public required DateTimeOffset Since { get; init; }
        public required long Wrong { get; init; }
    }
}
