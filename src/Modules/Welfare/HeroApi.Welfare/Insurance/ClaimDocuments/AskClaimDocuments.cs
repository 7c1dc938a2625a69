using System.Text.Json.Serialization;
using HeroApi.Welfare.Insurance.Claims;

namespace HeroApi.Welfare.Insurance.ClaimDocuments;

/// <summary>Notes which documents the insurer wants; also once it has the claim, whose time to decide then stands still until they are complete (保险法第二十二条).</summary>
internal static class AskClaimDocuments
{
    internal const int Most = 50;

    internal sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] long Version) : ICommand<ClaimView>
    {
        /// <summary>What is wanted beside what was asked for before; at most 50 in all.</summary>
        public required IReadOnlyList<Wanted> Documents { get; init; }

        /// <summary>The day by which all that is missing has to come.</summary>
        public DateOnly? By { get; init; }

        /// <summary>The day on which it was asked, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        internal static Command Example => new(Guid.Empty, 1) { Documents = [new Wanted { Kind = "disability_appraisal" }, new Wanted { Kind = "bank_account", Note = "本人账户" }] };
    }

    /// <summary>One document that is wanted.</summary>
    internal sealed record Wanted
    {
        /// <summary>Of the vocabulary claim_document_kind.</summary>
        public required string Kind { get; init; }

        /// <summary>What the insurer wants of it; at most 500 characters.</summary>
        public string? Note { get; init; }
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Documents).NotEmpty();
            RuleFor(c => c.Documents.Count).LessThanOrEqualTo(Most).OverridePropertyName(nameof(Command.Documents));
            RuleForEach(c => c.Documents).NotNull().ChildRules(document =>
            {
                document.RuleFor(d => d.Kind).NotEmpty().OneOf(ClaimCodes.Documents);
                document.RuleFor(d => d.Note).Prose(500);
            });
            RuleFor(c => c.On).Must(on => on is null || on <= clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.By).Must((request, by) => by is null || (by >= (request.On ?? clock.Today()) && by <= clock.Today().AddYears(2))).Refuses(ValueProblems.OutOfRange);
        }
    }

    internal sealed class Handler(ClaimDesk desk) : IRequestHandler<Command, ClaimView>
    {
        public async Task<ClaimView> Handle(Command command, CancellationToken cancellationToken)
        {
            var row = await desk.Take(ClaimSteps.Ask, command.Id, command.Version, cancellationToken);
            var (on, asked) = (desk.Day(row, command.On), row.Asked);
            if (asked.Count + command.Documents.Count > Most)
                throw new Refusal(ClaimErrors.DocumentsMost);

            return await desk.Put((row with { State = ClaimCodes.DocumentsAsked, DocumentsDueOn = command.By, DecisionDueOn = null })
                .With([.. asked, .. command.Documents.Select((wanted, index) => new ClaimDocument { Number = asked.Count + index + 1, Kind = wanted.Kind, Note = wanted.Note, AskedOn = on })]), cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder claims) => claims
        .MapPost("/{id:guid}/document-requests", Ask)
        .WithName("AskClaimDocuments")
        .WithSummary("Note which documents the insurer wants")
        .RequireScope(WelfareScopes.Write, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner, ClaimErrors.Transition, ClaimErrors.DocumentsMost);

    private static async Task<Reply<ClaimView>> Ask(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { Id = id, Version = match.Version }, ct));
}
