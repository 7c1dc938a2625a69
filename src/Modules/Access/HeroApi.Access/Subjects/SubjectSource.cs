using HeroApi.Access.Tokens;

namespace HeroApi.Access.Subjects;

/// <summary>Reads the subjects that the caller may manage: those of its organisation and below; of all, for the installation's own.</summary>
internal sealed class SubjectSource(Db db, Call call, Issuers issuers, Protector protector, ReadLog readLog, TimeProvider clock)
{
    internal const string Name = "subject";

    internal const string Columns =
        """
        s.id, s.version, s.issuer, s.subject_cipher, s.subject_masked, s.name, s.org_id, s.created_at, s.updated_at, s.last_used_at,
        s.blocked_at, s.blocked_reason, s.tokens_from
        """;

    /// <summary>Needs the parameter <c>within</c>.</summary>
    internal string Managed => call.Caller.OrgId is null
        ? "TRUE"
        : "EXISTS (SELECT 1 FROM kernel_org_tree kt WHERE kt.org_id = s.org_id AND kt.ancestor_id = @within)";

    /// <summary>One subject; its name at the issuer in clear only with purpose and scope, and then on record first.</summary>
    internal async Task<SubjectView> Get(Guid id, CancellationToken ct)
    {
        var row = await db.SingleOrDefault<Row>($"SELECT {Columns} FROM access_subject s WHERE s.id = @id AND {Managed}", new { id, within = call.Caller.OrgId }, ct)
            ?? throw new Refusal(Problems.NotFound);
        var clear = call.ReadsClear;
        if (clear)
            await readLog.Note(Name, [id], ct);
        return new SubjectView
        {
            Id = row.Id,
            Version = row.Version,
            Issuer = issuers.NameOf(row.Issuer),
            Subject = clear ? protector.Reveal(row.SubjectCipher)! : row.SubjectMasked,
            Name = row.Name,
            OrgId = row.OrgId,
            CreatedAt = row.CreatedAt,
            UpdatedAt = row.UpdatedAt,
            BlockedAt = row.BlockedAt,
            BlockedReason = row.BlockedReason,
            TokensFrom = row.TokensFrom
        };
    }

    /// <summary>A subject at the version the caller has seen, raised by one before anything else is written.</summary>
    internal async Task<SubjectView> Raise(Guid id, long version, CancellationToken ct)
    {
        var subject = await Get(id, ct);
        if (subject.Version != version)
            throw Stale.At(subject.Version);
        var raised = await db.Execute(
            "UPDATE access_subject SET version = version + 1, updated_at = @now WHERE id = @id AND version = @version", new { id, version, now = clock.GetUtcNow() }, ct);
        return raised == 1 ? subject : throw Stale.At(version + 1);
    }

    internal sealed record Row : Listed
    {
        public required long Version { get; init; }
        public required string Issuer { get; init; }
        public required byte[] SubjectCipher { get; init; }
        public required string SubjectMasked { get; init; }
        public string? Name { get; init; }
        public Guid? OrgId { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
        public required DateTimeOffset UpdatedAt { get; init; }
        public DateTimeOffset? LastUsedAt { get; init; }
        public DateTimeOffset? BlockedAt { get; init; }
        public string? BlockedReason { get; init; }
        public DateTimeOffset? TokensFrom { get; init; }
    }
}
