namespace HeroApi.Cases.Investigation;

/// <summary>
/// Shows a statement with its words, all versions of them, and notes who read it. Of a confidential one only those who hold
/// protected:read learn who said it and what.
/// </summary>
internal static class GetStatement
{
    /// <summary>Reading a statement has a purpose of its own; it needs no other to be named.</summary>
    private const string Purpose = "investigation";

    internal sealed record Query(Guid CaseId, Guid StatementId) : IQuery<Result>;

    /// <summary>A statement and what was said.</summary>
    internal sealed record Result
    {
        public required StatementView Statement { get; init; }

        /// <summary>The texts, the oldest first; the last holds. Absent when the statement is confidential and the caller lacks protected:read.</summary>
        public IReadOnlyList<Words>? Texts { get; init; }

        internal static Result Example => new()
        {
            Statement = StatementView.Example,
            Texts = [new Words { Version = 1, At = CaseView.Example.CreatedAt, Text = "我看见他两次下到井里，把女童托了上来。" }]
        };
    }

    /// <summary>The words of a statement as they were set down once.</summary>
    internal sealed record Words
    {
        public required long Version { get; init; }
        public required DateTimeOffset At { get; init; }
        public required string Text { get; init; }

        /// <summary>Why the text before was corrected.</summary>
        public string? Reason { get; init; }
    }

    internal sealed class Handler(Db db, Call call, CaseSource source, Protector protector, ReadLog readLog) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var row = await source.Seek(query.CaseId, ct) ?? throw new Refusal(Problems.NotFound);
            var statement = await db.SingleOrDefault<StatementRow>(
                $"SELECT {StatementRow.Columns} FROM cases_statement WHERE id = @StatementId AND case_id = @CaseId", query, ct) ?? throw new Refusal(Problems.NotFound);
            if (statement.Confidential && !call.Caller.May(Scopes.ProtectedRead))
                return new Result { Statement = statement.View(null) };

            await readLog.Note([new RecordName(CaseSource.Name, row.Id)], call.Purpose ?? Purpose, ct);
            return new Result
            {
                Statement = statement.Open(call.ReadsClear ? protector : null),
                Texts = await db.Query<Words>(
                    "SELECT version, at, words AS text, reason FROM cases_statement_text WHERE statement_id = @Id ORDER BY version", new { statement.Id }, ct)
            };
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapGet("/{id:guid}/statements/{statementId:guid}", Get)
        .WithName("GetStatement")
        .WithSummary("A statement with what was said; the reading is logged")
        .RequireScope(CaseScopes.CasesRead, Problems.NotFound, Problems.Deleted, Problems.PurposeNeeded);

    private static async Task<Reply<Result>> Get(Guid id, Guid statementId, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(id, statementId), ct));
}
