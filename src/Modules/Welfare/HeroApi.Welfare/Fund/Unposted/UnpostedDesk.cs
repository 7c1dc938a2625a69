namespace HeroApi.Welfare.Fund.Unposted;

/// <summary>The row of what no fund has taken.</summary>
internal sealed record UnpostedRow : Listed
{
    internal const string Columns = "u.id, u.org_id, u.about_id, u.kind, u.amount_fen, u.on_date, u.because, u.noted_at, u.settled_at, u.dismissed";

    public required Guid OrgId { get; init; }
    public required Guid AboutId { get; init; }
    public required string Kind { get; init; }
    public required long AmountFen { get; init; }
    public required DateOnly OnDate { get; init; }
    public required string Because { get; init; }
    public required DateTimeOffset NotedAt { get; init; }
    public DateTimeOffset? SettledAt { get; init; }
    public string? Dismissed { get; init; }

    internal UnpostedView View => new()
    {
        Id = Id,
        OrgId = OrgId,
        Kind = Kind,
        AmountFen = AmountFen,
        On = OnDate,
        Because = Because,
        NotedAt = NotedAt,
        SettledAt = SettledAt,
        Dismissed = Dismissed
    };
}

/// <summary>A bonus that was paid, or came back, and is in no fund's books. Whose it is, and what for, is not told: it may be secret.</summary>
internal sealed record UnpostedView
{
    public required Guid Id { get; init; }

    /// <summary>Who paid it.</summary>
    public required Guid OrgId { get; init; }

    /// <summary>Of the vocabulary ledger_entry_kind: bonus or bonus_recovery.</summary>
    public required string Kind { get; init; }

    /// <summary>In fen.</summary>
    public required long AmountFen { get; init; }

    /// <summary>The day, in China.</summary>
    public required DateOnly On { get; init; }

    /// <summary>Of the vocabulary unposted_reason.</summary>
    public required string Because { get; init; }

    public required DateTimeOffset NotedAt { get; init; }

    /// <summary>When it was posted or dismissed.</summary>
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>Why it is not posted at all.</summary>
    public string? Dismissed { get; init; }

    internal static UnpostedView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-0000000000f5"),
        OrgId = Guid.Parse("01980d2c-5a00-7000-8000-000000000002"),
        Kind = "bonus",
        AmountFen = 5_000_000,
        On = new DateOnly(2026, 5, 25),
        Because = "balance",
        NotedAt = DateTimeOffset.Parse("2026-06-01T01:00:00Z", null)
    };
}

/// <summary>Takes what no fund has taken from the list, and settles it.</summary>
internal sealed class UnpostedDesk(Db db, Call call, Records records, TimeProvider clock)
{
    /// <summary>Whose list the caller sees: that of his organisation and of those below it.</summary>
    internal const string Below = "AND EXISTS (SELECT 1 FROM kernel_org_tree t WHERE t.org_id = u.org_id AND t.ancestor_id = @own)";

    /// <summary>Held for the rest of the command; refused when it was settled, or belongs to nobody whom the caller stands above.</summary>
    internal async Task<UnpostedRow> Take(Guid id, CancellationToken ct)
    {
        await db.Execute("UPDATE welfare_unposted SET kind = kind WHERE id = @id", new { id }, ct);
        var row = await db.SingleOrDefault<UnpostedRow>($"SELECT {UnpostedRow.Columns} FROM welfare_unposted u WHERE u.id = @id", new { id }, ct);
        if (row is null || !await records.Owns(row.OrgId, ct))
            throw new Refusal(Problems.NotFound);
        return row.SettledAt is null ? row : throw new Refusal(FundErrors.UnpostedSettled);
    }

    internal async Task<UnpostedView> Settle(UnpostedRow row, string? dismissed, CancellationToken ct)
    {
        var now = Instants.Micro(clock.GetUtcNow());
        await db.Execute("UPDATE welfare_unposted SET settled_at = @now, settled_by = @by, dismissed = @dismissed WHERE id = @Id", new { row.Id, now, by = call.Caller.KeyId, dismissed }, ct);
        return row.View with { SettledAt = now, Dismissed = dismissed };
    }
}
