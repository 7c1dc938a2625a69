namespace HeroApi.Recognition.Verification;

/// <summary>The one projection of a verification round. Seen by who opened it, by those above, and by every keeper of one of its files.</summary>
internal sealed class RoundSource(Db db, Records records, TimeProvider clock) : IRecordSource
{
    internal const string Name = "verification_round";

    internal const string Columns =
        """
        r.id, r.version, r.owner_org_id, r.owner_epoch, r.protection, r.created_at, r.updated_at, r.title, r.region, r.org_scope, r.contact_states, r.opened_on,
        r.due_on, r.state, r.closed_on
        """;

    internal static readonly RecordTable Rounds = new(Name, RecognitionScopes.HeroesRead, "recognition_verification_round", "r", Columns) { OpenWork = "r.state = 'open'" };

    public RecordTable Table => Rounds;

    public async Task<IReadOnlyList<RecordState>> Snapshot(Guid? after, int limit, CancellationToken ct) => States(await records.After<RoundRow>(Rounds, after, limit, ct));

    public async Task<IReadOnlyList<RecordState>> Read(IReadOnlyCollection<Guid> ids, CancellationToken ct) => States(await records.Of<RoundRow>(Rounds, ids, ct));

    /// <summary>The visible round, or null.</summary>
    internal Task<RoundRow?> Seek(Guid id, CancellationToken ct) => db.SingleOrDefault<RoundRow>(
        $"SELECT {Columns} FROM recognition_verification_round r WHERE r.id = @id AND SCOPE(r)", new { id }, ct);

    /// <summary>One round with how far it has come.</summary>
    internal async Task<RoundView> Get(Guid id, CancellationToken ct)
    {
        var row = await Seek(id, ct) ?? throw new Refusal(Problems.NotFound);
        return row.View with
        {
            Progress = await db.Single<Progress>(
                """
                SELECT COUNT(*) FILTER (WHERE i.state = 'due') AS due, COUNT(*) FILTER (WHERE i.state = 'due' AND @DueOn < @today) AS overdue,
                       COUNT(*) FILTER (WHERE i.state = 'done') AS done, COUNT(*) FILTER (WHERE i.outcome = 'changed') AS changed
                FROM   recognition_verification_item i
                JOIN   recognition_hero h ON h.id = i.hero_id
                WHERE  i.round_id = @id AND i.hero_id = i.id AND SCOPE(h) AND h.deleted_at IS NULL
                """, new { id, row.DueOn, today = clock.Today() }, ct)
        };
    }

    /// <summary>Holds a round for the rest of the command, so that of the last two files the second closes it.</summary>
    internal Task Hold(Guid id, CancellationToken ct) => db.Execute(
        "UPDATE recognition_verification_round SET version = version WHERE id = @id AND UNSCOPED('held only; who may write is asked of the row itself')", new { id }, ct);

    /// <summary>Closes a held round.</summary>
    internal async Task Close(Guid id, CancellationToken ct)
    {
        await db.Execute(
            "UPDATE recognition_verification_round SET state = 'closed', closed_on = @today WHERE id = @id AND UNSCOPED('the last file closes it, whoever keeps that')",
            new { id, today = clock.Today() }, ct);
        await records.Raise(Rounds, [id], losing: [], ct);
    }

    private static List<RecordState> States(IReadOnlyList<RoundRow> rows) => [.. rows.Select(row => new RecordState(row.Id, row.Version, row.OwnerOrgId, row.View))];
}
