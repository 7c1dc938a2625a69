using Dapper;

namespace HeroApi.Welfare.Fund.Payments;

/// <summary>What the fund has paid for records of one type, for their views.</summary>
internal sealed class PaidFor(Db db)
{
    /// <summary>The sum of what was posted for each of them, in fen; those for which nothing was are absent.</summary>
    internal async Task<IReadOnlyDictionary<Guid, long>> Of(string type, IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        var parameters = new DynamicParameters(new { type });
        return (await db.Query<Paid>(
            $"""
            SELECT p.for_id, CAST(SUM(p.amount_fen) AS bigint) AS fen
            FROM   welfare_payment p
            WHERE  UNSCOPED('who sees a record sees what was paid for it') AND p.for_id IN {parameters.In("id", ids)} AND p.for_type = @type AND p.state = 'posted'
            GROUP  BY p.for_id
            """, parameters, ct)).ToDictionary(paid => paid.ForId, paid => paid.Fen);
    }

    /// <summary>What was posted for one record or waits to be, in fen; without one of the payments.</summary>
    internal Task<long> OrPromised(string type, Guid id, Guid except, CancellationToken ct) => db.Single<long>(
        """
        SELECT CAST(COALESCE(SUM(p.amount_fen), 0) AS bigint)
        FROM   welfare_payment p
        WHERE  UNSCOPED('the bound of a record is reckoned over all payments') AND p.for_id = @id AND p.for_type = @type AND p.id <> @except
        AND    p.state IN ('proposed', 'first_approved', 'posted')
        """, new { type, id, except }, ct);

    private sealed record Paid
    {
        public required Guid ForId { get; init; }
        public required long Fen { get; init; }
    }
}
