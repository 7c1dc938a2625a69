using System.Text.Json.Serialization;

namespace HeroApi.Cases.Investigation;

/// <summary>Sets the words of a statement down anew, for a reason. What was set down before is kept.</summary>
internal static class CorrectStatement
{
    internal sealed record Command([property: JsonIgnore] Guid CaseId = default) : ICommand<CaseView>
    {
        public required Guid StatementId { get; init; }

        /// <summary>Which of its texts this one corrects: the last, as you know it.</summary>
        public required long TextVersion { get; init; }

        /// <summary>The whole of it; at most 20,000 characters.</summary>
        public required string Text { get; init; }

        /// <summary>Why; at most 500 characters. It is kept with the text and shown no wider.</summary>
        public required string Reason { get; init; }

        internal static Command Example => new()
        {
            StatementId = StatementView.Example.Id,
            TextVersion = 1,
            Text = "我看见他三次下到井里，把女童托了上来。",
            Reason = "本人核对后更正次数。"
        };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.TextVersion).InclusiveBetween(1, 1_000_000);
            RuleFor(c => c.Text).NotEmpty().Prose(TakeStatement.LongestText);
            RuleFor(c => c.Reason).NotEmpty().Prose(500);
        }
    }

    internal sealed class Handler(Db db, CaseDesk desk, TimeProvider clock) : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var file = await desk.Take(InvestigationActions.StatementCorrection, command.CaseId, version: null, ct);
            var statement = file.Inquiry.Statements.FirstOrDefault(known => known.Id == command.StatementId) ?? throw Invalid.At("/statementId", CaseErrors.StatementUnknown);
            if (statement.Version != command.TextVersion)
                throw Invalid.At("/textVersion", CaseErrors.StatementCorrected, new { textVersion = statement.Version });

            await db.Execute("UPDATE cases_statement SET version = version + 1 WHERE id = @Id", new { statement.Id }, ct);
            await db.Execute("INSERT INTO cases_statement_text (statement_id, version, at, words, reason) VALUES (@Id, @version, @now, @Text, @Reason)",
                new { statement.Id, version = statement.Version + 1, now = clock.GetUtcNow(), command.Text, command.Reason }, ct);
            return await desk.Put(file, file.Case, new Step(InvestigationActions.StatementCorrection), ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/statement-corrections", Correct)
        .WithName("CorrectStatement")
        .WithSummary("Set the words of a statement down anew")
        .RequireScope(CaseScopes.CasesWrite, Problems.NotFound, Problems.Deleted, CaseErrors.CaseTransition, CaseErrors.NoStatement, Problems.NotOwner);

    private static async Task<Reply<CaseView>> Correct(Guid id, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id }, ct));
}
