using System.Buffers.Binary;

namespace HeroApi.Cases.Receipts;

/// <summary>
/// Counts wrong codes, so that nobody can try many at one number, on however many hosts. Only a wrong one writes. Every text
/// that is asked for has a slot, whether or not it is a number, so the answers never tell which numbers there are; a fixed
/// number of slots, so that nobody fills the table.
/// </summary>
internal sealed class ReceiptGuesses(Db db, Transactions transactions, Protector protector, TimeProvider clock)
{
    internal const int Most = 20;
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    internal async Task MustBeFew(string number, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        Refuse(now, Most - 1, await db.SingleOrDefault<Row>("SELECT since, wrong FROM cases_receipt_guess WHERE slot = @slot AND since > @start",
            new { slot = Slot(number), start = now - Window }, ct));
    }

    /// <summary>Counts one more. Guesses that were made side by side are refused here, once they are too many together.</summary>
    internal async Task Count(string number)
    {
        var now = clock.GetUtcNow();
        // Counted even when the caller has hung up: else one could guess without waiting for the answer.
        var counted = await transactions.Run(this, () => db.Single<Row>(
            """
            INSERT INTO cases_receipt_guess (slot, since, wrong)
            VALUES (@slot, @now, 1)
            ON CONFLICT (slot) DO UPDATE
            SET    wrong = CASE WHEN cases_receipt_guess.since > @start THEN cases_receipt_guess.wrong + 1 ELSE 1 END,
                   since = CASE WHEN cases_receipt_guess.since > @start THEN cases_receipt_guess.since ELSE excluded.since END
            RETURNING since, wrong
            """, new { slot = Slot(number), now, start = now - Window }, CancellationToken.None), CancellationToken.None);
        Refuse(now, Most, counted);
    }

    private static void Refuse(DateTimeOffset now, int most, Row? counted)
    {
        if (counted?.Wrong > most)
            throw new Refusal(Problems.TooManyRequests) { RetryAfter = counted.Since + Window - now };
    }

    private int Slot(string number) => BinaryPrimitives.ReadUInt16BigEndian(protector.Print("receipt_slot", number));

    private sealed record Row
    {
        public required DateTimeOffset Since { get; init; }
        public required long Wrong { get; init; }
    }
}
