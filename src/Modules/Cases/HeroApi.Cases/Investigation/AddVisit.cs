using System.Text.Json;
using System.Text.Json.Serialization;
using HeroApi.Cases.Evidence;

namespace HeroApi.Cases.Investigation;

/// <summary>Notes a visit to the site. A phone without a network chooses the id itself and may send it as often as it likes.</summary>
internal static class AddVisit
{
    internal sealed record Command([property: JsonIgnore] Guid CaseId = default) : ICommand<CaseView>
    {
        /// <summary>Your own UUIDv7 for it; sent again with the same members it changes nothing.</summary>
        public Guid? Id { get; init; }

        public required DateTimeOffset VisitedAt { get; init; }
        public required string Place { get; init; }

        /// <summary>Who went there.</summary>
        public required string Visitors { get; init; }

        /// <summary>What was seen; at most 4,000 characters.</summary>
        public required string Seen { get; init; }

        /// <summary>Pictures of the site, at most 20.</summary>
        public IReadOnlyList<Guid> FileIds { get; init; } = [];

        internal static Command Example => new()
        {
            VisitedAt = VisitView.Example.VisitedAt,
            Place = VisitView.Example.Place,
            Visitors = VisitView.Example.Visitors,
            Seen = VisitView.Example.Seen
        };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Id).Must(id => id is null or { Version: 7 }).Refuses(ValueProblems.IdNotOrdered);
            RuleFor(c => c.VisitedAt).Must(at => ChinaTime.DateOf(at) <= clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.Place).NotEmpty().Line(200);
            RuleFor(c => c.Visitors).NotEmpty().Line(200);
            RuleFor(c => c.Seen).NotEmpty().Prose(4000);
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

            var file = await desk.Take(InvestigationActions.Visit, command.CaseId, version: null, ct);
            if (ChinaTime.DateOf(command.VisitedAt) < file.Case.ActedFrom)
                throw Invalid.At("/visitedAt", CaseErrors.BeforeAct, new { file.Case.ActedFrom });

            var id = await sendings.Id(command.CaseId, command.Id, command, ct);
            await papers.Attach(command.CaseId, command.FileIds, index => $"/fileIds/{index}", ct);
            await db.Execute(
                "INSERT INTO cases_visit (id, case_id, visited_at, place, visitors, seen, files) VALUES (@id, @CaseId, @at, @Place, @Visitors, @Seen, @files)",
                new
                {
                    id,
                    command.CaseId,
                    at = Instants.Micro(command.VisitedAt.ToUniversalTime()),
                    command.Place,
                    command.Visitors,
                    command.Seen,
                    files = JsonSerializer.Serialize(command.FileIds, Json.Stored)
                }, ct);
            return await desk.Put(file, file.Case, new Step(InvestigationActions.Visit, On: ChinaTime.DateOf(command.VisitedAt)), ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/visits", Add)
        .WithName("AddVisit")
        .WithSummary("Note a visit to the site")
        .RequireScope(CaseScopes.CasesWrite, Problems.NotFound, Problems.Deleted, Problems.RecordExists, CaseErrors.CaseTransition, Problems.NotOwner);

    private static async Task<Reply<CaseView>> Add(Guid id, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id }, ct));
}
