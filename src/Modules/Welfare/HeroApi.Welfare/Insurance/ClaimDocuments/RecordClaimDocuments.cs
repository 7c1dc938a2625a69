using System.Text.Json.Serialization;
using HeroApi.Welfare.Insurance.Claims;

namespace HeroApi.Welfare.Insurance.ClaimDocuments;

/// <summary>Notes which of the wanted documents have come, with their scans, and which the insurer no longer wants. With the last of them the claim can go to the insurer.</summary>
internal static class RecordClaimDocuments
{
    private const int MostFiles = 20;

    internal sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] long Version) : ICommand<ClaimView>
    {
        /// <summary>Those that have come; each once.</summary>
        public required IReadOnlyList<Came> Documents { get; init; }

        internal static Command Example => new(Guid.Empty, 1) { Documents = [new Came { Number = 1, ReceivedOn = new DateOnly(2026, 6, 1) }] };
    }

    /// <summary>One document that has come.</summary>
    internal sealed record Came
    {
        /// <summary>Its number in the claim.</summary>
        public required int Number { get; init; }

        /// <summary>The day on which it came, in China; today when absent.</summary>
        public DateOnly? ReceivedOn { get; init; }

        /// <summary>The insurer no longer wants it: it has not come, and is not missing.</summary>
        public bool Waived { get; init; }

        /// <summary>Its scans, at most 20, beside those that it has.</summary>
        public IReadOnlyList<Guid> FileIds { get; init; } = [];
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Documents).NotEmpty();
            RuleFor(c => c.Documents.Count).LessThanOrEqualTo(AskClaimDocuments.Most).OverridePropertyName(nameof(Command.Documents));
            RuleFor(c => c.Documents).Must(documents => documents.DistinctBy(document => document?.Number).Count() == documents.Count).Refuses(ClaimErrors.DocumentRepeated);
            RuleForEach(c => c.Documents).NotNull().ChildRules(document =>
            {
                document.RuleFor(d => d.Number).InclusiveBetween(1, AskClaimDocuments.Most);
                document.RuleFor(d => d.ReceivedOn).Must(on => on is null || on <= clock.Today()).Refuses(ValueProblems.InFuture);
                document.RuleFor(d => d.ReceivedOn).Null().When(d => d.Waived).Refuses(ValueProblems.Unwanted);
                document.RuleFor(d => d.FileIds.Count).LessThanOrEqualTo(MostFiles).OverridePropertyName(nameof(Came.FileIds));
                document.RuleFor(d => d.FileIds).Must(ids => ids.Distinct().Count() == ids.Count).Refuses(ClaimErrors.DocumentRepeated);
            });
        }
    }

    internal sealed class Handler(ClaimDesk desk, FileLinks links, TimeProvider clock) : IRequestHandler<Command, ClaimView>
    {
        public async Task<ClaimView> Handle(Command command, CancellationToken cancellationToken)
        {
            var row = await desk.Take(ClaimSteps.Receive, command.Id, command.Version, cancellationToken);
            var asked = row.Asked;
            foreach (var (index, came) in command.Documents.Index())
            {
                if (came.Number > asked.Count)
                    throw Invalid.At($"/documents/{index}/number", ClaimErrors.DocumentUnknown);
                if (came.ReceivedOn < row.EventOn)
                    throw Invalid.At($"/documents/{index}/receivedOn", ClaimErrors.DayOrder, new { row.EventOn });
            }

            await Refer(row, command, cancellationToken);
            var documents = asked.Select(document => command.Documents.FirstOrDefault(came => came.Number == document.Number) is { } came
                ? document with { ReceivedOn = came.Waived ? null : came.ReceivedOn ?? document.ReceivedOn ?? clock.Today(), Waived = came.Waived, FileIds = [.. document.FileIds.Union(came.FileIds)] }
                : document).ToList();
            var complete = documents.All(document => !document.Missing);
            return await desk.Put((row with { State = complete ? ClaimCodes.DocumentsComplete : ClaimCodes.DocumentsAsked }).With(documents), cancellationToken);
        }

        private Task<IReadOnlySet<Guid>> Refer(ClaimRow row, Command command, CancellationToken ct)
        {
            List<Guid> known = [.. row.Asked.SelectMany(document => document.FileIds).Distinct()];
            var sent = command.Documents.SelectMany((came, index) => came.FileIds.Select((id, position) => (Id: id, Pointer: $"/documents/{index}/fileIds/{position}")))
                .Where(file => !known.Contains(file.Id)).DistinctBy(file => file.Id).ToList();
            return links.Refer(new RecordName(ClaimSource.Name, row.Id), known, [.. known, .. sent.Select(file => file.Id)], index => sent[index - known.Count].Pointer, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder claims) => claims
        .MapPost("/{id:guid}/documents", Record)
        .WithName("RecordClaimDocuments")
        .WithSummary("Note which of the wanted documents have come")
        .RequireScope(WelfareScopes.Write, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner, ClaimErrors.Transition);

    private static async Task<Reply<ClaimView>> Record(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { Id = id, Version = match.Version }, ct));
}
