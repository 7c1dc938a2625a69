using System.Text.Json.Serialization;

namespace HeroApi.Cases.Investigation;

/// <summary>
/// Takes down what somebody said. Who asks not to be known is not: neither the case nor the feed nor a list tells name, number,
/// place or word of a confidential statement.
/// </summary>
internal static class TakeStatement
{
    internal sealed record Command([property: JsonIgnore] Guid CaseId = default) : ICommand<CaseView>
    {
        /// <summary>Your own UUIDv7 for it; sent again with the same members it changes nothing.</summary>
        public Guid? Id { get; init; }

        /// <summary>witness, beneficiary, actor, offender or other.</summary>
        public required string Kind { get; init; }

        /// <summary>Who said it asks not to be known.</summary>
        public bool Confidential { get; init; }

        public required string Name { get; init; }
        public DocumentBody? Document { get; init; }

        /// <summary>A phone number; shown masked.</summary>
        public string? Phone { get; init; }

        /// <summary>The day it was taken down, in China; today when absent.</summary>
        public DateOnly? TakenOn { get; init; }

        public string? Place { get; init; }

        /// <summary>Who took it down.</summary>
        public required string TakenBy { get; init; }

        /// <summary>What was said; at most 20,000 characters.</summary>
        public required string Text { get; init; }

        internal static Command Example => new()
        {
            Kind = "witness",
            Name = StatementView.Example.Name!,
            Phone = "13700000000",
            TakenOn = StatementView.Example.TakenOn,
            Place = StatementView.Example.Place,
            TakenBy = StatementView.Example.TakenBy,
            Text = GetStatement.Result.Example.Texts![0].Text
        };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Id).Must(id => id is null or { Version: 7 }).Refuses(ValueProblems.IdNotOrdered);
            RuleFor(c => c.Kind).OneOf(InvestigationCodes.StatementKinds);
            RuleFor(c => c.Name).NotEmpty().Line(100);
            RuleFor(c => c.Document!).IdentityDocument().When(c => c.Document is not null);
            RuleFor(c => c.Phone).PhoneNumber();
            RuleFor(c => c.TakenOn).LessThanOrEqualTo(_ => clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.Place).Line(200);
            RuleFor(c => c.TakenBy).NotEmpty().Line(100);
            RuleFor(c => c.Text).NotEmpty().Prose(LongestText);
        }
    }

    internal const int LongestText = 20_000;

    internal sealed class Handler(Db db, CaseDesk desk, Protector protector, Sendings sendings, TimeProvider clock) : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            if (await sendings.Known(command.CaseId, command.Id, command, ct) is { } known)
                return known;

            var file = await desk.Take(InvestigationActions.Statement, command.CaseId, version: null, ct);
            var on = command.TakenOn ?? file.Today;
            if (on < file.Case.ActedFrom)
                throw Invalid.At("/takenOn", CaseErrors.BeforeAct, new { file.Case.ActedFrom });

            var id = await sendings.Id(command.CaseId, command.Id, command, ct);
            var document = protector.Keep(Papers.Normal(command.Document));
            var phone = protector.KeepPhone(Papers.Normal(command.Phone));
            await db.ExecuteAll(
            [
                new(Insert,
                [
                    new("id", id), new("case", command.CaseId), new("kind", command.Kind), new("confidential", command.Confidential), new("name", command.Name),
                    new("type", command.Document?.Type), new("documentCipher", document.Cipher), new("documentMasked", document.Masked), new("documentIndex", document.Index),
                    new("phoneCipher", phone.Cipher), new("phoneMasked", phone.Masked), new("phoneIndex", phone.Index),
                    new("on", on), new("place", command.Place), new("by", command.TakenBy)
                ]),
                new("INSERT INTO cases_statement_text (statement_id, version, at, words) VALUES (@id, 1, @at, @words)",
                    [new("id", id), new("at", clock.GetUtcNow()), new("words", command.Text)])
            ], ct);
            return await desk.Put(file, file.Case, new Step(InvestigationActions.Statement, On: on), ct);
        }

        private const string Insert =
            """
            INSERT INTO cases_statement (id, case_id, kind, confidential, name, document_type, document_cipher, document_masked, document_index,
                                         phone_cipher, phone_masked, phone_index, taken_on, place, taken_by, version)
            VALUES (@id, @case, @kind, @confidential, @name, @type, @documentCipher, @documentMasked, @documentIndex,
                    @phoneCipher, @phoneMasked, @phoneIndex, @on, @place, @by, 1)
            """;
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/statements", Take)
        .WithName("TakeStatement")
        .WithSummary("Take down what somebody said")
        .RequireScope(CaseScopes.CasesWrite, Problems.NotFound, Problems.Deleted, Problems.RecordExists, CaseErrors.CaseTransition, Problems.NotOwner);

    private static async Task<Reply<CaseView>> Take(Guid id, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id }, ct));
}
