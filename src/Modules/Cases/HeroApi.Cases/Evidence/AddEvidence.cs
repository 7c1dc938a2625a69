using System.Text.Json;
using System.Text.Json.Serialization;
using HeroApi.Cases.Investigation;

namespace HeroApi.Cases.Evidence;

/// <summary>
/// Adds a piece of evidence, not yet verified. Everybody who sees the case sees it with its files, so a confidential statement is
/// named here by its id alone, and has none.
/// </summary>
internal static class AddEvidence
{
    internal sealed record Command([property: JsonIgnore] Guid CaseId = default) : ICommand<CaseView>
    {
        /// <summary>Your own UUIDv7 for it; sent again with the same members it changes nothing.</summary>
        public Guid? Id { get; init; }

        /// <summary>Of the vocabulary evidence_kind.</summary>
        public required string Kind { get; init; }

        /// <summary>Where it comes from; never who made a confidential statement.</summary>
        public required string Source { get; init; }

        /// <summary>What it shows; at most 2,000 characters.</summary>
        public string? Note { get; init; }

        /// <summary>The day it was received, in China; today when absent.</summary>
        public DateOnly? ReceivedOn { get; init; }

        /// <summary>The statement that it is.</summary>
        public Guid? StatementId { get; init; }

        /// <summary>Its files, at most 20.</summary>
        public IReadOnlyList<Guid> FileIds { get; init; } = [];

        internal static Command Example => new() { Kind = "police_proof", Source = "示范派出所", Note = "接处警记录", ReceivedOn = new DateOnly(2026, 5, 13) };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Id).Must(id => id is null or { Version: 7 }).Refuses(ValueProblems.IdNotOrdered);
            RuleFor(c => c.Kind).OneOf(EvidenceCodes.Kinds);
            RuleFor(c => c.Source).NotEmpty().Line(200);
            RuleFor(c => c.Note).Prose(2000);
            RuleFor(c => c.ReceivedOn).LessThanOrEqualTo(_ => clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.FileIds.Count).LessThanOrEqualTo(EvidenceCodes.MostFiles).OverridePropertyName(nameof(Command.FileIds));
            RuleFor(c => c.FileIds).CaseFiles();
        }
    }

    internal sealed class Handler(Db db, CaseDesk desk, CasePapers papers, Sendings sendings) : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            if (await sendings.Known(command.CaseId, command.Id, command, ct) is { } known)
                return known;

            var file = await desk.Take(EvidenceActions.Evidence, command.CaseId, version: null, ct);
            var on = command.ReceivedOn ?? file.Today;
            if (on < file.Case.ActedFrom)
                throw Invalid.At("/receivedOn", CaseErrors.BeforeAct, new { file.Case.ActedFrom });
            MustNotUncover(file, command);

            var id = await sendings.Id(command.CaseId, command.Id, command, ct);
            await papers.Attach(command.CaseId, command.FileIds, index => $"/fileIds/{index}", ct);
            await db.Execute(
                """
                INSERT INTO cases_evidence (id, case_id, kind, source, note, received_on, statement_id, files, state)
                VALUES (@id, @CaseId, @Kind, @Source, @Note, @on, @StatementId, @files, 'unverified')
                """,
                new
                {
                    id,
                    command.CaseId,
                    command.Kind,
                    command.Source,
                    command.Note,
                    on,
                    command.StatementId,
                    files = JsonSerializer.Serialize(command.FileIds, Json.Stored)
                }, ct);
            return await desk.Put(file, file.Case, new Step(EvidenceActions.Evidence, On: on), ct);
        }

        private static void MustNotUncover(CaseFile file, Command command)
        {
            if (command.StatementId is not { } id)
                return;
            if (file.Inquiry.Statements.FirstOrDefault(known => known.Id == id) is not { } statement)
                throw Invalid.At("/statementId", CaseErrors.StatementUnknown);
            if (statement.Confidential && command.FileIds.Count > 0)
                throw Invalid.At("/fileIds", CaseErrors.ConfidentialFile);
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/evidence", Add)
        .WithName("AddEvidence")
        .WithSummary("Add a piece of evidence")
        .RequireScope(CaseScopes.CasesWrite, Problems.NotFound, Problems.Deleted, Problems.RecordExists, CaseErrors.CaseTransition, Problems.NotOwner);

    private static async Task<Reply<CaseView>> Add(Guid id, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id }, ct));
}
